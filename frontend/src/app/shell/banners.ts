import { ChangeDetectionStrategy, Component, DOCUMENT, computed, effect, inject } from '@angular/core';
import { Seconds } from '../data/clocks';
import { FleetStore } from '../data/fleet-store';
import { Live } from '../data/live';
import { BriefNote } from '../ui/brief-note/brief-note';
import { Times } from '../ui/format/times';
import { Mark } from '../ui/mark/mark';
import { Texts } from '../ui/texts/texts';
import { UnopenedPage } from './unopened-page';

/**
 * What holds for all pages: a page that did not open, no connection, no broker, history paused, a new version; and
 * what the server says to a person.
 */
@Component({
  selector: 'sn-banners',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Mark],
  templateUrl: './banners.html',
  styleUrl: './banners.css',
})
export class Banners {
  protected readonly live = inject(Live);
  protected readonly texts = inject(Texts);
  protected readonly times = inject(Times);
  protected readonly store = inject(FleetStore);
  protected readonly unopened = inject(UnopenedPage);
  readonly #document = inject(DOCUMENT);
  readonly #seconds = inject(Seconds);
  readonly #brief = inject(BriefNote);

  /** True if the page has values that are now getting old. */
  protected readonly aging = computed(() => this.live.lost() && this.store.loaded());
  /** When the line went, ms of the server's clock, and how old the newest value is. */
  protected readonly lostSince = computed(() => this.#seconds.now() - this.live.downFor());
  protected readonly oldMs = computed(() => this.#seconds.now() - this.store.frameTime);

  /** The state of the history while no reading is kept; a lost line knows nothing of it. */
  protected readonly paused = computed(() => {
    const history = this.store.history();
    return history?.state === 'paused' && !this.aging() ? history : null;
  });

  constructor() {
    effect(() => {
      const notice = this.live.notice();
      if (notice) void this.#brief.say(notice.message, 6000);
    });
  }

  protected reload(): void {
    this.#document.location.reload();
  }
}

import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { LogEntry } from '@sensorium/contracts';
import { Times } from '../../ui/format/times';
import { Icon } from '../../ui/icon/icon';
import { Mark } from '../../ui/mark/mark';
import { Texts } from '../../ui/texts/texts';
import { isKnown, logSign, logText } from './log-words';

const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DAY_MS = 86_400_000;

/** What happened, newest first. */
@Component({
  selector: 'sn-log-list',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, Mark, RouterLink],
  templateUrl: './log-list.html',
  styleUrl: './log-list.css',
})
export class LogList {
  readonly entries = input.required<readonly LogEntry[]>();
  /** Now, ms of the server's clock: entries of other days show their date. */
  readonly now = input.required<number>();
  /** Names the device of each entry. */
  readonly devices = input(false);
  /** Entries after this time are new to the viewer, ms of the server's clock. */
  readonly newSince = input(Infinity);

  protected readonly texts = inject(Texts);
  readonly #times = inject(Times);
  protected readonly lines = computed(() =>
    this.entries()
      .filter(({ event }) => isKnown(event))
      .map((entry) => ({
        ...entry,
        sign: logSign(entry.event),
        text: logText(this.texts, this.#times, entry.event),
        time: TIME.format(entry.at),
        date: this.now() - entry.at > DAY_MS / 2 ? this.#times.date(entry.at) : '',
        fresh: entry.at > this.newSince(),
      })),
  );
}

import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { Texts } from '../../ui/texts/texts';
import { LogList } from '../../widgets/log/log-list';
import { alertLines, newestOfBoth } from './alert-lines';
import type { DeviceLog } from './device-log';

/** Entries that are shown before the viewer asks for all. */
const FEW = 7;

/** What happened to a device, newest first. */
@Component({
  selector: 'sn-log-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [LogList],
  template: `
    <header>
      <h2>{{ texts.t('log.title') }}</h2>
      @if (log().entries().length + lines().length > few || log().next() !== null) {
        <button type="button" class="link" data-testid="log-all" (click)="all.set(!all())">
          {{ texts.t(all() ? 'log.fewer' : 'log.all') }}
        </button>
      }
    </header>
    @if (log().fault(); as fault) {
      <p class="note fault" role="status" data-testid="log-fault">{{ fault }}</p>
    }
    @if (shown().entries.length + shown().lines.length > 0) {
      <sn-log-list [entries]="shown().entries" [others]="shown().lines" [now]="now()" />
    } @else if (log().loaded()) {
      <p class="note">{{ texts.t('log.empty') }}</p>
    } @else if (log().fault() === null) {
      <p class="note">{{ texts.t('log.loading') }}</p>
    }
    @if (all() && log().next() !== null) {
      <p class="note">
        <button type="button" class="btn sm" data-testid="log-more" (click)="log().more()">
          {{ texts.t('log.more') }}
        </button>
      </p>
    }
  `,
  styleUrl: './side-card.css',
  host: { class: 'card', 'data-testid': 'log-card' },
})
export class LogCard {
  readonly log = input.required<DeviceLog>();
  readonly now = input.required<number>();

  protected readonly texts = inject(Texts);
  protected readonly few = FEW;
  protected readonly all = signal(false);
  protected readonly lines = computed(() => alertLines(this.texts, this.log().alerts()));
  protected readonly shown = computed(() => {
    const { entries, next } = this.log();
    return newestOfBoth(entries(), this.lines(), this.all() ? Infinity : FEW, next() === null);
  });
}

import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { Backup } from '@sensorium/contracts';
import { Times } from '../../ui/format/times';
import { Texts } from '../../ui/texts/texts';
import { ProgressLine } from '../../widgets/progress-line/progress-line';
import { bytesText } from './amounts';
import { Backups } from './backups';
import { faultText } from './fault-text';

/** The backups that there are, and a button that makes one. */
@Component({
  selector: 'sn-backups-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ProgressLine],
  template: `
    <header>
      <h2>{{ texts.t('history.backups') }}</h2>
      <button
        type="button"
        class="btn sm"
        data-testid="backup"
        [disabled]="running()"
        (click)="backups.make()"
      >
        {{ texts.t('history.backUp') }}
      </button>
    </header>
    <p class="hint" role="status" data-testid="backup-said">{{ said() }}</p>
    @if (running()) {
      <sn-progress-line class="line" [on]="true" />
    }
    <p class="fault" role="alert" data-testid="backup-fault">{{ failed() }}</p>
    @if (backups.list(); as list) {
      @if (list.length > 0) {
        <div class="list" tabindex="0" role="region" [attr.aria-label]="texts.t('history.backups')">
          <ul>
            @for (backup of list; track backup.name) {
              <li data-testid="backup-made">
                <span>
                  {{ times.date(backup.at, now()) }} {{ times.clock(backup.at) }}
                  <span class="faint">{{ contents(backup) }}</span>
                </span>
                <bdi class="mono faint">{{ backup.name }}</bdi>
              </li>
            }
          </ul>
        </div>
      }
    }
  `,
  styleUrl: './task-card.css',
  styles: `
    header {
      display: flex;
      flex-wrap: wrap;
      gap: var(--x2);
      align-items: center;
      justify-content: space-between;
    }
    .line {
      margin-top: 4px;
    }
  `,
  host: { class: 'card', 'data-testid': 'backups' },
})
export class BackupsCard {
  /** Now, ms of the server's clock. */
  readonly now = input.required<number>();

  protected readonly backups = inject(Backups);
  protected readonly texts = inject(Texts);
  protected readonly times = inject(Times);
  protected readonly running = computed(() => this.backups.running() !== null);
  protected readonly failed = computed(() => faultText(this.texts, this.backups.fault()));
  /** What is under way, what was just made, or where backups lie. */
  protected readonly said = computed(() => {
    const since = this.backups.running();
    if (since !== null) return this.#runningText(since);
    const made = this.backups.made();
    if (made) return this.texts.t('history.backedUp', { size: bytesText(this.texts, made.bytes) });
    const none = this.backups.list()?.length === 0;
    return this.texts.t(none ? 'history.noBackups' : 'history.backupsHint');
  });

  constructor() {
    void this.backups.read();
  }

  protected contents({ bytes, readings, devices }: Backup): string {
    const size = bytesText(this.texts, bytes);
    return `${size}, ${this.texts.count('history.nReadings', readings)}, ${this.texts.count('history.nDevices', devices)}`;
  }

  #runningText(since: number): string {
    const duration = this.times.duration(Math.max(0, this.now() - since) || 0);
    return this.texts.t('history.backingUp', { duration });
  }
}

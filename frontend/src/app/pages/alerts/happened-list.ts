import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { Alert, AlertLogEntry, Metric } from '@sensorium/contracts';
import { Times } from '../../ui/format/times';
import { Icon } from '../../ui/icon/icon';
import { Mark } from '../../ui/mark/mark';
import { Texts } from '../../ui/texts/texts';
import { happened, sentence, signOf } from './incident-words';

const FINE = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DAY = 86_400_000;
/** Entries that are shown before the viewer asks for all. */
const FEW = 12;

/** What happened to an incident, newest first. */
@Component({
  selector: 'sn-happened-list',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, Mark],
  template: `
    <ol data-testid="happened">
      @for (line of lines(); track line.id) {
        <li [attr.data-type]="line.type">
          <time>
            {{ line.time }}
            @if (line.date) {
              <span>{{ line.date }}</span>
            }
          </time>
          <i class="sign">
            @if ('mark' in line.sign) {
              <sn-mark [state]="line.sign.mark" />
            } @else {
              <sn-icon [name]="line.sign.icon" [size]="14" />
            }
          </i>
          <bdi class="text">{{ line.text }}</bdi>
        </li>
      }
    </ol>
  `,
  styles: `
    li {
      position: relative;
      display: grid;
      grid-template-columns: 60px 14px minmax(0, 1fr);
      gap: 0 var(--x3);
      padding-bottom: var(--x3);
      font-size: 12px;
      line-height: 16px;
    }
    li:not(:last-child)::before {
      position: absolute;
      top: 18px;
      bottom: 2px;
      left: 78px;
      width: 1px;
      background: var(--line-2);
      content: '';
    }
    time {
      color: var(--text-2);
    }
    time span {
      display: block;
      color: var(--text-3);
    }
    .sign {
      padding-top: 1px;
      color: var(--text-2);
    }
    .text {
      white-space: pre-line;
    }
  `,
})
export class HappenedList {
  readonly alert = input.required<Alert>();
  /** The metric of the incident, if it is known. */
  readonly metric = input.required<Metric | null>();
  readonly log = input.required<readonly AlertLogEntry[]>();
  readonly now = input.required<number>();
  readonly all = input(false);

  readonly #texts = inject(Texts);
  readonly #times = inject(Times);
  protected readonly lines = computed(() => {
    const teller = { texts: this.#texts, times: this.#times, alert: this.alert(), metric: this.metric() };
    const entries = happened(this.log());
    return (this.all() ? entries : entries.slice(0, FEW)).map(({ id, at, event }) => ({
      id,
      type: event.type,
      sign: signOf(this.alert(), event),
      text: sentence(teller, event),
      time: FINE.format(at),
      date: this.now() - at > DAY / 2 ? this.#times.date(at) : '',
    }));
  });
}

/** True if the list leaves entries out. */
export function hidesSome(log: readonly AlertLogEntry[]): boolean {
  return happened(log).length > FEW;
}

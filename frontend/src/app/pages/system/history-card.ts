import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { HistoryState } from '@sensorium/contracts';
import { Times } from '../../ui/format/times';
import { Mark } from '../../ui/mark/mark';
import { Texts } from '../../ui/texts/texts';
import { FactsCard } from './facts-card';
import { historyFacts } from './history-facts';

/** How the store of readings stands, and what of it was set aside. */
@Component({
  selector: 'sn-history-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [FactsCard, Mark],
  template: `
    <sn-facts-card [heading]="texts.t('history.title')" [facts]="facts()">
      @if (history()) {
        <p class="state" [class]="paused() ? 'paused' : 'c-live'" data-testid="history-state">
          <sn-mark [state]="paused() ? 'critical' : 'live'" />{{
            texts.t(paused() ? 'history.paused' : 'history.on')
          }}
        </p>
      } @else {
        <p class="faint" data-testid="history-state">{{ texts.t('history.unknown') }}</p>
      }
      @if (setAside().length > 0) {
        <div after data-testid="set-aside">
          <h3>{{ texts.t('history.setAside') }}</h3>
          <ul>
            @for (part of setAside(); track part.name) {
              <li>
                <bdi class="mono">{{ part.name }}</bdi>
                <span class="faint">
                  {{ times.date(part.at, now()) }} {{ times.clock(part.at) }}, <bdi>{{ part.reason }}</bdi>
                </span>
              </li>
            }
          </ul>
        </div>
      }
    </sn-facts-card>
  `,
  styles: `
    :host {
      display: grid;
      min-width: 0;
    }
    .state {
      display: inline-flex;
      align-items: center;
      gap: 6px;
      font: var(--w-medium) var(--t12) var(--font);
    }
    .paused {
      color: var(--critical);
    }
    h3 {
      font: var(--w-medium) var(--t12) var(--font);
    }
    ul {
      display: grid;
      gap: 6px;
      margin-top: 4px;
    }
    li {
      display: grid;
      overflow-wrap: anywhere;
    }
    .mono {
      font: 420 12px/18px var(--mono);
      font-variant-ligatures: none;
    }
    .faint {
      color: var(--text-3);
      font-size: 12px;
      line-height: 16px;
    }
  `,
})
export class HistoryCard {
  /** Null before the server knows it. */
  readonly history = input.required<HistoryState | null>();
  /** Now, ms of the server's clock. */
  readonly now = input.required<number>();

  protected readonly texts = inject(Texts);
  protected readonly times = inject(Times);
  protected readonly paused = computed(() => this.history()?.state === 'paused');
  protected readonly setAside = computed(() => this.history()?.setAside ?? []);
  protected readonly facts = computed(() => {
    const history = this.history();
    return history ? historyFacts(this.texts, this.times, history, this.now()) : [];
  });
}

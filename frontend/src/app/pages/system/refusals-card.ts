import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { BrokerRefusal } from '@sensorium/contracts';
import { Times } from '../../ui/format/times';
import { Texts } from '../../ui/texts/texts';

/** What the embedded broker turned away, by reason, with who met it last. */
@Component({
  selector: 'sn-refusals-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <header>
      <h2>{{ texts.t('system.refusals') }}</h2>
      <span class="faint">{{ texts.t('system.sinceStart') }}</span>
    </header>
    @if (rows().length === 0) {
      <p class="note" data-testid="no-refusals">{{ texts.t('system.noRefusals') }}</p>
    } @else {
      <div class="scroll" tabindex="0" role="region" [attr.aria-label]="texts.t('system.refusals')">
        <table>
          <thead>
            <tr>
              <th scope="col">{{ texts.t('system.why') }}</th>
              <th scope="col" class="num">{{ texts.t('system.count') }}</th>
              <th scope="col">{{ texts.t('system.last') }}</th>
              <th scope="col">{{ texts.t('system.example') }}</th>
            </tr>
          </thead>
          <tbody>
            @for (row of rows(); track row.reason) {
              <tr data-testid="refusal" [attr.data-reason]="row.reason">
                <td>{{ words(row) }}</td>
                <td class="num">{{ texts.numbers().fixed(row.count, 0) }}</td>
                <td class="faint">{{ times.age(row.lastAt, now()) }}</td>
                <td class="mono example">
                  <bdi>{{ row.example }}</bdi>
                </td>
              </tr>
            }
          </tbody>
        </table>
      </div>
    }
  `,
  styleUrl: './table.css',
  styles: `
    .example {
      white-space: normal;
      overflow-wrap: anywhere;
    }
  `,
  host: { class: 'card', 'data-testid': 'refusals' },
})
export class RefusalsCard {
  readonly refusals = input.required<readonly BrokerRefusal[]>();
  /** Now, ms of the server's clock. */
  readonly now = input.required<number>();

  protected readonly texts = inject(Texts);
  protected readonly times = inject(Times);
  protected readonly rows = computed(() =>
    [...this.refusals()].sort((a, b) => b.lastAt - a.lastAt || b.count - a.count),
  );

  protected words({ reason }: BrokerRefusal): string {
    return this.texts.t(`system.refusal.${reason}`);
  }
}

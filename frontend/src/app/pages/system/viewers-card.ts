import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import type { System } from '@sensorium/contracts';
import { Times } from '../../ui/format/times';
import { Texts } from '../../ui/texts/texts';
import { rateText } from './amounts';

/** Who is connected, what each is sent, and how far each is behind. */
@Component({
  selector: 'sn-viewers-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <header>
      <h2>{{ texts.t('system.viewers') }}</h2>
      <span class="faint">{{ texts.numbers().fixed(viewers().length, 0) }}</span>
    </header>
    @if (viewers().length === 0) {
      <p class="note">{{ texts.t('system.noViewers') }}</p>
    } @else {
      <div class="scroll" tabindex="0" role="region" [attr.aria-label]="texts.t('system.viewers')">
        <table>
          <thead>
            <tr>
              <th scope="col">{{ texts.t('system.viewer') }}</th>
              <th scope="col">{{ texts.t('system.transport') }}</th>
              <th scope="col">{{ texts.t('system.connected') }}</th>
              <th scope="col" class="num">{{ texts.t('system.subscriptions') }}</th>
              <th scope="col" class="num">{{ texts.t('system.frames') }}</th>
              <th scope="col" class="num">{{ texts.t('system.skipped') }}</th>
              <th scope="col" class="num">{{ texts.t('system.underWay') }}</th>
            </tr>
          </thead>
          <tbody>
            @for (viewer of viewers(); track viewer.id) {
              <tr data-testid="viewer">
                <td class="mono">{{ viewer.id }}</td>
                <td>{{ viewer.transport }}</td>
                <td class="faint">{{ times.age(viewer.since, now()) }}</td>
                <td class="num">{{ viewer.subscriptions }}</td>
                <td class="num">{{ rate(viewer.framesPerSecond) }}</td>
                <td class="num">{{ rate(viewer.skippedPerSecond) }}</td>
                <td class="num">{{ viewer.underWay }}</td>
              </tr>
            }
          </tbody>
        </table>
      </div>
    }
  `,
  styleUrl: './table.css',
  host: { class: 'card', 'data-testid': 'viewers' },
})
export class ViewersCard {
  readonly viewers = input.required<System['viewers']>();
  /** Now, ms of the server's clock. */
  readonly now = input.required<number>();

  protected readonly texts = inject(Texts);
  protected readonly times = inject(Times);

  protected rate(perSecond: number): string {
    return rateText(this.texts, perSecond);
  }
}

import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { Device } from '@sensorium/contracts';
import type { DeviceEntry } from '../../data/device-entry';
import { beatOf } from '../../data/device-values';
import { Times } from '../../ui/format/times';
import { Seen } from '../../ui/seen/seen';
import { Texts } from '../../ui/texts/texts';
import { Arrivals } from '../../widgets/arrivals/arrivals';
import { patience } from './limits';

/** A clock counts as right within this, ms. */
const RIGHT_MS = 100;

/** The rhythm of a device: when its messages came, how often they should, and when it would count as late. */
@Component({
  selector: 'sn-arrivals-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Arrivals],
  hostDirectives: [Seen],
  template: `
    <header>
      <h2>{{ texts.t('device.arrivals') }}</h2>
      <span class="faint">{{ texts.t('device.lastMinutes', { n: 2 }) }}</span>
    </header>
    <div class="body">
      <sn-arrivals
        [arrivals]="entry().arrivals"
        [version]="version()"
        [now]="now()"
        [label]="texts.t('fleet.arrivals')"
        [visible]="seen()"
      />
      <dl class="facts">
        @for (fact of facts(); track fact.key) {
          <dt>{{ texts.t(fact.key) }}</dt>
          <dd [attr.data-testid]="fact.key">{{ fact.text }}</dd>
        }
      </dl>
    </div>
  `,
  styleUrl: './side-card.css',
  host: { class: 'card', 'data-testid': 'arrivals' },
})
export class ArrivalsCard {
  readonly entry = input.required<DeviceEntry>();
  readonly device = input.required<Device>();
  readonly now = input.required<number>();
  readonly version = input.required<number>();

  protected readonly texts = inject(Texts);
  readonly #times = inject(Times);
  protected readonly seen = inject(Seen).seen;
  protected readonly facts = computed(() => {
    const beat = beatOf(this.device().metrics);
    const facts = [
      { key: 'device.interval', text: this.#interval(beat) },
      { key: 'device.rate', text: this.#rate() },
      { key: 'device.clock', text: this.#clock() },
    ] as { key: 'device.interval' | 'device.lateAbove' | 'device.staleAbove'; text: string }[];
    if (beat === null) return facts;
    const { late, stale } = patience(beat);
    return [
      ...facts,
      { key: 'device.lateAbove' as const, text: this.#times.interval(late) },
      { key: 'device.staleAbove' as const, text: this.#times.interval(stale) },
    ];
  });

  #interval(beat: number | null): string {
    if (beat === null) return this.texts.t('device.noInterval');
    return this.#times.interval(beat);
  }

  #rate(): string {
    const rate = this.device().messagesPerMinute;
    return this.texts.t('device.perMinute', { n: this.texts.numbers().fixed(rate, rate < 10 ? 1 : 0) });
  }

  #clock(): string {
    const { clockSkewMs: skew, clockAssumption: assumed } = this.device();
    if (assumed) return this.texts.t(`device.assumed.${assumed.code}`, { zone: assumed.zone ?? '' });
    if (skew === null) return this.texts.t('device.clockOurs');
    if (Math.abs(skew) < RIGHT_MS) return this.texts.t('device.clockRight');
    const by = this.#times.lag(Math.abs(skew));
    return this.texts.t(skew > 0 ? 'device.clockAhead' : 'device.clockBehind', { by });
  }
}

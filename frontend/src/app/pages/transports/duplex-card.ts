import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Icon } from '../../ui/icon/icon';
import { Mark } from '../../ui/mark/mark';
import { Texts } from '../../ui/texts/texts';
import { Ages } from './ages';
import { spanAmount } from './amounts';
import { requestFaultText } from './fault-words';
import { RoundTrips, type Trips } from './round-trips';

/** Height of the picture of the trips, in its own units, and places in it. */
const HEIGHT = 40;
const PLACES = 60;

/** Sends while it receives: round trips over the WebSocket that carries the stream, and as requests beside it. */
@Component({
  selector: 'sn-duplex-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, Mark],
  templateUrl: './duplex-card.html',
  styleUrl: './duplex-card.css',
  host: { class: 'card', 'data-testid': 'duplex' },
})
export class DuplexCard {
  protected readonly texts = inject(Texts);
  protected readonly trips = inject(RoundTrips);
  protected readonly viewBox = `0 0 ${PLACES * 4} ${HEIGHT}`;
  protected readonly fault = computed(() => {
    const fault = this.trips.fault();
    return fault && requestFaultText(this.texts, fault);
  });
  protected readonly ways = computed(() => {
    const most = Math.max(1, ...this.trips.socket(), ...this.trips.http());
    return [this.#way('websocket', this.trips.socket(), most), this.#way('http', this.trips.http(), most)];
  });

  protected toggle(): void {
    this.trips.send(!this.trips.sending());
  }

  #way(name: 'websocket' | 'http', trips: Trips, most: number) {
    return {
      name,
      title: this.texts.t(`transports.duplex.${name}.title`),
      how: this.texts.t(`transports.duplex.${name}.how`),
      last: spanAmount(this.texts, trips.at(-1) ?? NaN),
      p50: this.#span(percentileOf(trips, 0.5)),
      p99: this.#span(percentileOf(trips, 0.99)),
      bars: bars(trips, most),
    };
  }

  #span(ms: number): string {
    const { value, unit } = spanAmount(this.texts, ms);
    return unit === '' ? value : `${value}\u00a0${unit}`;
  }
}

/** A bar for each trip, the newest one right; what is longer than `most` fills the picture. */
function bars(trips: Trips, most: number): { x: number; y: number; height: number }[] {
  const first = PLACES - trips.length;
  return trips.map((trip, i) => {
    const height = Math.max(2, Math.min(1, trip / most) * HEIGHT);
    return { x: (first + i) * 4, y: HEIGHT - height, height };
  });
}

function percentileOf(trips: Trips, share: number): number {
  const ages = new Ages();
  for (const trip of trips) ages.add(trip);
  return ages.percentile(share);
}

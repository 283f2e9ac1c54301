import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Seconds } from '../data/clocks';
import { FleetStore } from '../data/fleet-store';
import { Live } from '../data/live';
import { Times } from '../ui/format/times';
import { Texts } from '../ui/texts/texts';
import { Arrivals } from '../widgets/arrivals/arrivals';
import { ConnectionMark } from './connection-mark';

/** How the line stands: state, what carries it, the rhythm of its frames, rate and lag. */
@Component({
  selector: 'sn-connection-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Arrivals, ConnectionMark],
  host: { class: 'card', role: 'group', '[attr.aria-label]': 'texts.t("connection.title")' },
  templateUrl: './connection-card.html',
  styleUrl: './connection-card.css',
})
export class ConnectionCard {
  protected readonly live = inject(Live);
  protected readonly seconds = inject(Seconds);
  protected readonly store = inject(FleetStore);
  protected readonly texts = inject(Texts);
  readonly #times = inject(Times);

  protected readonly transport = computed(() => {
    const connection = this.live.connection();
    return connection.state === 'live' ? this.texts.t(`connection.${connection.transport}`) : '';
  });
  protected readonly line = computed(() => {
    const connection = this.live.connection();
    const duration = this.#times.duration(this.live.downFor());
    switch (connection.state) {
      case 'live':
        return this.#flow();
      case 'connecting':
        return this.texts.t('connection.opening');
      case 'reconnecting':
        return this.texts.t('connection.attempt', { duration, attempt: connection.attempt });
      case 'lost':
        return this.texts.t(connection.everLive ? 'connection.old' : 'connection.nothing', { duration });
    }
  });

  #flow(): string {
    const { perSecond, behindMs } = this.live.flow();
    const rate = this.texts.numbers().fixed(perSecond, perSecond > 0.05 && perSecond < 9.95 ? 1 : 0);
    return this.texts.t('connection.rate', { rate, behind: this.#times.lag(behindMs) });
  }
}

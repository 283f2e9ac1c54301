import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Seconds } from '../data/clocks';
import { FleetStore } from '../data/fleet-store';
import { Live } from '../data/live';
import { Times } from '../ui/format/times';
import { Texts } from '../ui/texts/texts';
import { Arrivals } from '../widgets/arrivals/arrivals';
import { ConnectionMark } from './connection-mark';

/** How the line stands: state, what carries it and since when, the rhythm of its frames, rate, lag and pace. */
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

  /** What carries the line now; null while it is down. */
  protected readonly carrier = computed(() => {
    const connection = this.live.connection();
    return connection.state === 'live' ? connection.transport : null;
  });
  protected readonly transport = computed(() => {
    const carrier = this.carrier();
    return carrier === null ? '' : this.texts.t(`connection.${carrier}`);
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
  protected readonly traffic = computed(() => {
    const { framesPerSecond, bytesPerSecond } = this.live.flow();
    const frames = this.#rate(framesPerSecond);
    const size = this.texts.numbers().fixed(bytesPerSecond / 1_000, 1);
    return this.texts.t('connection.traffic', { frames, size });
  });
  /** Since when it has been carried so; empty before the server has told its time. */
  protected readonly since = computed(() => {
    const since = this.live.carriedSince();
    return Number.isNaN(since) ? '' : this.texts.t('connection.since', { time: this.#times.clock(since) });
  });
  /** What the page is shown of what there is; null while that is everything. */
  protected readonly pace = computed(() => {
    const pace = this.live.pace();
    if (!pace) return null;
    const [shown, offered] = [this.#rate(pace.shown), this.#rate(pace.offered)];
    return this.texts.t('connection.pace', { shown, offered, behind: this.#times.lag(pace.behindMs) });
  });

  #flow(): string {
    const { perSecond, behindMs } = this.live.flow();
    const behind = this.#times.lag(behindMs);
    return this.texts.t('connection.rate', { rate: this.#rate(perSecond), behind });
  }

  /** With a decimal where it tells something. */
  #rate(perSecond: number): string {
    const isSmall = perSecond > 0.05 && perSecond < 9.95 && !Number.isInteger(perSecond);
    return this.texts.numbers().fixed(perSecond, isSmall ? 1 : 0);
  }
}

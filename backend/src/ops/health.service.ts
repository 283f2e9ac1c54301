import { Inject, Injectable } from '@nestjs/common';
import type { PartState, Readiness } from '@sensorium/contracts';
import { ALERT_VIEW, type AlertView } from '../ports/alert-view.js';
import { Clock } from '../ports/clock.js';
import { FLEET_VIEW, type FleetView } from '../ports/fleet-view.js';
import { INGEST, type Ingest } from '../ports/ingest.js';
import { NOTIFY_HEALTH, type FailingChannel, type NotifyHealth } from '../ports/notify-health.js';

type PartName = 'ingest' | 'broker' | 'registry' | 'history' | 'alerts';

/** State of every part, and since when it is so: each part says that itself, whether anybody asked or not. */
@Injectable()
export class HealthService {
  /** When this process began to serve, µs: parts that said nothing yet are as they are since then. */
  private readonly startedAt = new Clock().now();

  constructor(
    @Inject(FLEET_VIEW) private readonly fleet: FleetView,
    @Inject(INGEST) private readonly ingest: Ingest,
    @Inject(ALERT_VIEW) private readonly alerts: AlertView,
    @Inject(NOTIFY_HEALTH) private readonly notify: NotifyHealth,
  ) {}

  failingChannels(): FailingChannel[] {
    return this.notify.failing();
  }

  readiness(): Readiness & { parts: Record<PartName, PartState> } {
    const parts = {
      ingest: this.judgeIngest(),
      broker: this.judgeBroker(),
      registry: this.judgeRegistry(),
      history: this.judgeHistory(),
      alerts: this.judgeAlerts(),
    };
    return { ready: Object.values(parts).every((part) => part.state !== 'down'), parts };
  }

  private judgeIngest(): PartState {
    const fault = this.ingest.fault();
    return part(fault === undefined ? 'up' : 'down', this.ingest.since(), fault);
  }

  private judgeBroker(): PartState {
    const { link } = this.fleet;
    if (!link) return part('degraded', this.startedAt, 'not connected yet');
    if (link.state === 'down') return part('degraded', link.since, link.reason ?? 'not connected');
    if (link.refused.length === 0) return part('up', link.since);
    return part('degraded', link.since, `refused subscriptions: ${link.refused.join(', ')}`);
  }

  /** Live view goes on without it, so it is never down. */
  private judgeHistory(): PartState {
    const { history } = this.fleet;
    if (!history) return part('degraded', this.startedAt, 'not open yet');
    const state = history.state === 'on' ? 'up' : 'degraded';
    return part(state, history.since * 1_000, history.reason ?? undefined);
  }

  /** Rules are evaluated and people are told without it, so it is never down. */
  private judgeAlerts(): PartState {
    const { fault, faultSince } = this.alerts;
    return part(fault === null ? 'up' : 'degraded', faultSince, fault ?? undefined);
  }

  private judgeRegistry(): PartState {
    const { registryFault = null, registrySince = this.startedAt } = this.fleet.stats ?? {};
    return part(registryFault === null ? 'up' : 'degraded', registrySince, registryFault ?? undefined);
  }
}

/** `since` in µs. */
function part(state: PartState['state'], since: number, message?: string): PartState {
  return { state, since: since / 1_000, ...(message === undefined ? {} : { message }) };
}

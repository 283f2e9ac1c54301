import { Inject, Injectable } from '@nestjs/common';
import type { PartState, Readiness } from '@sensorium/contracts';
import { Clock } from '../ports/clock.js';
import { FLEET_VIEW, type FleetView } from '../ports/fleet-view.js';
import { INGEST, type Ingest } from '../ports/ingest.js';

type Judged = Omit<PartState, 'since'>;

/** State of every part, and since when it is so. */
@Injectable()
export class HealthService {
  private readonly clock = new Clock();
  private readonly known = new Map<string, PartState>();

  constructor(
    @Inject(FLEET_VIEW) private readonly fleet: FleetView,
    @Inject(INGEST) private readonly ingest: Ingest,
  ) {}

  readiness(): Readiness {
    const parts = {
      ingest: this.note('ingest', this.judgeIngest()),
      broker: this.note('broker', this.judgeBroker()),
      registry: this.note('registry', this.judgeRegistry()),
    };
    return { ready: Object.values(parts).every((part) => part.state !== 'down'), parts };
  }

  private judgeIngest(): Judged {
    const fault = this.ingest.fault();
    return fault === undefined ? { state: 'up' } : { state: 'down', message: fault };
  }

  private judgeBroker(): Judged {
    const link = this.fleet.link;
    if (!link) return { state: 'degraded', message: 'not connected yet' };
    if (link.state === 'down') return { state: 'degraded', message: link.reason ?? 'not connected' };
    if (link.refused.length === 0) return { state: 'up' };
    return { state: 'degraded', message: `refused subscriptions: ${link.refused.join(', ')}` };
  }

  private judgeRegistry(): Judged {
    const fault = this.fleet.stats?.registryFault ?? null;
    return fault === null ? { state: 'up' } : { state: 'degraded', message: fault };
  }

  private note(name: string, judged: Judged): PartState {
    const before = this.known.get(name);
    const since = before?.state === judged.state ? before.since : this.clock.now() / 1_000;
    const part = { ...judged, since };
    this.known.set(name, part);
    return part;
  }
}

import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { CONTRACT_VERSION, type RecentRates, type System } from '@sensorium/contracts';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { VERSION } from '../config/version.js';
import { BROKER_REFUSALS_SEEN, type BrokerRefusals } from '../ports/broker-refusals.js';
import { Clock } from '../ports/clock.js';
import { FLEET_VIEW, type FleetView } from '../ports/fleet-view.js';
import type { IngestStats } from '../ports/live-bus.js';
import { VIEWERS, type Viewers } from '../ports/viewers.js';
import { brokerAddress } from './broker-address.js';
import { HealthService } from './health.service.js';
import { Rates } from './rates.js';
import { noticesOf } from './system-notices.js';

const RESOLUTION_MS = 20;

const PROTOCOLS = { 4: 'MQTT 3.1.1', 5: 'MQTT 5' } as const;

/** Everything that the System page shows, read when it is asked for. */
@Injectable()
export class SystemService implements OnModuleDestroy {
  private readonly clock = new Clock();
  private readonly startedAt = this.clock.now() / 1_000;
  private readonly delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  private readonly rates = new Rates();
  private readonly stop: () => void;

  constructor(
    @Inject(FLEET_VIEW) private readonly fleet: FleetView,
    @Inject(VIEWERS) private readonly viewers: Viewers,
    @Inject(HealthService) private readonly health: HealthService,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(BROKER_REFUSALS_SEEN) private readonly refusals: BrokerRefusals,
  ) {
    this.delay.enable();
    this.stop = fleet.onStep(({ stats, link, time }) => {
      if (stats) this.rates.note(stats, time);
      if (link) this.rates.noteDropped(link.dropped, time);
    });
  }

  onModuleDestroy(): void {
    this.stop();
    this.delay.disable();
  }

  read(): System {
    const { link, stats, epoch } = this.fleet;
    const time = this.clock.now() / 1_000;
    const { parts } = this.health.readiness();
    return {
      time,
      version: VERSION,
      node: process.version,
      contract: CONTRACT_VERSION,
      epoch,
      startedAt: this.startedAt,
      parts,
      link: this.link(),
      refusals: this.refused(),
      history: stats?.history ?? null,
      rates: this.rates.perSecond(),
      totals: this.totals(stats),
      memory: this.memory(),
      eventLoop: { mainP99Ms: this.takeDelay(), ingestP99Ms: stats?.eventLoopP99Ms ?? 0 },
      queues: { unsavedDevices: stats?.unsavedDevices ?? 0 },
      viewers: this.viewers.viewers(),
      notices: noticesOf(
        {
          link,
          history: this.fleet.history,
          stats,
          alerts: parts.alerts,
          channels: this.health.failingChannels(),
        },
        this.rates.droppedLastMinute(time),
        time,
      ),
    };
  }

  recentRates(): RecentRates {
    const time = this.clock.now() / 1_000;
    return { time, rates: this.rates.recent(time) };
  }

  private link(): System['link'] {
    const { link } = this.fleet;
    const total = link?.dropped ?? null;
    return {
      state: link?.state ?? 'down',
      since: (link?.since ?? 0) / 1_000,
      reason: link?.reason ?? null,
      address: brokerAddress(this.settings.mqtt),
      protocol: link?.protocol ? PROTOCOLS[link.protocol] : null,
      embedded: this.settings.mqtt.url === undefined,
      probeMs: link?.probeMs ?? null,
      dropped:
        total === null ? null : { total, lastMinute: this.rates.droppedLastMinute(this.clock.now() / 1_000) },
    };
  }

  private refused(): System['refusals'] {
    const refusals = this.refusals.list();
    return refusals && [...refusals];
  }

  private totals(stats: IngestStats | null): System['totals'] {
    const { messages = 0, readings = 0, ignored = 0, rejected = 0 } = stats ?? {};
    const [devices, series] = [this.fleet.deviceCount(), this.fleet.seriesCount()];
    return { messages, readings, ignored, rejected, devices, series };
  }

  private memory(): System['memory'] {
    const { rss, heapUsed } = process.memoryUsage();
    return { rss, heapUsed, recentReadings: this.fleet.recentBytes };
  }

  private takeDelay(): number {
    const p99 = this.delay.percentile(99) / 1e6 - RESOLUTION_MS;
    this.delay.reset();
    return Number.isFinite(p99) ? Math.max(0, p99) : 0;
  }
}

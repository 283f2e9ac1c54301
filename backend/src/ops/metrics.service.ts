import { Inject, Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { FLEET_VIEW, type FleetView } from '../ports/fleet-view.js';
import { VIEWERS, type Viewers } from '../ports/viewers.js';

/** What the program counts, read when it is asked for. */
@Injectable()
export class MetricsService {
  private readonly registry = new Registry();

  constructor(
    @Inject(FLEET_VIEW) private readonly fleet: FleetView,
    @Inject(VIEWERS) viewers: Viewers,
  ) {
    collectDefaultMetrics({ register: this.registry });
    this.counter('sensorium_messages_total', 'Messages taken in', () => fleet.stats?.messages);
    this.counter('sensorium_readings_total', 'Readings taken in', () => fleet.stats?.readings);
    this.counter('sensorium_ignored_total', 'Messages that say nothing to us', () => fleet.stats?.ignored);
    this.rejections();
    this.gauge('sensorium_devices', 'Known devices', () => fleet.deviceCount());
    this.gauge('sensorium_series', 'Known series', () => fleet.seriesCount());
    this.gauge(
      'sensorium_event_loop_delay_seconds',
      'Delay of the ingest event loop, 99th percentile',
      () => (fleet.stats?.eventLoopP99Ms ?? 0) / 1_000,
    );
    this.gauge('sensorium_viewers', 'Connected viewers', () => viewers.viewerCount);
    this.gauge('sensorium_broker_up', 'Whether the link to the broker is up', () =>
      fleet.link?.state === 'up' ? 1 : 0,
    );
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }

  private counter(name: string, help: string, read: () => number | undefined): void {
    new Counter({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.reset();
        this.inc(read() ?? 0);
      },
    });
  }

  private gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.set(read());
      },
    });
  }

  private rejections(): void {
    const { fleet } = this;
    new Counter({
      name: 'sensorium_rejections_total',
      help: 'Messages and values that were not taken, by reason',
      labelNames: ['reason'],
      registers: [this.registry],
      collect() {
        this.reset();
        for (const { reason, count } of fleet.stats?.rejections ?? []) this.inc({ reason }, count);
      },
    });
  }
}

import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { BROKER_REFUSAL_REASONS } from '@sensorium/contracts';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { ALERT_VIEW, type AlertView } from '../ports/alert-view.js';
import { Clock } from '../ports/clock.js';
import { BROKER_REFUSALS_SEEN, type BrokerRefusals } from '../ports/broker-refusals.js';
import { FLEET_VIEW, type FleetView } from '../ports/fleet-view.js';
import { VIEWERS, type Viewers } from '../ports/viewers.js';
import { registerAlertMetrics } from './alert-metrics.js';
import { IngestLag } from './ingest-lag.js';

/** What the program counts, read when it is asked for. */
@Injectable()
export class MetricsService implements OnModuleDestroy {
  private readonly registry = new Registry();
  private readonly clock = new Clock();
  private readonly lag = new IngestLag();
  private readonly stop: () => void;

  constructor(
    @Inject(FLEET_VIEW) private readonly fleet: FleetView,
    @Inject(VIEWERS) viewers: Viewers,
    @Inject(BROKER_REFUSALS_SEEN) refusals: BrokerRefusals,
    @Inject(ALERT_VIEW) alerts: AlertView,
  ) {
    this.stop = fleet.onStep((step) => this.lag.note(step, this.clock.now()));
    collectDefaultMetrics({ register: this.registry });
    this.counter('sensorium_messages_total', 'Messages taken in', () => fleet.stats?.messages);
    this.counter('sensorium_readings_total', 'Readings taken in', () => fleet.stats?.readings);
    this.counter('sensorium_ignored_total', 'Messages that say nothing to us', () => fleet.stats?.ignored);
    this.rejections();
    this.refusals(refusals);
    this.gauge('sensorium_devices', 'Known devices', () => fleet.deviceCount());
    this.gauge('sensorium_series', 'Known series', () => fleet.seriesCount());
    this.gauge(
      'sensorium_event_loop_delay_seconds',
      'Delay of the ingest event loop, 99th percentile',
      () => (fleet.stats?.eventLoopP99Ms ?? 0) / 1_000,
    );
    this.gauge(
      'sensorium_ingest_lag_seconds',
      'Longest way of a message from its receipt to the read side since the last scrape; 0 without messages',
      () => this.lag.take(),
    );
    this.gauge('sensorium_history_up', 'Whether readings are kept: 0 while history is paused', () =>
      fleet.history?.state === 'on' ? 1 : 0,
    );
    this.gauge(
      'sensorium_history_bytes',
      'Size of the history on disk',
      () => fleet.stats?.history.bytes ?? 0,
    );
    this.gauge(
      'sensorium_commit_seconds',
      'Time of a commit to disk, 99th percentile of the last ones',
      () => (fleet.stats?.history.commitP99Ms ?? 0) / 1_000,
    );
    registerAlertMetrics(this.registry, alerts);
    this.gauge('sensorium_viewers', 'Connected viewers', () => viewers.viewerCount);
    this.gauge('sensorium_broker_up', 'Whether the link to the broker is up', () =>
      fleet.link?.state === 'up' ? 1 : 0,
    );
  }

  onModuleDestroy(): void {
    this.stop();
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

  /** Every reason has its count from the start, so that an alert sees the first one as a rise from 0. */
  private refusals(refusals: BrokerRefusals): void {
    new Counter({
      name: 'sensorium_broker_refusals_total',
      help: 'What the embedded broker turned away, by reason',
      labelNames: ['reason'],
      registers: [this.registry],
      collect() {
        this.reset();
        const seen = refusals.list();
        if (!seen) return;
        for (const reason of BROKER_REFUSAL_REASONS) {
          this.inc({ reason }, seen.find((one) => one.reason === reason)?.count ?? 0);
        }
      },
    });
  }
}

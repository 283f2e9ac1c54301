import { Inject, Injectable } from '@nestjs/common';
import type { Device, Latest, LiveReading, Snapshot } from '@sensorium/contracts';
import type { LinkStatus } from '../ports/broker-link.js';
import type { FleetView, LogPart, SeriesSet } from '../ports/fleet-view.js';
import {
  LIVE_BUS,
  RETAINED,
  type IngestStats,
  type LiveBus,
  type LiveStep,
  type ReadingColumns,
} from '../ports/live-bus.js';
import {
  DeviceTable,
  toDevice,
  type DeviceEntry,
  type MetricEntry,
  type SeriesEntry,
} from './device-table.js';
import { LatestColumns, qualityOf } from './latest-columns.js';
import { ReadingLog, type LoggedReading } from './reading-log.js';

/** The newest state of everything, built from the live bus in this process. */
@Injectable()
export class MemoryFleetView implements FleetView {
  link: LinkStatus | null = null;
  stats: IngestStats | null = null;
  private readonly table = new DeviceTable();
  private readonly latest = new LatestColumns();
  private readonly log = new ReadingLog();
  private readonly listeners = new Set<(step: LiveStep) => void>();

  /** Subscribes at once: a step that is missed would be missing for good. */
  constructor(@Inject(LIVE_BUS) private readonly bus: LiveBus) {
    bus.subscribe((step) => {
      this.apply(step);
      for (const listener of this.listeners) listener(step);
    });
  }

  get epoch(): string {
    return this.bus.epoch;
  }

  get sequence(): number {
    return this.log.newest;
  }

  device(idOrUid: string): Device | undefined {
    const entry = this.table.get(idOrUid);
    return entry && this.show(entry);
  }

  *devices(): Iterable<Device> {
    for (const entry of this.table.all()) yield this.show(entry);
  }

  deviceCount(): number {
    return this.table.size;
  }

  findSeries(wanted: (series: { device: string; uid: string; metric: string }) => boolean): Uint32Array {
    const found: number[] = [];
    for (const { id, uid, metrics } of this.table.all()) {
      for (const { n, name } of metrics) if (wanted({ device: id, uid, metric: name })) found.push(n);
    }
    return Uint32Array.from(found);
  }

  snapshot(series: SeriesSet): Snapshot['readings'] {
    return this.collect(series, 0).map(({ n, reading }) => ({
      ...reading,
      retained: this.latest.isRetained(n),
    }));
  }

  latestSince(series: SeriesSet, sequence: number): LiveReading[] {
    return this.collect(series, sequence).map(({ reading }) => reading);
  }

  everySince(series: SeriesSet, after: number, limit: number): LogPart {
    const wanted = series === 'all' ? undefined : new Set(series);
    const readings: LiveReading[] = [];
    const sequence = this.log.visitSince(after, (logged) => {
      const entry = this.table.seriesOf(logged.n);
      if (entry && (!wanted || wanted.has(logged.n))) readings.push(fromLog(entry, logged));
      return readings.length < limit;
    });
    return { readings, sequence, missed: Math.max(0, this.log.oldest - after - 1) };
  }

  onStep(listener: (step: LiveStep) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private apply(step: LiveStep): void {
    for (const uid of step.removed) for (const n of this.table.remove(uid)) this.latest.forget(n);
    for (const record of step.devices) this.table.put(record);
    if (step.readings) {
      this.latest.apply(step.readings, (n) => this.table.seriesOf(n)?.metric.kind);
      this.log.append(step.readings, (n) => this.table.seriesOf(n)?.metric.kind === 'text');
      this.hear(step.readings);
    }
    for (const update of step.presence) this.table.setPresence(update);
    for (const activity of step.activity) this.table.setActivity(activity);
    this.link = step.link ?? this.link;
    this.stats = step.stats ?? this.stats;
  }

  private hear({ count, series, received, flags }: ReadingColumns): void {
    for (let row = 0; row < count; row++) {
      if (((flags[row] ?? 0) & RETAINED) === 0) this.table.heard(series[row] ?? 0, received[row] ?? 0);
    }
  }

  private show(entry: DeviceEntry): Device {
    return toDevice(entry, (metric) => this.latestOf(metric));
  }

  private latestOf({ n, kind }: MetricEntry): Latest | null {
    const { latest } = this;
    if (!latest.sequence[n]) return null;
    return {
      t: (latest.t[n] ?? 0) / 1_000,
      received: (latest.received[n] ?? 0) / 1_000,
      value: latest.valueOf(n, kind),
      quality: latest.qualityOf(n),
      retained: latest.isRetained(n),
    };
  }

  private collect(series: SeriesSet, sequence: number): { n: number; reading: LiveReading }[] {
    const found: { n: number; reading: LiveReading }[] = [];
    const end = series === 'all' ? this.table.seriesEnd : series.length;
    for (let i = 0; i < end; i++) {
      const n = series === 'all' ? i : (series[i] ?? 0);
      if ((this.latest.sequence[n] ?? 0) <= sequence) continue;
      const entry = this.table.seriesOf(n);
      const latest = entry && this.latestOf(entry.metric);
      if (entry && latest) found.push({ n, reading: fromLatest(entry, latest) });
    }
    return found;
  }
}

function fromLatest({ device, metric }: SeriesEntry, latest: Latest): LiveReading {
  const { t, received, value, quality } = latest;
  return { device: device.id, metric: metric.name, t, received, value, quality };
}

function fromLog({ device, metric }: SeriesEntry, logged: LoggedReading): LiveReading {
  const number = metric.kind === 'boolean' ? logged.value === 1 : logged.value;
  return {
    device: device.id,
    metric: metric.name,
    t: logged.t / 1_000,
    received: logged.received / 1_000,
    value: logged.text ?? number,
    quality: qualityOf(logged.flags),
  };
}

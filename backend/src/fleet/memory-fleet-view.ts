import { Inject, Injectable } from '@nestjs/common';
import {
  type HistoryEvent,
  RETAINED,
  type Columns,
  type Device,
  type SeriesEntry,
  type Site,
} from '@sensorium/contracts';
import { ColumnsBuilder, toLatest } from '@sensorium/domain/live';
import type { LinkStatus } from '../ports/broker-link.js';
import type { FleetView, LogPart, LogPlace, SeriesSet, TodaySpan } from '../ports/fleet-view.js';
import {
  LIVE_BUS,
  type IngestStats,
  type LiveBus,
  type LiveStep,
  type ReadingColumns,
} from '../ports/live-bus.js';
import { DeviceTable, toDevice, type DeviceEntry, type MetricEntry, type SeriesOf } from './device-table.js';
import { LatestColumns } from './latest-columns.js';
import { ReadingLog } from './reading-log.js';
import { RecentRings, RING_BOUNDS } from './recent-rings.js';
import { TodayRanges } from './today.js';

/** The newest state of everything, built from the live bus in this process. */
@Injectable()
export class MemoryFleetView implements FleetView {
  link: LinkStatus | null = null;
  history: HistoryEvent | null = null;
  stats: IngestStats | null = null;
  sites: readonly Site[] = [];
  private time = 0;
  private readonly table = new DeviceTable();
  private readonly latest = new LatestColumns();
  private readonly log = new ReadingLog();
  private readonly rings = new RecentRings();
  private readonly today = new TodayRanges();
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

  get oldest(): number {
    return this.log.oldest;
  }

  get recentBytes(): number {
    return this.rings.bytes;
  }

  device(idOrUid: string): Device | undefined {
    const entry = this.table.get(idOrUid);
    return entry && this.show(entry);
  }

  *devices(): Iterable<Device> {
    for (const entry of this.table.all()) yield this.show(entry);
  }

  withToday(device: Device): Device {
    const places = this.table.get(device.uid)?.metrics ?? [];
    const numbers = new Map(places.map(({ name, n }) => [name, n]));
    const metrics = device.metrics.map((metric) => {
      const n = numbers.get(metric.name);
      return { ...metric, today: n === undefined ? null : this.today.of(n) };
    });
    return { ...device, metrics };
  }

  unknownToday(uid: string): TodaySpan[] {
    const metrics = this.table.get(uid)?.metrics ?? [];
    return metrics.flatMap(({ n }) => this.today.unknownOf(n, this.time) ?? []);
  }

  seedToday(span: TodaySpan, found: { min: number; max: number } | null): void {
    this.today.seed(span, found);
  }

  deviceCount(): number {
    return this.table.size;
  }

  seriesCount(): number {
    return this.table.seriesCount;
  }

  seriesEntry(n: number): SeriesEntry | undefined {
    const found = this.table.seriesOf(n);
    return found && toSeriesEntry(found);
  }

  seriesOf(uids: Iterable<string>): SeriesEntry[] {
    return [...uids].flatMap((uid) => {
      const device = this.table.get(uid);
      return device ? device.metrics.map((metric) => toSeriesEntry({ device, metric })) : [];
    });
  }

  findSeries(wanted: (series: { device: string; uid: string; metric: string }) => boolean): Uint32Array {
    const found: number[] = [];
    for (const { id, uid, metrics } of this.table.all()) {
      for (const { n, name } of metrics) if (wanted({ device: id, uid, metric: name })) found.push(n);
    }
    return Uint32Array.from(found);
  }

  latestSince(series: SeriesSet, sequence: number): Columns {
    const columns = new ColumnsBuilder();
    this.each(series, (n) => {
      if (this.latest.sequenceOf(n) > sequence) this.latest.copy(n, columns);
    });
    return columns.take();
  }

  placeOf(series: SeriesSet): LogPlace {
    const sequence = this.log.newest;
    return { sequence, passed: series === 'all' ? sequence : this.log.taken.sum(series) };
  }

  everySince(series: SeriesSet, place: LogPlace, limit: number): LogPart {
    const columns = new ColumnsBuilder();
    const wanted = series === 'all' ? undefined : new Set(series);
    const holds = (n: number) =>
      (wanted === undefined || wanted.has(n)) && this.table.seriesOf(n) !== undefined;
    const missed = this.missedSince(series, place);
    const sequence = this.log.copySince(place.sequence, holds, limit, columns);
    const atEnd = sequence === this.log.newest;
    const passed = atEnd ? this.placeOf(series).passed : place.passed + missed + columns.count;
    return { columns: columns.take(), sequence, passed, missed };
  }

  /** Readings of the series after `place` that the log no longer holds. */
  private missedSince(series: SeriesSet, { sequence, passed }: LogPlace): number {
    const fellOut = this.log.oldest - sequence - 1;
    if (fellOut <= 0 || series === 'all') return Math.max(0, fellOut);
    return Math.max(0, this.log.dropped.sum(series) - passed);
  }

  recent(series: SeriesSet, perSeries: number): Columns {
    const columns = new ColumnsBuilder();
    this.each(series, (n) => {
      this.rings.copy(n, this.time - RING_BOUNDS.ageMicros, perSeries, columns);
    });
    return columns.take();
  }

  onStep(listener: (step: LiveStep) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private apply(step: LiveStep): void {
    this.time = step.time;
    this.today.follow(step.time);
    if (step.sites) this.today.setSites(step.sites, this.table.all());
    for (const uid of step.removed) for (const n of this.table.remove(uid)) this.forget(n);
    for (const record of step.devices) {
      this.table.put(record);
      this.today.place(record);
    }
    if (step.readings) this.read(step.readings);
    for (const update of step.presence) this.table.setPresence(update, step.time);
    for (const activity of step.activity) this.table.setActivity(activity);
    this.sites = step.sites ?? this.sites;
    this.link = step.link ?? this.link;
    this.history = step.history ?? this.history;
    this.stats = step.stats ?? this.stats;
  }

  private read(readings: ReadingColumns): void {
    this.latest.apply(readings);
    this.log.append(readings);
    this.rings.append(readings);
    this.today.apply(readings);
    const { count, series, received, flags } = readings;
    for (let row = 0; row < count; row++) {
      if (((flags[row] ?? 0) & RETAINED) === 0) this.table.heard(series[row] ?? 0, received[row] ?? 0);
    }
  }

  private forget(n: number): void {
    this.latest.forget(n);
    this.rings.forget(n);
    this.today.forget(n);
  }

  private each(series: SeriesSet, visit: (n: number) => void): void {
    if (series === 'all') for (let n = 0; n < this.table.seriesEnd; n++) visit(n);
    else for (const n of series) visit(n);
  }

  private show(entry: DeviceEntry): Device {
    const latest = ({ n, kind }: MetricEntry) => {
      const columns = new ColumnsBuilder(1);
      if (this.latest.sequenceOf(n) > 0) this.latest.copy(n, columns);
      return toLatest(columns.take(), 0, kind);
    };
    return toDevice(entry, latest, this.time);
  }
}

function toSeriesEntry({ device, metric }: SeriesOf): SeriesEntry {
  const { n, name, kind, unit } = metric;
  return { n, device: device.id, uid: device.uid, metric: name, kind, unit };
}

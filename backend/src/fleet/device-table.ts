import type { Device, Metric, PresenceCause, PresenceUpdate } from '@sensorium/contracts';
import { describeCause } from '@sensorium/domain/presence';
import type { DeviceActivity, DeviceRecord, MetricRecord } from '../ports/live-bus.js';

/** A metric with what changes by itself. */
export interface MetricEntry extends MetricRecord {
  state: Metric['state'];
  interval: number | null;
  intervalSource: Metric['intervalSource'];
}

/** A device with what changes by itself. */
export interface DeviceEntry extends Omit<DeviceRecord, 'metrics'> {
  metrics: MetricEntry[];
  presence: PresenceUpdate;
  /** When it was told, µs. */
  presenceAt: number;
  activity: DeviceActivity | undefined;
  /** Receipt of the newest reading that was not retained, µs. */
  lastSeen: number | null;
}

/** A series and the device that it belongs to. */
export interface SeriesOf {
  device: DeviceEntry;
  metric: MetricEntry;
}

/** Devices and series by every name they have. */
export class DeviceTable {
  private readonly byUid = new Map<string, DeviceEntry>();
  private readonly byId = new Map<string, DeviceEntry>();
  private readonly series: (SeriesOf | undefined)[] = [];

  get size(): number {
    return this.byUid.size;
  }

  seriesCount = 0;

  /** Numbers of series lie below this. */
  get seriesEnd(): number {
    return this.series.length;
  }

  get(idOrUid: string): DeviceEntry | undefined {
    return this.byUid.get(idOrUid) ?? this.byId.get(idOrUid);
  }

  all(): Iterable<DeviceEntry> {
    return this.byUid.values();
  }

  seriesOf(n: number): SeriesOf | undefined {
    return this.series[n];
  }

  /** Adds a device, or replaces what is told of it; presence and activity stay. */
  put(record: DeviceRecord): void {
    const old = this.byUid.get(record.uid);
    if (old) this.unname(old);
    this.seriesCount += record.metrics.length - (old?.metrics.length ?? 0);
    const states = new Map(old?.metrics.map((metric) => [metric.n, metric]));
    const metrics = record.metrics.map((metric) => {
      const before = states.get(metric.n);
      const { state = 'never' as const, interval = null, intervalSource = null } = before ?? {};
      return { ...metric, state, interval, intervalSource };
    });
    const entry: DeviceEntry = {
      ...record,
      metrics,
      presence: old?.presence ?? notSeenYet(record),
      presenceAt: old?.presenceAt ?? record.firstSeen,
      activity: old?.activity,
      lastSeen: old?.lastSeen ?? null,
    };
    this.byUid.set(record.uid, entry);
    for (const name of [...record.aliases, record.id]) this.byId.set(name, entry);
    for (const metric of metrics) this.series[metric.n] = { device: entry, metric };
  }

  /** Removes a device; returns the numbers of its series. */
  remove(uid: string): number[] {
    const entry = this.byUid.get(uid);
    if (!entry) return [];
    this.byUid.delete(uid);
    this.unname(entry);
    this.seriesCount -= entry.metrics.length;
    for (const { n } of entry.metrics) this.series[n] = undefined;
    return entry.metrics.map(({ n }) => n);
  }

  private unname(entry: DeviceEntry): void {
    for (const name of [...entry.aliases, entry.id]) {
      if (this.byId.get(name)?.uid === entry.uid) this.byId.delete(name);
    }
  }

  /** `at`: when it was told, µs. */
  setPresence(update: PresenceUpdate, at: number): void {
    const entry = this.byUid.get(update.uid);
    if (!entry) return;
    entry.presence = update;
    entry.presenceAt = at;
    for (const change of update.metrics) {
      const metric = entry.metrics.find((one) => one.name === change.name);
      const { state, interval, intervalSource } = change;
      if (metric) Object.assign(metric, { state, interval, intervalSource });
    }
  }

  setActivity(activity: DeviceActivity): void {
    const entry = this.byUid.get(activity.uid);
    if (!entry) return;
    entry.activity = activity;
    entry.lastSeen = Math.max(entry.lastSeen ?? 0, activity.lastSeen);
  }

  /** A reading of the series was received at `at` (µs), if in an earlier run of the backend not the last one. */
  heard(n: number, at: number): void {
    const device = this.series[n]?.device;
    if (device) device.lastSeen = Math.max(device.lastSeen ?? 0, at);
  }
}

function notSeenYet(record: DeviceRecord): PresenceUpdate {
  const cause = { code: 'nothing-yet' } as const;
  return {
    uid: record.uid,
    presence: 'never',
    since: record.firstSeen / 1_000,
    reason: describeCause(cause),
    cause,
    metrics: [],
  };
}

/** The device as routes and events show it at `now` (µs); `latest` gives the newest value of a metric. */
export function toDevice(
  entry: DeviceEntry,
  latest: (metric: MetricEntry) => Metric['latest'],
  now: number,
): Device {
  const { presence, activity } = entry;
  const cause = causeAt(presence.cause, (now - entry.presenceAt) / 1_000);
  return {
    id: entry.id,
    uid: entry.uid,
    name: entry.name,
    dialect: entry.dialect,
    source: entry.source,
    site: entry.site,
    kind: entry.kind,
    model: entry.model,
    parent: entry.parent,
    presence: presence.presence,
    presenceSince: presence.since,
    presenceReason: describeCause(cause),
    presenceCause: cause,
    lastSeen: entry.lastSeen === null ? null : entry.lastSeen / 1_000,
    firstSeen: entry.firstSeen / 1_000,
    messagesPerMinute: activity?.messagesPerMinute ?? 0,
    clockSkewMs: activity?.clockSkewMs ?? null,
    clockAssumption: entry.clockAssumption,
    labels: entry.labels,
    aliases: entry.aliases,
    edited: entry.edited,
    outOfService: entry.outOfService,
    location: entry.location,
    metrics: entry.metrics.map((metric) => toMetric(metric, latest(metric))),
  };
}

/** The cause `later` ms after it was told: a silence has grown. */
function causeAt(cause: PresenceCause, later: number): PresenceCause {
  return cause.code === 'silent' ? { ...cause, sinceMs: cause.sinceMs + Math.max(0, later) } : cause;
}

function toMetric(metric: MetricEntry, latest: Metric['latest']): Metric {
  const { name, label, unit, unitSource, kind, interval, intervalSource, min, max, limits } = metric;
  const { class: metricClass, values, state } = metric;
  const numbers = { interval, intervalSource, min, max, limits };
  return { name, label, unit, unitSource, kind, ...numbers, class: metricClass, values, state, latest };
}

import type { Kind, MetricMeta } from '@sensorium/contracts';
import { metricFacts, type MetricFacts } from '@sensorium/domain/decode';
import { unitSymbol } from '@sensorium/domain/units';
import type { DeviceActivity, DeviceRecord, MetricRecord } from '../ports/live-bus.js';
import type { RegistryChanges, StoredDevice, StoredSeries } from '../ports/registry-store.js';
import { describe } from './device-edits.js';
import type { TrackedDevice, TrackedSeries } from './tracked.js';

/** The device as viewers are told of it. */
export function toRecord(device: TrackedDevice): DeviceRecord {
  return {
    id: device.publicId,
    uid: device.uid,
    ...describe(device),
    dialect: device.dialect,
    source: device.source,
    model: device.meta?.model ?? null,
    parent: device.parent?.uid ?? null,
    clockAssumption: device.clockAssumption,
    aliases: device.aliases,
    outOfService: device.outOfService,
    location: device.meta?.location ?? null,
    firstSeen: device.firstSeen,
    metrics: orderedSeries(device).map((series) => toMetric(device, series)),
  };
}

/** Series in the order in which the description names them, then the others as they came. */
function orderedSeries(device: TrackedDevice): TrackedSeries[] {
  const order = new Map(Object.keys(device.meta?.metrics ?? {}).map((metric, place) => [metric, place]));
  const place = (series: TrackedSeries) => order.get(series.metric) ?? order.size + series.n;
  return [...device.series.values()].sort((a, b) => place(a) - place(b));
}

function metricMeta(device: TrackedDevice, metric: string): MetricMeta | undefined {
  const metrics = device.meta?.metrics;
  return metrics && Object.hasOwn(metrics, metric) ? metrics[metric] : undefined;
}

/** A metric by what its device says of it, else by what its dialect's documentation says, else by its name. */
export function toMetric(device: TrackedDevice, series: TrackedSeries): MetricRecord {
  const { kind } = series.arrivals;
  const said = metricMeta(device, series.metric);
  const facts = { ...metricFacts(device.dialect, series.metric), ...said };
  return {
    n: series.n,
    name: series.metric,
    kind,
    label: facts.label ?? null,
    ...unitOf(said, facts, kind),
    min: facts.min ?? null,
    max: facts.max ?? null,
    limits: facts.limits ?? null,
    class: facts.class ?? null,
    values: facts.values ?? null,
  };
}

/** Only numbers have a unit that nobody stated. */
function unitOf(
  said: MetricMeta | undefined,
  { unit, unitSource = 'meta' }: MetricFacts,
  kind: Kind,
): Pick<MetricRecord, 'unit' | 'unitSource'> {
  if (said?.unit !== undefined) return { unit: unitSymbol(said.unit), unitSource: 'meta' };
  if (unit === undefined || kind !== 'number') return { unit: null, unitSource: null };
  return { unit: unitSymbol(unit), unitSource };
}

/** Devices and series as the store keeps them. */
export function toStored(devices: readonly TrackedDevice[]): Pick<RegistryChanges, 'devices' | 'series'> {
  return {
    devices: devices.map(toStoredDevice),
    series: devices.flatMap((device) =>
      [...device.series.values()].map((one) => toStoredSeries(device, one)),
    ),
  };
}

function toStoredDevice(device: TrackedDevice): StoredDevice {
  const { source, dialect, base, id, uid, publicId, others, aliases, edits, outOfService } = device;
  const { meta, firstSeen, lastSeen, saidOnline = null, heardSince } = device;
  const parent = device.parent?.uid ?? null;
  const names = { source, dialect, base, id, uid, publicId, others, aliases };
  return { ...names, edits, outOfService, meta, parent, firstSeen, lastSeen, saidOnline, heardSince };
}

function toStoredSeries(device: TrackedDevice, series: TrackedSeries): StoredSeries {
  const { n, metric, arrivals, lastSeen } = series;
  const interval = arrivals.rhythm.interval ?? null;
  return { n, uid: device.uid, metric, kind: arrivals.kind, interval, lastSeen };
}

/** Stretches of {@link STRETCH_MS} in the minute over which messages are counted. */
const STRETCHES = 6;
export const STRETCH_MS = 10_000;

/** Activity of a device over the last minute; undefined if it was never heard. */
export function activity(device: TrackedDevice): DeviceActivity | undefined {
  if (device.lastSeen === null) return undefined;
  return {
    uid: device.uid,
    lastSeen: device.lastSeen,
    messagesPerMinute: device.recent.reduce((sum, count) => sum + count, 0),
    clockSkewMs: device.clock.skew === undefined ? null : Math.round(device.clock.skew / 1_000),
  };
}

/** Begins a new stretch of counting; returns false if the device has been silent for all of them. */
export function nextStretch(device: TrackedDevice): boolean {
  const active = device.recent.some((count) => count > 0);
  device.recent = active ? [0, ...device.recent.slice(0, STRETCHES - 1)] : [0];
  return active;
}

import type { MetricMeta, PresenceUpdate } from '@sensorium/contracts';
import { describeCause, intervalOf, judgeDevice } from '@sensorium/domain/presence';
import { unitSymbol } from '@sensorium/domain/units';
import type { DeviceActivity, DeviceRecord, MetricRecord } from '../ports/live-bus.js';
import type { RegistryChanges, StoredSeries } from '../ports/registry-store.js';
import type { TrackedDevice, TrackedSeries } from './tracked.js';

/** The device as viewers are told of it. */
export function toRecord(device: TrackedDevice): DeviceRecord {
  const { meta } = device;
  return {
    id: device.publicId,
    uid: device.uid,
    name: meta?.name ?? device.publicId,
    dialect: device.dialect,
    source: device.source,
    site: meta?.site ?? null,
    kind: meta?.kind ?? null,
    model: meta?.model ?? null,
    labels: meta?.labels ?? {},
    firstSeen: device.firstSeen,
    metrics: orderedSeries(device).map((series) => toMetric(series, metricMeta(device, series.metric))),
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

function toMetric(series: TrackedSeries, meta: MetricMeta | undefined): MetricRecord {
  return {
    n: series.n,
    name: series.metric,
    kind: series.arrivals.kind,
    label: meta?.label ?? null,
    unit: meta?.unit === undefined ? null : unitSymbol(meta.unit),
    min: meta?.min ?? null,
    max: meta?.max ?? null,
    limits: meta?.limits ?? null,
  };
}

/** Device and series as the store keeps them. */
export function toStored(devices: readonly TrackedDevice[]): RegistryChanges {
  return {
    devices: devices.map((device) => ({
      uid: device.uid,
      source: device.source,
      dialect: device.dialect,
      base: device.base,
      id: device.id,
      publicId: device.publicId,
      meta: device.meta,
      firstSeen: device.firstSeen,
      lastSeen: device.lastSeen,
      saidOnline: device.saidOnline ?? null,
      heardSince: device.heardSince,
    })),
    series: devices.flatMap((device) =>
      [...device.series.values()].map((one) => toStoredSeries(device, one)),
    ),
  };
}

function toStoredSeries(device: TrackedDevice, series: TrackedSeries): StoredSeries {
  const { n, metric, arrivals, lastSeen } = series;
  const interval = arrivals.rhythm.interval ?? null;
  return { n, uid: device.uid, metric, kind: arrivals.kind, interval, lastSeen };
}

/**
 * Judges a device at connected time `at` and says what changed since it was told last; undefined for
 * nothing. `now` in µs of our own clock.
 */
export function presenceChange(
  device: TrackedDevice,
  linkUp: boolean,
  at: number,
  now: number,
): PresenceUpdate | undefined {
  const series = [...device.series.values()];
  const { saidOnline, heardSince } = device;
  const state = judgeDevice(
    { saidOnline, heardSince, linkUp },
    series.map((one) => one.arrivals),
    at,
  );
  const metrics = series.flatMap((one, place) => {
    const presence = state.series[place] ?? 'never';
    if (presence === one.told) return [];
    one.told = presence;
    return [{ name: one.metric, state: presence, interval: intervalOf(one.arrivals) ?? null }];
  });
  const same = state.presence === device.told && state.cause.code === device.toldCause;
  if (same && metrics.length === 0) return undefined;
  if (state.presence !== device.told) device.toldSince = now;
  device.told = state.presence;
  device.toldCause = state.cause.code;
  return {
    uid: device.uid,
    presence: state.presence,
    since: device.toldSince / 1_000,
    reason: describeCause(state.cause),
    cause: state.cause,
    metrics,
  };
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

import type { Device, Kind, Metric, MetricMeta, SeriesEntry } from '@sensorium/contracts';
import { covers, metricsOf, type EngineRule, type ScopeDevice } from '@sensorium/domain/alerts';
import type { FleetView } from '../ports/fleet-view.js';

/** A series counts as stale after so many intervals, and never sooner than so many ms: as presence judges it. */
const STALE_INTERVALS = 5;
const STALE_MIN_MS = 30_000;

/** A series that a rule looks at on one device. */
export interface LookedSeries {
  n: number;
  metric: string;
  kind: Kind;
  /** Silence from which on it is stale, ms; null if that is never judged. */
  staleMs: number | null;
}

/** A device that a rule covers. */
export interface CoveredDevice {
  device: Device;
  scope: ScopeDevice;
}

/**
 * The devices that a rule can look at now, oldest first: those of its scope that have one of its metrics. A silence
 * of the whole device names none and looks at all.
 */
export function coveredBy(rule: EngineRule, fleet: FleetView): CoveredDevice[] {
  const wanted = new Set(metricsOf(rule));
  const found: CoveredDevice[] = [];
  for (const device of fleet.devices()) {
    const has = wanted.size === 0 || device.metrics.some(({ name }) => wanted.has(name));
    if (has && covers(rule, device)) found.push({ device, scope: scopeOf(device) });
  }
  return found;
}

/** The series of a device that a rule needs: those of its metrics, or all for a silence of the whole device. */
export function seriesFor(rule: EngineRule, device: Device, fleet: FleetView): LookedSeries[] {
  const wanted = new Set(metricsOf(rule));
  const metrics = new Map(device.metrics.map((metric) => [metric.name, metric]));
  return fleet
    .seriesOf([device.uid])
    .filter(({ metric }) => wanted.size === 0 || wanted.has(metric))
    .map((entry) => looked(entry, metrics.get(entry.metric)));
}

function looked({ n, metric, kind }: SeriesEntry, known: Metric | undefined): LookedSeries {
  const interval = kind === 'number' ? (known?.interval ?? null) : null;
  const staleMs = interval === null ? null : Math.max(STALE_INTERVALS * interval, STALE_MIN_MS);
  return { n, metric, kind, staleMs };
}

/** What a device states of its metrics is in the fleet view; rules need no more of its description. */
function scopeOf({ id, labels, metrics }: Device): ScopeDevice {
  const stated = metrics.map(({ name, min, max, limits }): [string, MetricMeta] => [
    name,
    { ...(min === null ? {} : { min }), ...(max === null ? {} : { max }), ...(limits ? { limits } : {}) },
  ]);
  return { id, labels, meta: { metrics: Object.fromEntries(stated) } };
}

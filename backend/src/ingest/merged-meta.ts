import { LIMITS, type DeviceMeta, type MetricMeta } from '@sensorium/contracts';
import type { ReadingsFact } from '@sensorium/domain/decode';
import { unitSymbol } from '@sensorium/domain/units';

/** A description with what was said later: metric by metric and field by field, up to the limit of metrics. */
export function mergeMeta(before: DeviceMeta | null, said: DeviceMeta): DeviceMeta {
  if (!before) return said;
  const merged = { ...before, ...definedOnly(said) };
  const metrics = mergeMetrics(before.metrics, said.metrics);
  return metrics ? { ...merged, metrics } : merged;
}

function mergeMetrics(
  before: DeviceMeta['metrics'] = {},
  said: DeviceMeta['metrics'] = {},
): DeviceMeta['metrics'] {
  const metrics = new Map(Object.entries(before));
  for (const [name, meta] of Object.entries(said)) {
    if (!metrics.has(name) && metrics.size >= LIMITS.metricsPerDevice) continue;
    metrics.set(name, { ...metrics.get(name), ...definedOnly(meta) });
  }
  return metrics.size > 0 ? Object.fromEntries(metrics) : undefined;
}

/** The units that a message states and that are not known yet, as a description; undefined if there are none. */
export function statedUnits(
  meta: DeviceMeta | null,
  { metrics, units }: ReadingsFact,
): DeviceMeta | undefined {
  if (!units) return undefined;
  const known = meta?.metrics ?? {};
  const stated = new Map<string, MetricMeta>();
  for (const [place, metric] of metrics.entries()) {
    const unit = units[place];
    if (unit === undefined) continue;
    const before = Object.hasOwn(known, metric) ? known[metric]?.unit : undefined;
    if (before === undefined || unitSymbol(before) !== unitSymbol(unit)) stated.set(metric, { unit });
  }
  return stated.size > 0 ? { metrics: Object.fromEntries(stated) } : undefined;
}

function definedOnly<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;
}

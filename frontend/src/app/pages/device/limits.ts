import type { Metric, MetricLimits } from '@sensorium/contracts';
import type { Limit } from '../../widgets/chart/scale';

/** The limits of a metric, critical ones first. */
export function limitsOf(limits: MetricLimits | null): Limit[] {
  const found: Limit[] = [];
  for (const severity of ['critical', 'warning'] as const) {
    const pair = limits?.[severity];
    if (pair?.high !== undefined) found.push({ value: pair.high, severity, side: 'above' });
    if (pair?.low !== undefined) found.push({ value: pair.low, severity, side: 'below' });
  }
  return found;
}

/** How far a value is beyond a limit, in the metric's unit. */
export interface Excess {
  by: number;
  limit: Limit;
}

/** The worst limit that `value` is beyond; a value at a limit is within it. */
export function excessOf({ limits }: Pick<Metric, 'limits'>, value: number): Excess | undefined {
  const beyond = limitsOf(limits)
    .map((limit) => ({ limit, by: limit.side === 'above' ? value - limit.value : limit.value - value }))
    .filter(({ by }) => by > 0);
  return beyond.find(({ limit }) => limit.severity === 'critical') ?? beyond[0];
}

/** Silence after which a metric with this interval counts as late and as stale, ms. */
export function patience(intervalMs: number): { late: number; stale: number } {
  return {
    late: Math.max(2 * intervalMs, intervalMs + 2000),
    stale: Math.max(5 * intervalMs, 30_000),
  };
}

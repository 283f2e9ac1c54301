import type { DeviceMeta, Limit, META_LIMITS } from '@sensorium/contracts';

type LimitName = (typeof META_LIMITS)[number];

/** A limit as a number; undefined if the device does not state the one that is named. */
export function resolveLimit(limit: Limit, meta: DeviceMeta | null, metric: string): number | undefined {
  return typeof limit === 'number' ? limit : statedLimit(limit, meta, metric);
}

function statedLimit(name: LimitName, meta: DeviceMeta | null, metric: string): number | undefined {
  const metrics = meta?.metrics;
  const stated = metrics && Object.hasOwn(metrics, metric) ? metrics[metric] : undefined;
  switch (name) {
    case 'meta.min':
      return stated?.min;
    case 'meta.max':
      return stated?.max;
    case 'meta.warning.low':
      return stated?.limits?.warning?.low;
    case 'meta.warning.high':
      return stated?.limits?.warning?.high;
    case 'meta.critical.low':
      return stated?.limits?.critical?.low;
    case 'meta.critical.high':
      return stated?.limits?.critical?.high;
  }
}

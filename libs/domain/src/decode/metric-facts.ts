import type { MetricMeta } from '@sensorium/contracts';
import { guessMetric } from '../units/index.js';
import { DIALECTS } from './dialects/registry.js';

/** What is known of a metric that its device does not describe. */
export interface MetricFacts extends MetricMeta {
  /** The unit is from its dialect's documentation (`meta`), or guessed from its name. */
  unitSource?: 'meta' | 'guessed';
}

const documented = new Map(DIALECTS.map((dialect) => [dialect.name, dialect]));

/** What the documentation of a dialect says of a metric, and where that is nothing, what its name lets us guess. */
export function metricFacts(dialect: string, metric: string): MetricFacts {
  const stated = documented.get(dialect)?.metric?.(metric);
  if (stated?.unit !== undefined) return { ...stated, unitSource: 'meta' };
  const guess = guessMetric(metric);
  return { ...guess, ...stated, ...(guess.unit === undefined ? {} : { unitSource: 'guessed' }) };
}

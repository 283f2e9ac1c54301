import type { MetricMeta } from '@sensorium/contracts';

/** For a dialect whose documentation gives units by the name of a metric. */
export function unitsByName(units: ReadonlyMap<string, string>): (name: string) => MetricMeta | undefined {
  return (name) => meta(units.get(name));
}

/** By the last word of a path: `switch:0.apower` by `apower`. */
export function unitsByLastWord(
  units: ReadonlyMap<string, string>,
): (name: string) => MetricMeta | undefined {
  return (name) => meta(units.get(name.slice(name.lastIndexOf('.') + 1)));
}

/** By the first pattern that fits. */
export function unitsByPattern(
  units: readonly (readonly [RegExp, string])[],
): (name: string) => MetricMeta | undefined {
  return (name) => meta(units.find(([pattern]) => pattern.test(name))?.[1]);
}

function meta(unit: string | undefined): MetricMeta | undefined {
  return unit === undefined ? undefined : { unit };
}

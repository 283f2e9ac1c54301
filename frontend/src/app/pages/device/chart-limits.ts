import type { NamedLimit } from '../../widgets/chart/paint';

/** Limits of the device with those of rules that say something else: equal ones would lie on each other. */
export function besides(own: readonly NamedLimit[], rules: readonly NamedLimit[]): NamedLimit[] {
  const kept = [...own];
  for (const limit of rules) if (!kept.some((one) => isSame(one, limit))) kept.push(limit);
  return kept;
}

function isSame(a: NamedLimit, b: NamedLimit): boolean {
  return a.value === b.value && a.side === b.side && a.severity === b.severity;
}

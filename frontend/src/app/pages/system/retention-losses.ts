import { parseSeriesName, type Retention } from '@sensorium/contracts';
import { matchesGlob } from '@sensorium/domain/globs';

const DAY_MS = 86_400_000;

/** A series by its names, as they are, not encoded. */
export interface NamedSeries {
  device: string;
  metric: string;
}

/** What is known of the stored readings: `oldest` and `now` in ms. */
export interface Stored {
  oldest: number | null;
  bytes: number;
  now: number;
}

/** Series that are kept for `days` only and were kept longer: what was measured before `before` (ms) goes. */
export interface Cut {
  days: number;
  before: number;
  series: number;
}

/** What a change of the retention deletes. */
export interface Losses {
  /** Shortest first. */
  cuts: readonly Cut[];
  /** The bound that the store is above, bytes; the oldest readings go until it fits. Null if it fits. */
  shrinkTo: number | null;
}

export function losesNothing({ cuts, shrinkTo }: Losses): boolean {
  return cuts.length === 0 && shrinkTo === null;
}

/** What is deleted when `after` takes the place of `before`, by the rule that each of the `series` falls under. */
export function lossesOf(
  before: Retention,
  after: Retention,
  series: Iterable<NamedSeries>,
  stored: Stored,
): Losses {
  const daysBefore = keeperOf(before);
  const daysAfter = keeperOf(after);
  const counts = new Map<number, number>();
  for (const one of series) {
    const days = daysAfter(one);
    if (days < daysBefore(one) && stored.now - days * DAY_MS > (stored.oldest ?? Infinity))
      counts.set(days, (counts.get(days) ?? 0) + 1);
  }
  const cuts = [...counts]
    .map(([days, count]) => ({ days, before: stored.now - days * DAY_MS, series: count }))
    .sort((a, b) => a.days - b.days);
  return { cuts, shrinkTo: shrinkOf(before, after, stored) };
}

function shrinkOf(before: Retention, after: Retention, { bytes }: Stored): number | null {
  const { maxBytes } = after;
  if (maxBytes === null || maxBytes >= (before.maxBytes ?? Infinity)) return null;
  return bytes > maxBytes ? maxBytes : null;
}

/** Says for how many days a series is kept, Infinity for good: the first rule that fits counts. */
function keeperOf({ days, rules }: Retention): (series: NamedSeries) => number {
  const parsed = rules.flatMap((rule) => {
    const name = parseSeriesName(rule.series);
    return name ? [{ name, days: rule.days ?? Infinity }] : [];
  });
  return ({ device, metric }) => {
    const fits = parsed.find(
      ({ name }) => matchesGlob(name.device, device) && matchesGlob(name.metric, metric),
    );
    return fits ? fits.days : (days ?? Infinity);
  };
}

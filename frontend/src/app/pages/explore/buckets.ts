import type { SeriesTotals } from '@sensorium/contracts';
import type { Per } from '../../data/summaries';
import type { Stretch } from '../../ui/range/time-range';
import type { Zone } from '../../ui/range/zones';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MONTH = 30 * DAY;
const LENGTHS = { hour: HOUR, day: DAY, month: MONTH } as const;
/** More bars than these are not told apart. */
const MOST_BARS = 750;
/** Up to so many bars are easily compared; a longer range gets longer ones. */
const MANY_BARS = 62;

/** One bar each bucket: what was counted in it, per series in the order of the answer. */
export interface Bucket extends Stretch {
  values: readonly (number | null)[];
}

/** True if bars of this length can be told apart over the range. */
export function fits(per: Per, { from, to }: Stretch): boolean {
  return (to - from) / LENGTHS[per] <= MOST_BARS;
}

/** Length of the bars over a range: the one that is wanted if it fits, else what reads easily. */
export function perOf(wanted: Per | null, range: Stretch): Per {
  if (wanted !== null && fits(wanted, range)) return wanted;
  const ms = range.to - range.from;
  if (ms <= MANY_BARS * HOUR) return 'hour';
  return ms <= 2 * MANY_BARS * DAY ? 'day' : 'month';
}

/** Start of the bucket of `t` by the clocks of the zone, so that the first bar is a whole one. */
export function bucketStart(t: number, per: Per, zone: Zone): number {
  if (per === 'month') return zone.monthStart(t);
  if (per === 'day') return zone.dayStart(t);
  const wall = zone.wall(t);
  return t - (wall - Math.floor(wall / HOUR) * HOUR);
}

/** End of a bucket. */
export function bucketEnd(start: number, per: Per, zone: Zone): number {
  if (per === 'month') return zone.monthStart(start, 1);
  if (per === 'day') return zone.dayStart(start, 1);
  return bucketStart(start + HOUR, per, zone);
}

/** The buckets of answers with the same borders. */
export function bucketsOf(answers: readonly SeriesTotals[], per: Per, zone: Zone): Bucket[] {
  const [first] = answers.filter(({ t }) => t.length > 0);
  return (first?.t ?? []).map((from, i) => ({
    from,
    to: first?.t[i + 1] ?? bucketEnd(from, per, zone),
    values: answers.map(({ v }) => v[i] ?? null),
  }));
}

/** The bucket at `t`. */
export function bucketAt(buckets: readonly Bucket[], t: number | null): Bucket | undefined {
  return t === null ? undefined : buckets.find(({ from, to }) => t >= from && t < to);
}

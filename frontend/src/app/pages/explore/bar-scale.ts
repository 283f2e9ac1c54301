import type { Per } from '../../data/summaries';
import type { Stretch } from '../../ui/range/time-range';
import type { Zone } from '../../ui/range/zones';
import type { Bucket } from './buckets';

const HOUR = 3_600_000;
const ROUND = [1, 2, 2.5, 5, 10];
/** Marks of a value axis lie so far apart, px. */
const MARK_ROOM = 40;

/** One value axis of bars: from 0 to `top`, with a mark at each whole `step`. */
export interface BarAxis {
  top: number;
  step: number;
}

/** The axis for values up to `most` on `height` px. */
export function barAxis(most: number, height: number): BarAxis {
  const marks = Math.max(2, Math.floor(height / MARK_ROOM));
  const raw = (most > 0 ? most : 1) / marks;
  const size = 10 ** Math.floor(Math.log10(raw));
  const step = size * (ROUND.find((one) => one * size >= raw * (1 - 1e-9)) ?? 10);
  return { top: step * Math.max(1, Math.ceil((most / step) * (1 - 1e-9))), step };
}

/** What the buckets cover in all. */
export function stretchOf(buckets: readonly Bucket[]): Stretch | null {
  const [first] = buckets;
  const last = buckets.at(-1);
  return first && last ? { from: first.from, to: last.to } : null;
}

/** Buckets that get a label where one needs `room` px: at whole steps of the clocks, hours from midnight on. */
export function labelled(
  buckets: readonly Bucket[],
  per: Per,
  zone: Zone,
  perPx: number,
  room: number,
): readonly Bucket[] {
  const [first] = buckets;
  if (!first) return [];
  const width = (first.to - first.from) / perPx;
  const steps = per === 'hour' ? [1, 2, 3, 6, 12, 24] : per === 'day' ? [1, 2, 7, 14] : [1, 2, 3, 6, 12];
  const step = steps.find((one) => one * width >= room) ?? Math.ceil(room / width);
  return buckets.filter(({ from }) => place(from, per, zone) % step === 0);
}

/** Number of a bucket: hours and months from the first of the day or year, days since the epoch's first Monday. */
function place(t: number, per: Per, zone: Zone): number {
  const date = new Date(zone.wall(t));
  if (per === 'hour') return date.getUTCHours();
  if (per === 'month') return date.getUTCMonth();
  return Math.floor(zone.wall(t) / (24 * HOUR)) - 4;
}

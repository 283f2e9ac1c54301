import { inGap, type Gap, type GapRule } from './gaps';
import { lastUntil, nearest, type Points } from './source';

/** The reading that a chart shows at a time. */
export interface ReadingAt {
  time: number;
  value: number;
}

/** What `points` say at `t`: the nearest reading, of a held value the last one before; undefined within a gap. */
export function readAt(
  points: Points,
  gaps: readonly Gap[],
  rule: GapRule,
  t: number,
): ReadingAt | undefined {
  if (inGap(gaps, t)) return undefined;
  const place = rule.held ? lastUntil(points, t) : nearest(points, t);
  if (place < 0) return undefined;
  const time = points.time(place);
  if (t < points.time(0) - rule.gapMs || (!rule.held && inGap(gaps, (t + time) / 2))) return undefined;
  return { time, value: points.value(place) };
}

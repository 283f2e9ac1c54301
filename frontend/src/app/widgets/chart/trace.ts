import type { Gap, Stretch } from './gaps';
import { firstFrom, type Points } from './source';

/** A point of a line; `joined` with the one before. */
export interface TracePoint {
  t: number;
  v: number;
  joined: boolean;
}

/** The points of a line inside of `view` and one beyond each edge, not joined over `gaps` (oldest first). */
export function* traceOf(points: Points, gaps: readonly Gap[], view: Stretch): Generator<TracePoint> {
  const first = Math.max(0, firstFrom(points, view.from) - 1);
  const end = Math.min(points.length, firstFrom(points, view.to) + 1);
  let gap = 0;
  for (let i = first; i < end; i++) {
    const t = points.time(i);
    const before = i === first ? NaN : points.time(i - 1);
    while ((gaps[gap]?.to ?? Infinity) <= before) gap++;
    const silent = gaps[gap];
    const broken = silent !== undefined && silent.from < t && silent.to > before;
    yield { t, v: points.value(i), joined: i > first && !broken };
  }
}

/** Points of one series, oldest first. Times in ms of the server's clock. */
export interface Points {
  readonly length: number;
  time(index: number): number;
  value(index: number): number;
}

/** Place of the first point at or after `t`; `length` if there is none. */
export function firstFrom(points: Points, t: number): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (points.time(middle) < t) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Place of the last point at or before `t`; -1 if there is none. */
export function lastUntil(points: Points, t: number): number {
  const next = firstFrom(points, t);
  return next < points.length && points.time(next) === t ? next : next - 1;
}

/** Place of the point nearest to `t`, the earlier of two; -1 without points. */
export function nearest(points: Points, t: number): number {
  const after = firstFrom(points, t);
  const before = after - 1;
  if (after === points.length) return before;
  if (before < 0) return after;
  return t - points.time(before) <= points.time(after) - t ? before : after;
}

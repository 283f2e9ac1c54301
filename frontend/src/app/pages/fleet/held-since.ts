/** Points of a series, oldest first. `time`: ms of the server's clock. */
interface Points {
  readonly length: number;
  time(index: number): number;
  value(index: number): number;
}

/** Since when the newest value holds, ms of the server's clock; NaN if it was there before the first point. */
export function heldSince(points: Points): number {
  const newest = points.value(points.length - 1);
  for (let i = points.length - 1; i > 0; i--) if (points.value(i - 1) !== newest) return points.time(i);
  return NaN;
}

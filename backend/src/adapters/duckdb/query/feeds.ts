import type { Gaps, M4, Span } from '@sensorium/domain/history';
import type { Readings } from '../readings.js';

/** Gives readings to pixel columns: of each column only the summary, so that most readings cost one comparison. */
export function feedColumns(m4: M4, { t, v }: Readings): void {
  const span: Span = { n: 0, t0: 0, v0: 0, t1: 0, v1: 0, min: 0, minT: 0, max: 0, maxT: 0 };
  for (let from = 0; from < t.length;) {
    const to = endOfColumn(m4, t, from);
    summarizePart(span, t, v, from, to);
    m4.span(span);
    from = to;
  }
}

/** First place behind `from` whose time is in a later column. */
function endOfColumn(m4: M4, t: Float64Array, from: number): number {
  const column = m4.columnOf((t[from] ?? 0) / 1_000);
  let low = from + 1;
  let step = 1;
  while (low + step <= t.length && m4.columnOf((t[low + step - 1] ?? 0) / 1_000) === column) {
    low += step;
    step *= 2;
  }
  let high = Math.min(t.length, low + step - 1);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (m4.columnOf((t[middle] ?? 0) / 1_000) === column) low = middle + 1;
    else high = middle;
  }
  return low;
}

function summarizePart(span: Span, t: Float64Array, v: Float64Array, from: number, to: number): void {
  let [min, max] = [v[from] ?? 0, v[from] ?? 0];
  let [minAt, maxAt] = [from, from];
  for (let row = from + 1; row < to; row++) {
    const value = v[row] ?? 0;
    if (value < min) {
      min = value;
      minAt = row;
    } else if (value > max) {
      max = value;
      maxAt = row;
    }
  }
  span.n = to - from;
  span.t0 = (t[from] ?? 0) / 1_000;
  span.v0 = v[from] ?? 0;
  span.t1 = (t[to - 1] ?? 0) / 1_000;
  span.v1 = v[to - 1] ?? 0;
  span.min = min;
  span.minT = (t[minAt] ?? 0) / 1_000;
  span.max = max;
  span.maxT = (t[maxAt] ?? 0) / 1_000;
}

/** Gives times of readings to the gaps; `isDense`: no silence among them is one. */
export function feedGaps(gaps: Gaps, { t }: Readings, isDense: boolean): void {
  if (isDense) gaps.span((t[0] ?? 0) / 1_000, (t[t.length - 1] ?? 0) / 1_000);
  else for (const us of t) gaps.point(us / 1_000);
}

import type { Gap, Stretch } from './gaps';
import { firstFrom, type Points } from './source';

/** A line to be drawn: its points and where it has none. */
export interface LineData {
  points: Points;
  gaps: readonly Gap[];
}

/**
 * Times and one column of values a line, all of the same length: what the chart library draws. `null` breaks a
 * line, `undefined` says that this line has no point there and goes on. One point beyond each edge belongs to it.
 */
export interface ChartColumns {
  times: number[];
  values: (number | null | undefined)[][];
}

/** Brings several lines over one column of times. */
export function chartColumns(lines: readonly LineData[], view: Stretch): ChartColumns {
  const rows = lines.map((line) => cut(line, view));
  const times = mergeTimes(rows.map((row) => row.map(([t]) => t)));
  return { times, values: rows.map((row) => spreadOut(row, times)) };
}

type Row = [t: number, v: number | null];

/** The values of a line at all `times`. A break reaches from its last point to its next one, whatever lies between. */
function spreadOut(row: readonly Row[], times: readonly number[]): (number | null | undefined)[] {
  let next = 0;
  return times.map((t) => {
    if (row[next]?.[0] === t) return row[next++]?.[1];
    return row[next]?.[1] === null || row[next - 1]?.[1] === null ? null : undefined;
  });
}

function cut({ points, gaps }: LineData, view: Stretch): Row[] {
  const rows: Row[] = [];
  const end = Math.min(points.length, firstFrom(points, view.to) + 1);
  let gap = 0;
  for (let i = Math.max(0, firstFrom(points, view.from) - 1); i < end; i++) {
    const t = points.time(i);
    const before = rows.at(-1)?.[0];
    while ((gaps[gap]?.to ?? Infinity) <= (before ?? -Infinity)) gap++;
    const next = gaps[gap];
    if (before !== undefined && next && next.from < t && next.to > before)
      rows.push([(before + t) / 2, null]);
    rows.push([t, points.value(i)]);
  }
  return rows;
}

/** Rising times of all lists, each once. */
function mergeTimes(lists: readonly number[][]): number[] {
  const [first = [], ...others] = lists;
  if (others.every((list) => same(first, list))) return first;
  return [...new Set(lists.flat())].sort((a, b) => a - b);
}

function same(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((t, i) => t === b[i]);
}

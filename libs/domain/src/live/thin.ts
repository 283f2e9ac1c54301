import { NEWEST, TEXT, type Columns } from '@sensorium/contracts';
import { Changes, M4 } from '../history/index.js';
import { toMs } from '../time/index.js';
import { ColumnsBuilder } from './columns-builder.js';

/** Readings as a picture shows them: series by series, oldest first; from the oldest to the newest time, ms. */
export interface Thinned {
  columns: Columns;
  from: number;
  to: number;
  series: number;
}

/** Rows that a column of a picture takes at most: first, minimum, maximum, last. */
const PER_COLUMN = 4;

/**
 * Of each series the readings that a picture of `width` columns shows, in all about `rows` at most: numbers by M4,
 * other series by their changes. Of equal (series, time) the later row stays. The last row of each series that is
 * marked as its newest stays, and it alone is marked. `rows` of the given columns are in order of arrival.
 */
export function thinColumns(columns: Columns, width: number, rows: number): Thinned {
  const { from, to } = spanOf(columns);
  const bySeries = rowsBySeries(columns);
  const each = Math.max(1, Math.floor(rows / Math.max(1, bySeries.size)));
  const own = Math.min(width, Math.floor(each / PER_COLUMN));
  const builder = new ColumnsBuilder();
  for (const arrived of bySeries.values()) {
    const newest = arrived.findLast((row) => ((columns.flags[row] ?? 0) & NEWEST) !== 0);
    const sorted = inTime(columns, arrived);
    const kept = own < 1 ? sorted.slice(-1) : shown(columns, sorted, { from, to, width: own }).slice(-each);
    for (const row of withNewest(kept, newest)) copyRow(columns, row, row === newest, builder);
  }
  return { columns: builder.take(), from, to, series: bySeries.size };
}

function spanOf({ count, t }: Columns): { from: number; to: number } {
  let [from, to] = [Infinity, -Infinity];
  for (let row = 0; row < count; row++) {
    from = Math.min(from, t[row] ?? 0);
    to = Math.max(to, t[row] ?? 0);
  }
  return count === 0 ? { from: 0, to: 0 } : { from: toMs(from), to: toMs(to) };
}

function rowsBySeries({ count, series }: Columns): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (let row = 0; row < count; row++) {
    const n = series[row] ?? 0;
    const rows = found.get(n);
    if (rows) rows.push(row);
    else found.set(n, [row]);
  }
  return found;
}

/** The rows in order of time, of equal times the one that arrived last. */
function inTime({ t }: Columns, rows: readonly number[]): number[] {
  const byTime = new Map<number, number>();
  for (const row of rows) byTime.set(t[row] ?? 0, row);
  return [...byTime.values()].sort((a, b) => (t[a] ?? 0) - (t[b] ?? 0));
}

function shown(
  columns: Columns,
  rows: number[],
  picture: { from: number; to: number; width: number },
): number[] {
  const isText = rows.some((row) => ((columns.flags[row] ?? 0) & TEXT) !== 0);
  const reduced = isText ? new Changes<string>() : new M4(picture.from, picture.to, picture.width);
  const byTime = new Map<number, number>();
  for (const row of rows) {
    const t = toMs(columns.t[row] ?? 0);
    const value = columns.value[row] ?? 0;
    byTime.set(t, row);
    if (reduced instanceof M4) reduced.point(t, value);
    else reduced.point(t, columns.texts[value] ?? '');
  }
  return Array.from(reduced.take().t, (t) => byTime.get(t)).filter((row) => row !== undefined);
}

function withNewest(kept: number[], newest: number | undefined): number[] {
  if (newest === undefined) return kept;
  return [...kept.filter((row) => row !== newest), newest];
}

function copyRow(columns: Columns, row: number, isNewest: boolean, to: ColumnsBuilder): void {
  const flags = columns.flags[row] ?? 0;
  const value = columns.value[row] ?? 0;
  const own = (flags & TEXT) === 0 ? value : (columns.texts[value] ?? '');
  const marked = isNewest ? flags | NEWEST : flags & ~NEWEST;
  to.add(columns.series[row] ?? 0, columns.t[row] ?? 0, columns.received[row] ?? 0, own, marked);
}

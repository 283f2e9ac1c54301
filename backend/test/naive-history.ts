import type { SeriesQuery, StoreSample, TotalsAnswer } from '../src/ports/reading-store.js';

/** A stored reading; time in ms. */
export interface Row {
  t: number;
  v: number | string;
  quality: number;
}

/** What a chart of these rows needs, worked out the long way: the yardstick for stores that are fast. */
export function drawn(rows: Row[], query: SeriesQuery): Row[] {
  if (query.raw !== null) return rows.slice(0, query.raw);
  if (query.state) return changed(rows);
  return rows.length <= 4 * query.width ? rows : extremes(rows, query);
}

/** The rows that differ from the row before, and the last one. */
function changed(rows: Row[]): Row[] {
  return rows.filter(
    (row, place) => place === 0 || place === rows.length - 1 || row.v !== rows[place - 1]?.v,
  );
}

/** First, minimum, maximum and last row of each column; of equal ones the earliest. */
function extremes(rows: Row[], { from, to, width }: SeriesQuery): Row[] {
  const column = (row: Row) =>
    row.t === to ? width - 1 : Math.min(width - 1, Math.floor(((row.t - from) * width) / (to - from)));
  const columns = Map.groupBy(rows, column);
  const wanted = new Set(
    [...columns.values()].flatMap((inside) => {
      const rising = inside.toSorted((a, b) => Number(a.v) - Number(b.v) || a.t - b.t);
      const falling = inside.toSorted((a, b) => Number(b.v) - Number(a.v) || a.t - b.t);
      return [inside[0], rising[0], falling[0], inside.at(-1)];
    }),
  );
  return rows.filter((row) => wanted.has(row));
}

/**
 * Silences longer than `gapMs`, cut to the range: between neighbours, the nearest samples outside among them;
 * from the begin of the range where nothing is before, to its end where nothing is after.
 */
export function gapsOf(
  rows: Row[],
  around: (StoreSample | null)[],
  query: SeriesQuery,
): Float64Array<ArrayBuffer> {
  const { from, to, gapMs } = query;
  const [before = null, after = null] = around;
  if (gapMs === null || from === to) return new Float64Array(0);
  if (rows.length === 0 && !before) return Float64Array.of(from, to);
  const times = [before?.t ?? from, ...rows.map(({ t }) => t), after?.t ?? to];
  const pairs = times.slice(1).map((end, place) => [times[place] ?? end, end] as const);
  const silent = pairs.filter(([begin, end]) => Math.round((end - begin) * 1000) > Math.round(gapMs * 1000));
  const cut = silent.map(([begin, end]) => [Math.max(begin, from), Math.min(end, to)] as const);
  return Float64Array.from(cut.filter(([begin, end]) => begin < end).flat());
}

/** Growth from each row to the next, by the bucket of the later one. `rows` include the one before the range. */
export function totalsOf(rows: Row[], edges: Float64Array, max: number | null): TotalsAnswer {
  const increase = new Float64Array(Math.max(0, edges.length - 1)).fill(Number.NaN);
  const answer = { increase, resets: 0, rollovers: 0 };
  rows.forEach((row, place) => {
    const bucket = bucketOf(row.t, edges);
    if (bucket === -1) return;
    const before = rows[place - 1];
    const growth = before ? grown(Number(before.v), Number(row.v), max, answer) : 0;
    const sofar = increase[bucket] ?? 0;
    increase[bucket] = Number.isNaN(sofar) ? growth : sofar + growth;
  });
  return answer;
}

/** Buckets hold their begin and not their end, the last one both; -1 outside. */
function bucketOf(t: number, edges: Float64Array): number {
  const last = edges.length - 1;
  if (t === edges[last]) return last - 1;
  return edges.findIndex((edge, place) => t >= edge && t < (edges[place + 1] ?? -Infinity));
}

function grown(before: number, value: number, max: number | null, found: TotalsAnswer): number {
  if (value >= before) return value - before;
  if (max !== null && before >= max * 0.9 && before <= max && value >= 0 && value <= max * 0.1) {
    found.rollovers += 1;
    return max - before + value;
  }
  found.resets += 1;
  return Math.max(0, value);
}

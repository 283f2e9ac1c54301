import { ChunkList, SUMMARY_COLUMNS } from '../chunk-list.js';
import { bySeries } from '../hot-rows.js';
import { hotRelation } from '../hot-tables.js';
import { lastOfEach, NO_READINGS, type Readings } from '../readings.js';
import type { Rows } from '../rows.js';
import type { Snapshot } from '../snapshots.js';

/** A series from `from` to `to`, both included, in whole µs. */
export interface Range {
  s: number;
  from: number;
  to: number;
}

/** What is stored of a range: sealed chunks that overlap it, and the readings not sealed yet, which replace. */
export interface Content {
  range: Range;
  chunks: ChunkList;
  hot: Readings;
}

/** µs that any time of a reading is within. */
const FARTHEST = 2 ** 52;

/** Borders in ms as a range in whole µs. */
export function rangeOf(s: number, from: number, to: number): Range {
  const clamp = (us: number) => Math.max(-FARTHEST, Math.min(FARTHEST, us));
  return { s, from: clamp(Math.ceil(tidy(from))), to: clamp(Math.floor(tidy(to))) };
}

/** ms with three decimals are whole µs, but for the rounding of doubles. */
function tidy(ms: number): number {
  const us = ms * 1_000;
  const whole = Math.round(us);
  return Math.abs(us - whole) < 0.4 ? whole : us;
}

/** Ranges as a relation with the columns i (place), s, a, b. */
export function rangeRelation(ranges: readonly Range[]): string {
  const values = ranges.map(({ s, from, to }, i) => `(${i}, ${s}, ${from}, ${to})`).join(', ');
  return `(SELECT col0::INTEGER AS i, col1::INTEGER AS s, col2::BIGINT AS a, col3::BIGINT AS b FROM (VALUES ${values}))`;
}

/** What is stored of each range. */
export async function readContents(snapshot: Snapshot, ranges: readonly Range[]): Promise<Content[]> {
  const chunks = await readChunks(snapshot, ranges);
  const hot = await readHot(snapshot, ranges);
  return ranges.map((range, i) => ({
    range,
    chunks: chunks.get(i) ?? NO_CHUNKS,
    hot: hot.get(i) ?? NO_READINGS,
  }));
}

const NO_CHUNKS = ChunkList.empty();

/** So many ranges are read one by one: that spares the join, but scans the series anew for each. */
export const RANGES_ALONE = 6;

async function readChunks(snapshot: Snapshot, ranges: readonly Range[]): Promise<Map<number, ChunkList>> {
  if (ranges.length > RANGES_ALONE) return readTogether(snapshot, ranges);
  const found = new Map<number, ChunkList>();
  for (const [i, range] of ranges.entries()) found.set(i, await readAlone(snapshot, range));
  return found;
}

async function readAlone({ connection }: Snapshot, { s, from, to }: Range): Promise<ChunkList> {
  if (from > to) return NO_CHUNKS;
  const part = (table: string) =>
    `SELECT ${SUMMARY_COLUMNS} FROM h.main.${table} WHERE s = ${s} AND t1 >= ${from} AND t0 <= ${to}`;
  return ChunkList.sort(await connection.read(`${part('chunk')} UNION ALL ${part('tail')}`));
}

async function readTogether(
  { connection }: Snapshot,
  ranges: readonly Range[],
): Promise<Map<number, ChunkList>> {
  const only = onlySeries(ranges);
  const columns = SUMMARY_COLUMNS.replaceAll('"s"', 'c."s"');
  const part = (table: string) => `
    SELECT ${columns}, r.i FROM h.main.${table} c JOIN ${rangeRelation(ranges)} r
    ON c.s = r.s AND c.t1 >= r.a AND c.t0 <= r.b ${only === undefined ? '' : `WHERE c.s = ${only}`}`;
  const rows = await connection.read(`${part('chunk')} UNION ALL ${part('tail')} ORDER BY i, t0`);
  const list = ChunkList.read(rows);
  const places = rows.numbers(ChunkList.width);
  return new Map(groups(places).map(([i, from, to]) => [i, list.slice(from, to)]));
}

async function readHot(
  { connection, hot }: Snapshot,
  ranges: readonly Range[],
): Promise<Map<number, Readings>> {
  const rows = await connection.read(`
    SELECT r.i, h.t, h.v, h.q, h.x FROM ${hotRelation(hot, hotFilter(ranges))} h
    JOIN ${rangeRelation(ranges)} r ON h.s = r.s AND h.t >= r.a AND h.t <= r.b
    ORDER BY r.i, h.t, h.k, h.r`);
  return readingsOf(rows);
}

/** By place of the range, of rows sorted by it, time and writing: the last of each time. */
export function readingsOf(rows: Rows): Map<number, Readings> {
  return new Map(bySeries(rows).map(({ s, readings }) => [s, lastOfEach(readings)]));
}

/** Filter that lets DuckDB skip most rows before the join. */
export function hotFilter(ranges: readonly Range[]): string {
  const from = Math.min(...ranges.map((range) => range.from));
  const to = Math.max(...ranges.map((range) => range.to));
  return `t >= ${from} AND t <= ${to} AND ${seriesFilter(ranges)}`;
}

/** The same for rows of any time, hot or chunks. */
export function seriesFilter(ranges: readonly Range[]): string {
  const only = onlySeries(ranges);
  return only === undefined ? 'true' : `s = ${only}`;
}

function onlySeries(ranges: readonly Range[]): number | undefined {
  const [first] = ranges;
  return ranges.every(({ s }) => s === first?.s) ? first?.s : undefined;
}

/** Runs of equal numbers: the number, its first place and the place after its last. */
function groups(numbers: Float64Array): [number, number, number][] {
  const found: [number, number, number][] = [];
  let from = 0;
  for (let row = 1; row <= numbers.length; row++) {
    if (row < numbers.length && numbers[row] === numbers[from]) continue;
    found.push([numbers[from] ?? 0, from, row]);
    from = row;
  }
  return numbers.length === 0 ? [] : found;
}

import type { Connection } from '../connection.js';
import { CHUNK_READINGS, type Existing } from './rewrites.js';

/** New readings of one series reach from `from` to `to` (µs). */
export interface Reach {
  s: number;
  from: number;
  to: number;
}

/** Sealed chunks of a series around the new readings. `ids` as in the table. */
export interface Neighbours extends Existing {
  ids: Float64Array;
  /** True if the chunk is the last, not full one of its series. */
  isTail: (place: number) => boolean;
  /** Places of chunks that are later than all new readings. */
  after: number;
}

/** The chunks that overlap each reach, a small one just before it and the one just after it. */
export async function readNeighbours(
  connection: Connection,
  reaches: readonly Reach[],
): Promise<Map<number, Neighbours>> {
  const rows = await connection.read(selectNeighbours(reaches));
  const [s, ids, n, t0, t1, tail] = [0, 1, 2, 3, 4, 5].map((column) => rows.numbers(column));
  const found = new Map<number, Neighbours>();
  const ends = new Map(reaches.map((reach) => [reach.s, reach.to]));
  if (!s || !ids || !n || !t0 || !t1 || !tail) return found;
  let from = 0;
  for (let row = 1; row <= s.length; row++) {
    if (row < s.length && s[row] === s[from]) continue;
    const first = from;
    const end = ends.get(s[from] ?? -1) ?? 0;
    const count = row - from;
    found.set(s[from] ?? -1, {
      count,
      ids: ids.subarray(from, row),
      n: n.subarray(from, row),
      t0: t0.subarray(from, row),
      t1: t1.subarray(from, row),
      isTail: (place) => tail[first + place] === 1,
      after: t0.subarray(from, row).filter((t) => t > end).length,
    });
    from = row;
  }
  return s.length === 0 ? new Map() : found;
}

function selectNeighbours(reaches: readonly Reach[]): string {
  const values = reaches.map(({ s, from, to }) => `(${s}, ${from}, ${to})`).join(', ');
  const columns = 'c.s, c.id, c.n, c.t0, c.t1';
  return `
    WITH r(s, a, b) AS (SELECT col0::INTEGER, col1::BIGINT, col2::BIGINT FROM (VALUES ${values})),
    c AS MATERIALIZED (
      SELECT ${columns}, 0 AS tail, r.a, r.b FROM h.main.chunk c JOIN r ON c.s = r.s
      UNION ALL SELECT ${columns}, 1, r.a, r.b FROM h.main.tail c JOIN r ON c.s = r.s),
    near AS (
      SELECT s, max(t1) FILTER (t1 < a AND n < ${CHUNK_READINGS}) AS before, min(t0) FILTER (t0 > b) AS after,
        max(t1) FILTER (t1 < a) AS last
      FROM c GROUP BY s)
    SELECT ${columns}, c.tail FROM c JOIN near ON c.s = near.s
    WHERE (c.t1 >= c.a AND c.t0 <= c.b) OR (c.t1 = near.before AND near.before = near.last) OR c.t0 = near.after
    ORDER BY c.s, c.t0`;
}

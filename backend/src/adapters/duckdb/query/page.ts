import type { PageQuery, ReadingsPage } from '../../../ports/reading-store.js';
import { hotRelation } from '../hot-tables.js';
import type { OnDamage } from '../payloads.js';
import { join, NO_READINGS, slice, type Readings } from '../readings.js';
import { CHUNK_READINGS } from '../seal/rewrites.js';
import type { Snapshot } from '../snapshots.js';
import { rangeOf, readContents, type Range } from './contents.js';
import { Pieces } from './pieces.js';

/** The next readings of a series. No more chunks and hot rows are read than the page needs. */
export async function page(snapshot: Snapshot, query: PageQuery, onDamage: OnDamage): Promise<ReadingsPage> {
  const range = rangeOf(query.n, query.from, query.to);
  const { end, readings } = await readWindow(snapshot, range, query.limit, onDamage);
  const taken = slice(readings, 0, Math.min(readings.t.length, query.limit));
  const next = readings.t[query.limit] ?? (end < range.to ? end + 1 : null);
  return {
    t: toMillis(taken.t),
    v: taken.texts ?? new Float64Array(taken.v),
    quality: new Uint8Array(taken.q),
    next: next === null ? null : next / 1_000,
  };
}

/** A loop: `map` of a typed array takes ten times as long, which a page of 100,000 readings feels. */
function toMillis(micros: Float64Array): Float64Array<ArrayBuffer> {
  const millis = new Float64Array(micros.length);
  for (let row = 0; row < micros.length; row++) millis[row] = (micros[row] ?? 0) / 1_000;
  return millis;
}

/** At least one reading of the range unless there is none, with the time up to which all are read. */
async function readWindow(
  snapshot: Snapshot,
  range: Range,
  limit: number,
  onDamage: OnDamage,
): Promise<{ end: number; readings: Readings }> {
  const end = await windowEnd(snapshot, range, limit);
  const [content] = await readContents(snapshot, [{ ...range, to: end }]);
  const parts: Readings[] = [];
  if (content) {
    const pieces = new Pieces(snapshot.connection, content, () => false, onDamage);
    await pieces.collect((readings) => parts.push(readings));
  }
  return { end, readings: parts.length === 0 ? NO_READINGS : join(parts) };
}

/** A time up to which about `limit` readings are: the end of a chunk, or the time of a hot reading. */
async function windowEnd({ connection, hot }: Snapshot, range: Range, limit: number): Promise<number> {
  const chunks = Math.ceil(limit / CHUNK_READINGS) + 1;
  const inRange = `s = ${range.s} AND t1 >= ${range.from} AND t0 <= ${range.to}`;
  const rows = await connection.read(`
    SELECT coalesce(max(t1), ${range.to})::BIGINT, count(*), 0 AS part FROM (
      SELECT t1 FROM (
        SELECT t0, t1 FROM h.main.chunk WHERE ${inRange} UNION ALL SELECT t0, t1 FROM h.main.tail WHERE ${inRange})
      ORDER BY t0 LIMIT ${chunks})
    UNION ALL
    SELECT coalesce(max(t), ${range.to})::BIGINT, count(*), 1 FROM (
      SELECT DISTINCT t FROM ${hotRelation(hot, `s = ${range.s} AND t >= ${range.from} AND t <= ${range.to}`)}
      ORDER BY t LIMIT ${limit})
    ORDER BY part`);
  const [ends, counts] = [rows.numbers(0), rows.numbers(1)];
  const sealedEnd = counts[0] === chunks ? (ends[0] ?? range.to) : range.to;
  const hotEnd = counts[1] === limit ? (ends[1] ?? range.to) : range.to;
  return Math.min(range.to, sealedEnd, hotEnd);
}

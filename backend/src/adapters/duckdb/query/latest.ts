import type { StoreColumns } from '../../../ports/reading-store.js';
import { bySeries, type SeriesRows } from '../hot-rows.js';
import { hotRelation } from '../hot-tables.js';
import { isPlain } from '../packed/decode-chunk.js';
import { PAYLOADS_AT_ONCE, readPacked, unpack, type OnDamage } from '../payloads.js';
import { slice, type Readings } from '../readings.js';
import type { Snapshot } from '../snapshots.js';
import { storeColumns } from '../store-columns.js';

/** The last chunk of a series by its summary; `t` in µs. */
interface LastChunk {
  s: number;
  id: number;
  t: number;
  v: number;
}

/**
 * The newest reading of every series: from the summaries of chunks and one scan of what is not sealed. A chunk is
 * unpacked only where its last value is a text or its quality may be another than good.
 */
export async function latest(snapshot: Snapshot, onDamage: OnDamage): Promise<StoreColumns> {
  const newest = new Map((await readHot(snapshot)).map((part) => [part.s, part]));
  const sealed = (await readLastChunks(snapshot)).filter(
    ({ s, t }) => t > (newest.get(s)?.readings.t[0] ?? -Infinity),
  );
  for (let from = 0; from < sealed.length; from += PAYLOADS_AT_ONCE) {
    const part = sealed.slice(from, from + PAYLOADS_AT_ONCE);
    for (const found of await lastReadings(snapshot, part, onDamage)) newest.set(found.s, found);
  }
  return storeColumns([...newest.values()].sort((a, b) => a.s - b.s));
}

async function readHot({ connection, hot }: Snapshot): Promise<SeriesRows[]> {
  const rows = await connection.read(`
    SELECT s, t, v, q, x FROM ${hotRelation(hot)}
    JOIN (SELECT s, max(t) AS t FROM ${hotRelation(hot)} GROUP BY s) USING (s, t) ORDER BY s, k, r`);
  return bySeries(rows).map(({ s, readings }) => ({ s, readings: lastOf(readings) }));
}

async function readLastChunks({ connection }: Snapshot): Promise<LastChunk[]> {
  const rows = await connection.read(`
    SELECT s, arg_max(id, t1), max(t1), arg_max(v1, t1) FROM (
      SELECT s, id, t1, v1 FROM h.main.chunk UNION ALL SELECT s, id, t1, v1 FROM h.main.tail) GROUP BY s`);
  const [ids, t, v] = [rows.numbers(1), rows.numbers(2), rows.numbers(3)];
  return Array.from(rows.numbers(0), (s, row) => ({
    s,
    id: ids[row] ?? 0,
    t: t[row] ?? 0,
    v: v[row] ?? Number.NaN,
  }));
}

async function lastReadings(
  { connection }: Snapshot,
  chunks: readonly LastChunk[],
  onDamage: OnDamage,
): Promise<SeriesRows[]> {
  const packed = await readPacked(
    connection,
    chunks.map(({ id }) => id),
  );
  const plain = chunks.filter(({ id }) => isPlain(packed.get(id)));
  for (const { id } of plain) packed.delete(id);
  const unpacked = await unpack(packed, onDamage);
  return [
    ...plain.map(({ s, t, v }) => ({ s, readings: oneNumber(t, v) })),
    ...chunks.flatMap(({ s, id }) => {
      const readings = unpacked.get(id);
      return readings ? [{ s, readings: lastOf(readings) }] : [];
    }),
  ];
}

function oneNumber(t: number, v: number): Readings {
  return { t: Float64Array.of(t), v: Float64Array.of(v), q: new Uint8Array(1), texts: null };
}

function lastOf(readings: Readings): Readings {
  return slice(readings, readings.t.length - 1, readings.t.length);
}

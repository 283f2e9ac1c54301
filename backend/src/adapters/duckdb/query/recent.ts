import type { StoreColumns } from '../../../ports/reading-store.js';
import { bySeries, type SeriesRows } from '../hot-rows.js';
import { hotRelation } from '../hot-tables.js';
import { PAYLOADS_AT_ONCE, readPayloads, type OnDamage } from '../payloads.js';
import { between, copyOf, join, lastOfEach, overlay, type Readings } from '../readings.js';
import type { Snapshot } from '../snapshots.js';
import { storeColumns } from '../store-columns.js';
import { rangeOf } from './contents.js';

/** The newest readings of all series, at most `limit`, none before `from` (ms). */
export interface RecentQuery {
  from: number;
  limit: number;
}

/** Readings from `from` on, series by series. What is read is bounded by the limit and a chunk of each series. */
export async function recent(
  snapshot: Snapshot,
  { from, limit }: RecentQuery,
  onDamage: OnDamage,
): Promise<StoreColumns> {
  if (limit < 1) return storeColumns([]);
  const asked = rangeOf(0, from, Infinity).from;
  const since = Math.max(
    asked,
    await hotSince(snapshot, asked, limit),
    await sealedSince(snapshot, asked, limit),
  );
  const found = await readSealed(snapshot, since, onDamage);
  for (const { s, readings } of await readHot(snapshot, since)) {
    const sealed = found.get(s);
    found.set(s, sealed ? overlay(sealed, readings) : readings);
  }
  const parts = Array.from(found, ([s, readings]) => ({ s, readings })).sort((a, b) => a.s - b.s);
  return storeColumns(newest(parts, limit));
}

/** Time from which on the limit is reached by readings that are not sealed alone, µs; -Infinity if it is not. */
async function hotSince({ connection, hot }: Snapshot, from: number, limit: number): Promise<number> {
  const rows = await connection.read(`
    SELECT count(*), coalesce(min(t), 0)::BIGINT FROM (
      SELECT DISTINCT s, t FROM ${hotRelation(hot, `t >= ${from}`)} ORDER BY t DESC LIMIT ${limit})`);
  return rows.number(0) < limit ? -Infinity : rows.number(1);
}

/** The same for chunks, counting whole ones. */
async function sealedSince({ connection }: Snapshot, from: number, limit: number): Promise<number> {
  const part = (table: string) => `SELECT t0, n FROM h.main.${table} WHERE t0 >= ${from}`;
  const rows = await connection.read(`${part('chunk')} UNION ALL ${part('tail')} ORDER BY t0 DESC`);
  const [t0, n] = [rows.numbers(0), rows.numbers(1)];
  let readings = 0;
  for (let row = 0; row < t0.length; row++) {
    readings += n[row] ?? 0;
    if (readings >= limit) return t0[row] ?? from;
  }
  return -Infinity;
}

async function readSealed(
  { connection }: Snapshot,
  since: number,
  onDamage: OnDamage,
): Promise<Map<number, Readings>> {
  const part = (table: string) => `SELECT id, s, t0 FROM h.main.${table} WHERE t1 >= ${since}`;
  const rows = await connection.read(`${part('chunk')} UNION ALL ${part('tail')} ORDER BY s, t0`);
  const [ids, series] = [rows.numbers(0), rows.numbers(1)];
  const parts = new Map<number, Readings[]>();
  for (let from = 0; from < ids.length; from += PAYLOADS_AT_ONCE) {
    const some = [...ids.subarray(from, from + PAYLOADS_AT_ONCE)];
    const payloads = await readPayloads(connection, some, onDamage);
    for (const [row, id] of some.entries()) {
      const s = series[from + row] ?? 0;
      const readings = payloads.get(id);
      if (readings) parts.set(s, [...(parts.get(s) ?? []), copyOf(between(readings, since, Infinity))]);
    }
  }
  return new Map(Array.from(parts, ([s, list]) => [s, join(list)]));
}

async function readHot({ connection, hot }: Snapshot, since: number): Promise<SeriesRows[]> {
  const rows = await connection.read(
    `SELECT s, t, v, q, x FROM ${hotRelation(hot, `t >= ${since}`)} ORDER BY s, t, k, r`,
  );
  return bySeries(rows).map(({ s, readings }) => ({ s, readings: lastOfEach(readings) }));
}

/** Of the readings of all series the newest `limit`. */
function newest(parts: readonly SeriesRows[], limit: number): SeriesRows[] {
  const count = parts.reduce((sum, { readings }) => sum + readings.t.length, 0);
  if (count <= limit) return [...parts];
  const times = new Float64Array(count);
  let at = 0;
  for (const { readings } of parts) {
    times.set(readings.t, at);
    at += readings.t.length;
  }
  times.sort();
  const oldest = times[count - limit] ?? 0;
  let left = limit - (count - times.lastIndexOf(oldest) - 1);
  return parts.map(({ s, readings }) => {
    const isFirst = left > 0;
    const kept = between(readings, isFirst ? oldest : oldest + 1, Infinity);
    if (isFirst && kept.t[0] === oldest) left--;
    return { s, readings: kept };
  });
}

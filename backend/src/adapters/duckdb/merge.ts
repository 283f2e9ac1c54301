import type { Connection } from './connection.js';
import { betweenBatches, sealAll, transaction } from './maintenance.js';
import type { OpenedStore } from './opened-store.js';
import { readPayloads, type OnDamage } from './payloads.js';
import { join } from './readings.js';
import { CHUNK_TABLES } from './schema.js';
import { Seal } from './seal/seal.js';

/** Sealed chunks of a series by time, µs. */
interface Reach {
  id: number;
  t0: number;
  t1: number;
}

/**
 * Gives readings of one series to another; where both have a time, those of `from` stay. Chunks that meet none
 * of the other series only change hands; the others are written anew. All pairs or none.
 */
export async function merge(
  store: OpenedStore,
  pairs: readonly { from: number; to: number }[],
  onDamage: OnDamage,
): Promise<void> {
  await sealAll(store, onDamage);
  const connection = await store.connect();
  try {
    await transaction(connection, async () => {
      for (const { from, to } of pairs)
        if (from !== to) await mergeOne(store, connection, from, to, onDamage);
      return (commit) => betweenBatches(store, commit);
    });
  } finally {
    connection.close();
  }
}

async function mergeOne(
  store: OpenedStore,
  connection: Connection,
  from: number,
  to: number,
  onDamage: OnDamage,
): Promise<void> {
  const given = await readReaches(connection, from);
  const meeting = meetingOf(given, await readReaches(connection, to));
  const ids = given.filter((_, place) => meeting[place]).map(({ id }) => id);
  const payloads = await readPayloads(connection, ids, onDamage);
  const readings = join(ids.flatMap((id) => payloads.get(id) ?? []));
  for (const table of CHUNK_TABLES) {
    if (ids.length > 0) await connection.run(`DELETE FROM h.main.${table} WHERE id IN (${ids.join(', ')})`);
    await connection.run(`UPDATE h.main.${table} SET s = ${to} WHERE s = ${from}`);
  }
  await connection.run(`UPDATE h.main.aside SET s = ${to} WHERE s = ${from}`);
  if (readings.t.length === 0) return;
  const seal = new Seal({ lookup: connection, sink: connection }, store.ids, onDamage);
  await seal.add([{ s: to, readings }]);
  await seal.end();
}

async function readReaches(connection: Connection, s: number): Promise<Reach[]> {
  const part = (table: string) => `SELECT id, t0, t1 FROM h.main.${table} WHERE s = ${s}`;
  const rows = await connection.read(`${part('chunk')} UNION ALL ${part('tail')} ORDER BY t0`);
  const [t0, t1] = [rows.numbers(1), rows.numbers(2)];
  return Array.from(rows.numbers(0), (id, row) => ({ id, t0: t0[row] ?? 0, t1: t1[row] ?? 0 }));
}

/** For each of the given chunks whether it shares a time with one of the others; both sorted by time. */
function meetingOf(given: readonly Reach[], others: readonly Reach[]): boolean[] {
  let place = 0;
  return given.map(({ t0, t1 }) => {
    while ((others[place]?.t1 ?? Infinity) < t0) place++;
    return (others[place]?.t0 ?? Infinity) <= t1;
  });
}

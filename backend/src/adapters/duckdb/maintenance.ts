import type { Connection } from './connection.js';
import type { OpenedStore } from './opened-store.js';
import type { OnDamage } from './payloads.js';
import { sealHot } from './seal/seal.js';

/** Runs a task with connections of its own. */
async function withConnections<T>(
  store: OpenedStore,
  task: (...connections: [Connection, Connection, Connection]) => Promise<T>,
): Promise<T> {
  const connections: [Connection, Connection, Connection] = [
    await store.connect(),
    await store.connect(),
    await store.connect(),
  ];
  try {
    return await task(...connections);
  } finally {
    for (const connection of connections) connection.close();
  }
}

/** Packs all readings so far: begins a new hot table and seals those before, the oldest first. */
export async function sealAll(store: OpenedStore, onDamage: OnDamage): Promise<void> {
  await store.writer.between(() => store.writer.beginTable());
  for (const number of store.hot.finished) await sealOne(store, number, onDamage);
  await checkpoint(store);
}

async function sealOne(store: OpenedStore, number: number, onDamage: OnDamage): Promise<void> {
  await withConnections(store, (source, lookup, sink) =>
    transaction(sink, async () => {
      await sealHot(number, { source, lookup, sink }, store.ids, onDamage);
      await sink.run(`DROP TABLE h.main.hot_${number}`);
      return (commit) =>
        betweenBatches(store, () =>
          store.gate.run(async () => {
            await commit();
            store.hot.drop(number);
          }),
        );
    }),
  );
}

export type Commit = () => Promise<void>;

/**
 * Runs a commit or a checkpoint while no batch is written: an append at the same time would hold the whole event
 * loop until it has ended.
 */
export function betweenBatches(store: OpenedStore, task: Commit): Promise<void> {
  return store.writer.between(task);
}

/** Runs a task in a transaction; what it returns commits. Rolls back if it fails. */
export async function transaction(
  connection: Connection,
  task: () => Promise<(commit: Commit) => Promise<void>>,
): Promise<void> {
  await connection.run('BEGIN TRANSACTION');
  try {
    const finish = await task();
    await finish(() => connection.run('COMMIT'));
  } catch (error) {
    await connection.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** Brings the log into the file. While others read or write DuckDB may put it off; it does it later by itself. */
export async function checkpoint(store: OpenedStore): Promise<void> {
  await betweenBatches(store, () =>
    store.control.run('CHECKPOINT h').catch((error: unknown) => {
      if (!/cannot checkpoint/i.test(String(error))) throw error;
    }),
  );
}

import { rm } from 'node:fs/promises';
import type { Connection } from './connection.js';
import { sealAll } from './maintenance.js';
import { quoted, ROW_GROUP_SIZE, type OpenedStore } from './opened-store.js';
import type { OnDamage } from './payloads.js';

/** Copies the store as of one moment to a new file while batches go on, opens the copy and counts in it. */
export async function backup(
  store: OpenedStore,
  file: string,
  onDamage: OnDamage,
): Promise<{ readings: number; series: number }> {
  await sealAll(store, onDamage);
  const connection = await store.connect();
  try {
    await copy(connection, file);
    return await count(connection, file);
  } catch (error) {
    await rm(file, { force: true });
    await rm(`${file}.wal`, { force: true });
    throw error;
  } finally {
    connection.close();
  }
}

async function copy(connection: Connection, file: string): Promise<void> {
  await connection.run(`ATTACH ${quoted(file)} AS copy (ROW_GROUP_SIZE ${ROW_GROUP_SIZE})`);
  try {
    await connection.run('COPY FROM DATABASE h TO copy');
    await connection.run('CHECKPOINT copy');
  } finally {
    await connection.run('DETACH copy');
  }
}

async function count(connection: Connection, file: string): Promise<{ readings: number; series: number }> {
  await connection.run(`ATTACH ${quoted(file)} AS copy (READ_ONLY)`);
  try {
    const tables = await connection.read(
      `SELECT table_name FROM duckdb_tables() WHERE database_name = 'copy' AND table_name LIKE 'hot%'`,
    );
    const hot = tables.texts(0).map((table) => `UNION ALL SELECT s, 1 FROM copy.main."${table}"`);
    const rows = await connection.read(`
      SELECT coalesce(sum(n), 0)::DOUBLE, count(DISTINCT s)::DOUBLE FROM (
        SELECT s, n FROM copy.main.chunk UNION ALL SELECT s, n FROM copy.main.tail ${hot.join(' ')})`);
    return { readings: rows.number(0), series: rows.number(1) };
  } finally {
    await connection.run('DETACH copy');
  }
}

import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setFilesAside } from './aside.js';
import { Database, type Connection } from './connection.js';
import { isDamaged } from './faults.js';
import { quoted, ROW_GROUP_SIZE } from './opened-store.js';
import { STORE_FILE } from './schema.js';
import type { StoreOptions } from './store-options.js';

const SAVED_FILE = 'saved.duckdb';

/**
 * Copies what can be read of a file with damaged blocks into a fresh one, row group by row group, and sets the
 * damaged file aside. A file that shows no damage this way stays as it is.
 */
export async function salvage({ folder, memoryLimit }: StoreOptions, reason: string): Promise<void> {
  await discardSaved(folder);
  const database = await Database.open({ memory_limit: memoryLimit });
  let lost: number;
  try {
    const connection = await database.connect();
    await connection.run(`ATTACH ${quoted(join(folder, STORE_FILE))} AS h (READ_ONLY)`);
    await connection.run(`ATTACH ${quoted(join(folder, SAVED_FILE))} AS saved (ROW_GROUP_SIZE ${ROW_GROUP_SIZE})`);
    lost = await copyAll(connection);
    await connection.run('CHECKPOINT saved');
    await connection.run('DETACH saved');
    connection.close();
  } catch (error) {
    // Not even its list of tables can be read: opening will set it aside as a whole.
    if (isDamaged(error)) return;
    throw error;
  } finally {
    database.close();
  }
  if (lost === 0) {
    await discardSaved(folder);
    return;
  }
  const names = [STORE_FILE, `${STORE_FILE}.wal`];
  await setFilesAside(folder, names, `${reason.split('\n', 1)[0]} (${lost} rows could not be read)`);
  await rename(join(folder, SAVED_FILE), join(folder, STORE_FILE));
}

async function discardSaved(folder: string): Promise<void> {
  for (const name of [SAVED_FILE, `${SAVED_FILE}.wal`]) await rm(join(folder, name), { force: true });
}

/** Copies all tables; returns how many rows were lost. */
async function copyAll(connection: Connection): Promise<number> {
  const tables = await connection.read(
    `SELECT table_name, sql FROM duckdb_tables() WHERE database_name = 'h' AND schema_name = 'main'`,
  );
  const statements = tables.texts(1);
  let lost = 0;
  for (const [row, name] of tables.texts(0).entries()) {
    await connection.run(inSaved(statements[row] ?? ''));
    lost += await copyTable(connection, name ?? '');
  }
  return lost;
}

function inSaved(statement: string): string {
  return statement.replace(/^CREATE TABLE (?:h\.)?(?:main\.)?/i, 'CREATE TABLE saved.main.');
}

async function copyTable(connection: Connection, name: string): Promise<number> {
  const end = await connection.read(`SELECT coalesce(max(rowid) + 1, 0)::BIGINT FROM h.main."${name}"`);
  let lost = 0;
  for (let from = 0; from < end.number(0); from += ROW_GROUP_SIZE) {
    const range = `rowid >= ${from} AND rowid < ${from + ROW_GROUP_SIZE}`;
    try {
      await connection.run(`INSERT INTO saved.main."${name}" SELECT * FROM h.main."${name}" WHERE ${range}`);
    } catch (error) {
      if (!isDamaged(error)) throw error;
      lost += (await connection.read(`SELECT count(*) FROM h.main."${name}" WHERE ${range}`)).number(0);
    }
  }
  return lost;
}

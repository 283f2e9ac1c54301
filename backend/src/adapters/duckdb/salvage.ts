import { copyFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setFilesAside } from './aside.js';
import { Database, type Connection } from './connection.js';
import { isDamaged } from './faults.js';
import { quoted, ROW_GROUP_SIZE } from './opened-store.js';
import { CHUNK_TABLES, STORE_FILE } from './schema.js';
import type { StoreOptions } from './store-options.js';

const LOG_FILE = `${STORE_FILE}.wal`;

/** Copy of the damaged file, which gets an index, and the file that what can be read goes into. */
const WORK_FILE = 'salvage.duckdb';
const SAVED_FILE = 'saved.duckdb';
const TEMPORARY = [WORK_FILE, `${WORK_FILE}.wal`, SAVED_FILE, `${SAVED_FILE}.wal`];

/**
 * Copies what can be read of a file with damaged blocks into a fresh one, and sets the damaged file aside. A file
 * that shows no damage this way stays as it is.
 */
export async function salvage({ folder, memoryLimit }: StoreOptions, reason: string): Promise<void> {
  await removeTemporary(folder);
  try {
    await copyFile(join(folder, STORE_FILE), join(folder, WORK_FILE));
    await copyFile(join(folder, LOG_FILE), join(folder, `${WORK_FILE}.wal`)).catch(() => undefined);
    const lost = await copyReadable(folder, memoryLimit);
    if (lost > 0) {
      const firstLine = reason.split('\n', 1)[0] ?? '';
      await setFilesAside(folder, [STORE_FILE, LOG_FILE], `${firstLine} (${lost} rows could not be read)`);
      await rename(join(folder, SAVED_FILE), join(folder, STORE_FILE));
    }
  } catch (error) {
    // Where not even the list of tables can be read, opening sets the file aside as a whole.
    if (!isDamaged(error)) throw error;
  } finally {
    await removeTemporary(folder);
  }
}

async function removeTemporary(folder: string): Promise<void> {
  for (const name of TEMPORARY) await rm(join(folder, name), { force: true });
}

async function copyReadable(folder: string, memoryLimit: string): Promise<number> {
  const database = await Database.open({ memory_limit: memoryLimit });
  try {
    const connection = await database.connect();
    await connection.run(`ATTACH ${quoted(join(folder, WORK_FILE))} AS h`);
    await connection.run(
      `ATTACH ${quoted(join(folder, SAVED_FILE))} AS saved (ROW_GROUP_SIZE ${ROW_GROUP_SIZE})`,
    );
    const lost = await copyAll(connection);
    await connection.run('CHECKPOINT saved');
    await connection.run('DETACH saved');
    return lost;
  } finally {
    database.close();
  }
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
    if (await succeeds(connection.run(insert(name, range)))) continue;
    const all = (await connection.read(`SELECT count(*) FROM h.main."${name}" WHERE ${range}`)).number(0);
    lost += all - (await copyRows(connection, name, range));
  }
  return lost;
}

function insert(name: string, where: string): string {
  return `INSERT INTO saved.main."${name}" SELECT * FROM h.main."${name}" WHERE ${where}`;
}

/**
 * Copies chunks one by one by their number, and returns how many. A scan reads the blocks of 2048 rows to get at
 * one; a row that an index finds needs no more than its own blocks.
 */
async function copyRows(connection: Connection, name: string, range: string): Promise<number> {
  if (!CHUNK_TABLES.some((table) => table === name)) return 0;
  if (!(await succeeds(connection.run(`CREATE INDEX IF NOT EXISTS ${name}_by_id ON h.main.${name} (id)`))))
    return 0;
  const readable: number[] = [];
  for (const id of (await connection.read(`SELECT id FROM h.main.${name} WHERE ${range}`)).numbers(0)) {
    if (await succeeds(connection.read(`SELECT * FROM h.main.${name} WHERE id = ${id}`))) readable.push(id);
  }
  await connection.run('BEGIN TRANSACTION');
  for (const id of readable) await connection.run(insert(name, `id = ${id}`));
  await connection.run('COMMIT');
  return readable.length;
}

/** False if what is read is damaged. */
async function succeeds(reading: Promise<unknown>): Promise<boolean> {
  try {
    await reading;
    return true;
  } catch (error) {
    if (isDamaged(error)) return false;
    throw error;
  }
}

import type { SetAside } from '@sensorium/contracts';
import { Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { nodeSqliteDialect, SQLITE_CORRUPT, SQLITE_NOTADB, sqliteCode } from './node-sqlite.js';
import { migrations, type Tables } from './schema.js';

/** The registry's database in the data folder. */
export const REGISTRY_FILE = 'sensorium.sqlite';

/** Files that SQLite keeps beside the database while it is open, or after it was killed. */
const SUFFIXES = ['', '-wal', '-shm'];

/** `fault`: why nothing can be saved, null if it can; `setAside`: a damaged database that was put aside for it. */
export interface OpenedRegistry {
  db: Kysely<Tables>;
  fault: string | null;
  setAside: SetAside | null;
}

/**
 * Opens the registry, whatever state the folder is in: a damaged database is put aside and a new one begun; where
 * nothing can be written, what is there is read, or an empty registry serves in memory, and `fault` says why.
 */
export async function openRegistry(folder: string): Promise<OpenedRegistry> {
  try {
    return { db: await openWritable(folder), fault: null, setAside: null };
  } catch (error) {
    if (!isDamaged(error)) return { db: await openReadable(folder), fault: inWords(error), setAside: null };
    const setAside = putAside(folder, inWords(error));
    return { db: await openWritable(folder), fault: null, setAside };
  }
}

/** Opens it for reading and writing, with the newest schema. Rejects if that cannot be. */
export async function openWritable(folder: string): Promise<Kysely<Tables>> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return prepared(new Kysely<Tables>({ dialect: nodeSqliteDialect(join(folder, REGISTRY_FILE)) }));
}

async function openReadable(folder: string): Promise<Kysely<Tables>> {
  const file = join(folder, REGISTRY_FILE);
  if (existsSync(file)) {
    const url = pathToFileURL(file);
    url.search = 'immutable=1';
    const db = new Kysely<Tables>({ dialect: nodeSqliteDialect(url, { readOnly: true }) });
    const readable = await db
      .selectFrom('installation')
      .select('instance')
      .execute()
      .catch(() => undefined);
    if (readable) return db;
    await db.destroy();
  }
  return prepared(new Kysely<Tables>({ dialect: nodeSqliteDialect(':memory:') }));
}

async function prepared(db: Kysely<Tables>): Promise<Kysely<Tables>> {
  try {
    const check = await sql<{ quick_check: string }>`PRAGMA quick_check(1)`.execute(db);
    const [found] = check.rows;
    if (found && found.quick_check !== 'ok') throw new DamagedError(found.quick_check);
    const { error } = await new Migrator({ db, provider: migrations }).migrateToLatest();
    if (error !== undefined)
      throw error instanceof Error ? error : new Error('its schema cannot be brought up to date');
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

/** What a check of the database found. */
class DamagedError extends Error {}

function isDamaged(error: unknown): boolean {
  const code = sqliteCode(error);
  return error instanceof DamagedError || code === SQLITE_CORRUPT || code === SQLITE_NOTADB;
}

/** Moves the database with its files into a folder of their own; nothing is deleted. */
function putAside(folder: string, reason: string): SetAside {
  const at = Date.now();
  const name = `damaged-${new Date(at).toISOString().replaceAll(':', '-')}`;
  mkdirSync(join(folder, name), { mode: 0o700 });
  for (const suffix of SUFFIXES) {
    const from = join(folder, `${REGISTRY_FILE}${suffix}`);
    if (existsSync(from)) renameSync(from, join(folder, name, `${REGISTRY_FILE}${suffix}`));
  }
  return { name: `${name}/${REGISTRY_FILE}`, at, reason: `the registry is damaged: ${reason}` };
}

function inWords(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

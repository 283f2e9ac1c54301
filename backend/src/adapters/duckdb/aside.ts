import type { SetAside } from '@sensorium/contracts';
import { mkdir, readdir, readFile, rename, stat, writeFile, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Connection } from './connection.js';
import { messageOf } from './faults.js';
import { betweenBatches, transaction } from './maintenance.js';
import { quoted, type OpenedStore } from './opened-store.js';
import { CHUNK_TABLES } from './schema.js';

const PREFIX = 'damaged-';
const REASON = 'reason.txt';

/** Moves damaged files into a folder of their own below the store's, with the reason. */
export async function setFilesAside(
  folder: string,
  names: readonly string[],
  reason: string,
): Promise<string> {
  const aside = await newFolder(folder, reason);
  for (const name of names) await rename(join(folder, name), join(aside, name)).catch(unlessMissing);
  return aside;
}

/** Copies a damaged file aside, before it is cured. */
export async function copyAside(folder: string, name: string, reason: string): Promise<void> {
  await copyFile(join(folder, name), join(await newFolder(folder, reason), name));
}

async function newFolder(folder: string, reason: string): Promise<string> {
  for (let place = 0; ; place++) {
    const stamp = new Date().toISOString().replaceAll(':', '-');
    const aside = join(folder, `${PREFIX}${stamp}${place === 0 ? '' : `-${place}`}`);
    try {
      await mkdir(aside, { mode: 0o700 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw error;
    }
    await writeFile(join(aside, REASON), `${reason}\n`);
    return aside;
  }
}

function unlessMissing(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}

/** Moves chunks that cannot be read into the table of what was set aside. */
export async function setChunksAside(store: OpenedStore, chunks: readonly [number, string][]): Promise<void> {
  const connection = await store.connect();
  try {
    await transaction(connection, async () => {
      for (const [id, reason] of chunks) await connection.run(moveChunk(id, reason));
      return (commit) => betweenBatches(store, commit);
    });
  } finally {
    connection.close();
  }
}

function moveChunk(id: number, reason: string): string {
  return CHUNK_TABLES.flatMap((table) => [
    `INSERT INTO h.main.aside SELECT *, ${Date.now()}, ${quoted(reason)} FROM h.main.${table} WHERE id = ${id}`,
    `DELETE FROM h.main.${table} WHERE id = ${id}`,
  ]).join('; ');
}

/** All that was set aside, files and chunks, oldest first. */
export async function readAside(connection: Connection, folder: string): Promise<SetAside[]> {
  const rows = await connection.read('SELECT id, s, n, "at", reason FROM h.main.aside ORDER BY "at"');
  const [ids, series, counts, at] = [0, 1, 2, 3].map((column) => rows.numbers(column));
  const chunks = rows.texts(4).map((reason, row) => ({
    name: `chunk ${ids?.[row]} of series ${series?.[row]} (${counts?.[row]} readings)`,
    at: at?.[row] ?? 0,
    reason: reason ?? '',
  }));
  return [...(await foldersAside(folder)), ...chunks].sort((a, b) => a.at - b.at);
}

async function foldersAside(folder: string): Promise<SetAside[]> {
  const names = (await readdir(folder)).filter((name) => name.startsWith(PREFIX));
  return Promise.all(
    names.map(async (name) => ({
      name,
      at: (await stat(join(folder, name))).birthtimeMs,
      reason: await readFile(join(folder, name, REASON), 'utf8').then((text) => text.trim(), messageOf),
    })),
  );
}

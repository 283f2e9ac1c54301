import { access, constants, mkdir, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { StoreError } from '../../ports/reading-store.js';
import { copyAside, setFilesAside } from './aside.js';
import { asStoreError, isDamaged, messageOf } from './faults.js';
import { OpenedStore } from './opened-store.js';
import { STORE_FILE } from './schema.js';
import type { StoreOptions } from './store-options.js';

const LOG_FILE = `${STORE_FILE}.wal`;

/** Where DuckDB says that its log is damaged: all entries before are whole. */
const DAMAGED_LOG = /corrupt wal file.*?(?:byte position|position|offset) (\d+)/is;

/** What DuckDB says if another process has the file open. */
const LOCKED = /could not set lock on file|conflicting lock/i;

/** Opens the files. Damaged ones are set aside first, never deleted, and what can be saved goes on. */
export async function openOrRecover(options: StoreOptions): Promise<OpenedStore> {
  await prepareFolder(options.folder);
  try {
    return await OpenedStore.open(options);
  } catch (error) {
    return recover(options, error);
  }
}

async function recover(options: StoreOptions, error: unknown): Promise<OpenedStore> {
  const { folder } = options;
  if (LOCKED.test(messageOf(error))) {
    throw new StoreError('failed', `another process has the history in ${folder} open: ${firstLine(error)}`);
  }
  const [, position] = DAMAGED_LOG.exec(messageOf(error)) ?? [];
  if (position !== undefined && (await cutLog(folder, Number(position), firstLine(error)))) {
    return openOrRecover(options);
  }
  if (!isDamaged(error)) throw asStoreError(error);
  if (/\bwal\b/i.test(messageOf(error)) && (await exists(join(folder, LOG_FILE)))) {
    await setFilesAside(folder, [LOG_FILE], firstLine(error));
    return openOrRecover(options);
  }
  await setFilesAside(folder, [STORE_FILE, LOG_FILE], firstLine(error));
  return OpenedStore.open(options);
}

/** Copies the log aside and cuts it at its first damaged entry; false if that would change nothing. */
async function cutLog(folder: string, position: number, reason: string): Promise<boolean> {
  const file = join(folder, LOG_FILE);
  const { size } = await stat(file).catch(() => ({ size: 0 }));
  if (position >= size) return false;
  await copyAside(folder, LOG_FILE, reason);
  await truncate(file, position);
  return true;
}

async function prepareFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw new StoreError('read-only', `the folder ${folder} cannot be written to: ${messageOf(error)}`);
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

function firstLine(error: unknown): string {
  return messageOf(error).split('\n', 1)[0] ?? '';
}

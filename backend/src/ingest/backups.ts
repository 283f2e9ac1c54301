import { join } from 'node:path';
import { ApiError } from '../ports/api-error.js';
import type { BackupCounts } from '../ports/history-calls.js';
import type { ReadingStore } from '../ports/reading-store.js';
import type { RegistryStore } from '../ports/registry-store.js';
import type { Committer } from './committer.js';
import type { Registry } from './registry.js';

/** What a backup needs. */
interface BackupParts {
  store: Pick<ReadingStore, 'backup'>;
  registryStore: Pick<RegistryStore, 'backup'>;
  registry: Registry;
  committer: Committer;
}

/**
 * Copies both databases into an empty folder. The readings go first, and every name is saved before the first
 * reading of it is committed: the copy of the registry knows all series of the copied readings.
 */
export async function backUp(folder: string, parts: BackupParts): Promise<BackupCounts> {
  await parts.committer.durable();
  try {
    const counts = await parts.store.backup(join(folder, 'history.duckdb'));
    await parts.registryStore.backup(join(folder, 'registry.sqlite'));
    return { ...counts, devices: [...parts.registry.devices()].length };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ApiError('unavailable', `the backup was not written: ${reason}`);
  }
}

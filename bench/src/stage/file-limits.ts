import { existsSync, readFileSync } from 'node:fs';

const LIMITS = '/proc/self/limits';

/**
 * Throws if a process of ours may not have so many files open. Node raises its own limit as far as the system lets it,
 * and its children inherit that, so only whoever sets the upper limit (`ulimit -Hn`) can help.
 */
export function requireOpenFiles(count: number): void {
  if (!existsSync(LIMITS)) return;
  const limit = openFilesIn(readFileSync(LIMITS, 'utf8'));
  if (limit >= count) return;
  throw new Error(
    `This benchmark needs ${count} open files in a process; here there may be ${limit}: ulimit -n`,
  );
}

/** The limit in force, of the table that Linux keeps of a process. */
export function openFilesIn(table: string): number {
  const limit = /^Max open files\s+(\S+)/mu.exec(table)?.[1];
  return limit === undefined || limit === 'unlimited' ? Infinity : Number(limit);
}

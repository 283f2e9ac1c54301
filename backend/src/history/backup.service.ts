import { Inject, Injectable } from '@nestjs/common';
import { backupSchema, type Backup } from '@sensorium/contracts';
import { MICROS_PER_MS } from '@sensorium/domain/time';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { ApiError } from '../ports/api-error.js';
import { Clock } from '../ports/clock.js';
import { HISTORY_WRITER, type HistoryWriter } from '../ports/history-calls.js';

const DESCRIPTION = 'backup.json';

/** Ending of the folder of a backup that is not complete. */
const PART = '.part';

/**
 * Backups below `DATA_DIR/backups`, each in a folder named by its time: both databases, and `backup.json` which says
 * what is in them. A folder without the ending `.part` is complete.
 */
@Injectable()
export class BackupService {
  private isRunning = false;
  private readonly root: string;

  constructor(
    @Inject(HISTORY_WRITER) private readonly writer: HistoryWriter,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SETTINGS) { dataDir }: Settings,
  ) {
    this.root = resolve(dataDir, 'backups');
  }

  /** Makes one; throws `conflict` while another one is made, and `unavailable` while history is paused. */
  async make(): Promise<Backup> {
    if (this.isRunning) throw new ApiError('conflict', 'a backup is under way');
    this.isRunning = true;
    try {
      return await this.write(Math.floor(this.clock.now() / MICROS_PER_MS));
    } finally {
      this.isRunning = false;
    }
  }

  /** All complete ones, newest first. */
  async list(): Promise<Backup[]> {
    const names = (await foldersIn(this.root)).filter((name) => !name.endsWith(PART));
    const backups = await Promise.all(names.map((name) => readDescription(join(this.root, name))));
    return backups.filter((one) => one !== undefined).sort((a, b) => b.at - a.at);
  }

  private async write(at: number): Promise<Backup> {
    const name = new Date(at).toISOString().replaceAll(/[:.]/g, '-');
    const part = join(this.root, name + PART);
    await this.removeParts();
    try {
      await mkdir(part, { recursive: true, mode: 0o700 });
      const counts = await this.writer.backup(part);
      const backup = { name, at, bytes: await sizeOf(part), ...counts };
      await writeFile(join(part, DESCRIPTION), `${JSON.stringify(backup, null, 2)}\n`, { mode: 0o600 });
      await rename(part, join(this.root, name));
      return backup;
    } catch (error) {
      await rm(part, { recursive: true, force: true });
      throw unwritable(error);
    }
  }

  /** What an end of the process has left half done. */
  private async removeParts(): Promise<void> {
    const parts = (await foldersIn(this.root)).filter((name) => name.endsWith(PART));
    for (const name of parts) await rm(join(this.root, name), { recursive: true, force: true });
  }
}

async function foldersIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

/** What a folder says of itself; undefined if it is no backup. */
async function readDescription(folder: string): Promise<Backup | undefined> {
  try {
    const described: unknown = JSON.parse(await readFile(join(folder, DESCRIPTION), 'utf8'));
    return backupSchema.safeParse(described).data;
  } catch (error) {
    if (error instanceof SyntaxError || codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function sizeOf(folder: string): Promise<number> {
  const files = await readdir(folder);
  const sizes = await Promise.all(files.map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

const UNWRITABLE: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM']);

function unwritable(error: unknown): unknown {
  const code = codeOf(error);
  if (!UNWRITABLE.has(code)) return error;
  return new ApiError('unavailable', `the backup cannot be written (${String(code)})`);
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

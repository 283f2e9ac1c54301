import { statfs } from 'node:fs/promises';
import { StoreError } from '../../ports/reading-store.js';

/** Bytes that are free for this user on the disk of a folder. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** How long a look at the disk counts, ms. */
const LOOK_MS = 500;

/** Refuses to write before the disk is full, because DuckDB does not survive that. */
export class Space {
  private looked = -Infinity;
  private free = Infinity;

  constructor(private readonly folder: string) {}

  /** Rejects with `disk-full` if less than `least` bytes are free. */
  async require(least: number): Promise<void> {
    if (await this.has(least)) return;
    const [free, wanted] = [this.free, least].map((bytes) => Math.round(bytes / 1e6));
    throw new StoreError(
      'disk-full',
      `the disk of ${this.folder} is full: ${free} MB are free, ${wanted} MB are the least to go on`,
    );
  }

  async has(least: number): Promise<boolean> {
    if (performance.now() - this.looked > LOOK_MS || this.free < least) {
      this.free = await freeBytes(this.folder);
      this.looked = performance.now();
    }
    return this.free >= least;
  }
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './checkout.ts';

const STORE = 'backend/dist/adapters/duckdb/duckdb-reading-store.js';

/** Readings as columns, as the store's port has them: `t` in µs, `flags` 0 for a good number. */
export interface ReadingColumns {
  count: number;
  series: Uint32Array<ArrayBuffer>;
  t: Float64Array<ArrayBuffer>;
  value: Float64Array<ArrayBuffer>;
  flags: Uint8Array<ArrayBuffer>;
  texts: string[];
}

/** A picture of one series, times in ms. */
export interface PictureQuery {
  n: number;
  from: number;
  to: number;
  width: number;
  state: boolean;
  gapMs: number | null;
  raw: number | null;
}

/** The store's port as far as benchmarks use it. */
export interface BuiltStore {
  open(): Promise<unknown>;
  append(batch: {
    readings: ReadingColumns;
    deliveries: { ids: Uint16Array; hashes: Uint32Array };
  }): Promise<void>;
  history(queries: PictureQuery[]): Promise<unknown>;
  seal(): Promise<void>;
  figures(): Promise<{ hot: number; sealed: number; bytes: number }>;
  close(): Promise<void>;
}

type StoreClass = new (settings: { dataDir: string }, place?: { entry?: URL }) => BuiltStore;

/** The store of the built backend, opened on a data folder; `entry` takes the place of its process's own. */
export async function openBuiltStore(dataDir: string, entry?: URL): Promise<BuiltStore> {
  const path = join(ROOT, STORE);
  if (!existsSync(path)) throw new Error(`${path} is missing: run \`npm run build\` first.`);
  const { DuckDbReadingStore } = (await import(pathToFileURL(path).href)) as {
    DuckDbReadingStore: StoreClass;
  };
  const store = new DuckDbReadingStore({ dataDir }, entry === undefined ? {} : { entry });
  await store.open();
  return store;
}

/** Entry of the store's own process. */
export function storeEntry(): URL {
  return pathToFileURL(join(ROOT, 'backend/dist/adapters/duckdb/store.child.js'));
}

/** File of a data folder that the store keeps readings in. */
export function storeFile(dataDir: string): string {
  return join(dataDir, 'history/history.duckdb');
}

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DuckDbReadingStore, type StorePlace } from '../src/adapters/duckdb/duckdb-reading-store.js';
import { DataFolder } from './sensorium.js';

const ENTRY = pathToFileURL(join(import.meta.dirname, '../dist/adapters/duckdb/store.child.js'));

/** A data folder with a store on real files, whose process is the built one. */
export class DuckDbFolder {
  readonly data: { path: string };
  readonly history: string;
  readonly file: string;
  readonly log: string;
  private readonly stores: DuckDbReadingStore[] = [];

  /** On a disk of the test's own, or in a folder that is deleted at the end. */
  constructor(data: { path: string } = new DataFolder()) {
    this.data = data;
    this.history = join(data.path, 'history');
    this.file = join(this.history, 'history.duckdb');
    this.log = `${this.file}.wal`;
  }

  /** A store over the folder, not open yet. */
  store(place: StorePlace = {}): DuckDbReadingStore {
    const store = new DuckDbReadingStore({ dataDir: this.data.path }, { entry: ENTRY, ...place });
    this.stores.push(store);
    return store;
  }

  /** Ends the process of a store at once, as a crash does. */
  async kill(store: DuckDbReadingStore): Promise<void> {
    const { pid } = store;
    if (pid === undefined) return;
    process.kill(pid, 'SIGKILL');
    await store.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const store of this.stores) await store.close();
    if (this.data instanceof DataFolder) this.data[Symbol.dispose]();
  }
}

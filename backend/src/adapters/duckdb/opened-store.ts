import { join } from 'node:path';
import type { StoreBatch, StoreOpening } from '../../ports/reading-store.js';
import { ChunkIds } from './chunk-writer.js';
import { Database, type Connection } from './connection.js';
import { readDeliveries } from './deliveries.js';
import { HotTables } from './hot-tables.js';
import { hotNumbers, prepareSchema, STORE_FILE } from './schema.js';
import { Snapshots, type Snapshot } from './snapshots.js';
import type { StoreOptions } from './store-options.js';
import { Turns } from './turns.js';
import { Writer } from './writer.js';

/** Target of row groups: small ones keep what a checkpoint writes anew small. */
export const ROW_GROUP_SIZE = 8_192;

/** The files, open, with all that works on them. After a fatal error of DuckDB it is of no use any more. */
export class OpenedStore {
  private users = 0;
  private readonly ends: (() => void)[] = [];

  readonly control: Connection;
  readonly hot: HotTables;
  /** Whoever changes the list of hot tables, or wants a snapshot that goes with it, takes a turn. */
  readonly gate: Turns;
  readonly ids: ChunkIds;
  readonly writer: Writer;

  private constructor(
    private readonly database: Database,
    private readonly snapshots: Snapshots,
    parts: Pick<OpenedStore, 'control' | 'hot' | 'gate' | 'ids' | 'writer'>,
  ) {
    ({ control: this.control, hot: this.hot, gate: this.gate, ids: this.ids, writer: this.writer } = parts);
  }

  static async open(options: StoreOptions): Promise<OpenedStore> {
    const database = await Database.open(settings(options));
    try {
      return await OpenedStore.attach(database, join(options.folder, STORE_FILE));
    } catch (error) {
      database.close();
      throw error;
    }
  }

  private static async attach(database: Database, file: string): Promise<OpenedStore> {
    const control = await database.connect();
    await control.run(`ATTACH ${quoted(file)} AS h (ROW_GROUP_SIZE ${ROW_GROUP_SIZE})`);
    await prepareSchema(control);
    const hot = HotTables.of(await hotNumbers(control));
    const gate = new Turns();
    const writer = await Writer.open(database, hot, gate);
    const snapshots = await Snapshots.open(database, hot, gate);
    const ids = await ChunkIds.read(control);
    return new OpenedStore(database, snapshots, { control, hot, gate, ids, writer });
  }

  async opening(): Promise<StoreOpening> {
    return { deliveries: await readDeliveries(this.control) };
  }

  append(batch: StoreBatch): Promise<void> {
    return this.using(() => this.writer.append(batch));
  }

  /** Answers a request as of one moment. */
  ask<T>(task: (snapshot: Snapshot) => Promise<T>): Promise<T> {
    return this.using(() => this.snapshots.use(task));
  }

  connect(): Promise<Connection> {
    return this.database.connect();
  }

  /** Keeps the files open until the task has ended. */
  async using<T>(task: () => Promise<T>): Promise<T> {
    this.users++;
    try {
      return await task();
    } finally {
      this.users--;
      if (this.users === 0) for (const end of this.ends.splice(0)) end();
    }
  }

  /** Closes the files after all that is under way; a log that is left goes into the file. */
  async close(): Promise<void> {
    if (this.users > 0) await new Promise<void>((resolve) => this.ends.push(resolve));
    await this.control.run('CHECKPOINT h').catch(() => undefined);
    this.database.close();
  }
}

function settings(options: StoreOptions): Record<string, string> {
  return {
    threads: String(options.threads),
    memory_limit: options.memoryLimit,
    checkpoint_threshold: options.checkpointThreshold,
    temp_directory: join(options.folder, 'spill'),
  };
}

export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

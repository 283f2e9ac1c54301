import { QUALITY_BITS, TEXT } from '@sensorium/contracts';
import type { StoreBatch, StoreColumns } from '../../ports/reading-store.js';
import type { Appender, ColumnValues, Connection, Database } from './connection.js';
import { DeliveryRows } from './deliveries.js';
import type { HotTables } from './hot-tables.js';
import { createHot, HOT_COLUMNS } from './schema.js';
import { Turns } from './turns.js';

/** Writes batches, one commit each, one after the other. */
export class Writer {
  private readonly turns = new Turns();
  private appender: Appender | null = null;
  /** When the first reading went into the newest hot table, ms; null while it is empty. */
  private since: number | null = null;

  private constructor(
    private readonly connection: Connection,
    private readonly hot: HotTables,
    private readonly deliveries: DeliveryRows,
    private readonly gate: Turns,
    /** Readings in the newest hot table. */
    private rows: number,
  ) {}

  static async open(database: Database, hot: HotTables, gate: Turns): Promise<Writer> {
    const connection = await database.connect();
    const count = await connection.read(`SELECT count(*) FROM h.main.hot_${hot.newest}`);
    const writer = new Writer(connection, hot, await DeliveryRows.open(connection), gate, count.number(0));
    if (writer.rows > 0) writer.since = Date.now();
    return writer;
  }

  /** Readings in the newest hot table, and since when (ms). */
  get waiting(): { rows: number; since: number | null } {
    return { rows: this.rows, since: this.since };
  }

  /** Resolves when the batch is committed. */
  append(batch: StoreBatch): Promise<void> {
    return this.turns.run(() => this.transaction(() => this.write(batch)));
  }

  /** Runs a task between two commits: all batches asked for before are in, none after. */
  between<T>(task: (connection: Connection) => Promise<T>): Promise<T> {
    return this.turns.run(() => task(this.connection));
  }

  /** Begins a new hot table, unless the newest one is empty. */
  async beginTable(): Promise<void> {
    if (this.rows === 0) return;
    const next = this.hot.newest + 1;
    await this.gate.run(async () => {
      await this.connection.run(createHot(next));
      this.hot.add(next);
    });
    this.closeAppender();
    this.rows = 0;
    this.since = null;
  }

  private async write({ readings, deliveries }: StoreBatch): Promise<() => void> {
    const { count } = readings;
    if (count > 0) {
      this.appender ??= await this.connection.appender(
        `hot_${this.hot.newest}`,
        HOT_COLUMNS.map(([, type]) => type),
      );
      this.appender.append(count, hotColumns(readings));
      this.appender.flush();
    }
    const note = await this.deliveries.add(this.connection, deliveries);
    return () => {
      note();
      if (count === 0) return;
      this.rows += count;
      this.since ??= Date.now();
    };
  }

  /** Commits what the task writes, and then does what the task wants done after that. */
  private async transaction(task: () => Promise<() => void>): Promise<void> {
    await this.connection.run('BEGIN TRANSACTION');
    try {
      const afterwards = await task();
      await this.connection.run('COMMIT');
      afterwards();
    } catch (error) {
      await this.connection.run('ROLLBACK').catch(() => undefined);
      this.closeAppender();
      this.deliveries.reset();
      throw error;
    }
  }

  private closeAppender(): void {
    const { appender } = this;
    this.appender = null;
    try {
      appender?.close();
    } catch {
      // What it still held belongs to the transaction that was rolled back.
    }
  }
}

function hotColumns({ count, series, t, value, flags, texts }: StoreColumns): ColumnValues[] {
  const v = value.slice(0, count);
  const q = flags.slice(0, count).map((bits) => bits & QUALITY_BITS);
  const x: (string | null)[] = [];
  if (texts.length > 0) {
    for (let row = 0; row < count; row++) x.push(textOf(flags[row] ?? 0, texts[value[row] ?? 0]));
    for (let row = 0; row < count; row++) if (x[row] !== null) v[row] = 0;
  }
  return [series, t, v, q, x];
}

function textOf(flags: number, text: string | undefined): string | null {
  return (flags & TEXT) === 0 ? null : (text ?? '');
}

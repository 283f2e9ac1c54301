import type { Connection, Database } from './connection.js';
import type { HotTables } from './hot-tables.js';
import { type Turns } from './turns.js';

/** Requests that are answered at a time. */
const READERS = 3;

/** The store as of one moment: what is written or sealed meanwhile is not seen. */
export interface Snapshot {
  connection: Connection;
  /** Numbers of the hot tables of that moment, oldest first. */
  hot: readonly number[];
}

/** Gives each request a snapshot of its own; further requests wait for theirs. */
export class Snapshots {
  private readonly idle: Connection[] = [];
  private readonly waiting: ((connection: Connection) => void)[] = [];

  private constructor(
    private readonly hot: HotTables,
    /** Whoever changes the list of hot tables takes a turn for that and the commit that goes with it. */
    private readonly gate: Turns,
  ) {}

  static async open(database: Database, hot: HotTables, gate: Turns): Promise<Snapshots> {
    const snapshots = new Snapshots(hot, gate);
    for (let k = 0; k < READERS; k++) snapshots.idle.push(await database.connect());
    return snapshots;
  }

  async use<T>(task: (snapshot: Snapshot) => Promise<T>): Promise<T> {
    const connection = await this.take();
    try {
      const snapshot = await this.gate.run(() => this.begin(connection));
      return await task(snapshot);
    } finally {
      await this.end(connection);
      this.giveBack(connection);
    }
  }

  private async begin(connection: Connection): Promise<Snapshot> {
    await connection.run('BEGIN TRANSACTION READ ONLY; SELECT version FROM h.main.store');
    return { connection, hot: this.hot.numbers };
  }

  /** Fails only if there is no transaction, because it could not begin. */
  private async end(connection: Connection): Promise<void> {
    await connection.run('ROLLBACK').catch(() => undefined);
  }

  private async take(): Promise<Connection> {
    const connection = this.idle.pop();
    return connection ?? new Promise((resolve) => this.waiting.push(resolve));
  }

  private giveBack(connection: Connection): void {
    const next = this.waiting.shift();
    if (next) next(connection);
    else this.idle.push(connection);
  }
}

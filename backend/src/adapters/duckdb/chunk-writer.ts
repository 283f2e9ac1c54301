import type { Appender, ColumnValues, Connection } from './connection.js';
import { encodeChunk } from './packed/encode-chunk.js';
import { summarize, type ChunkSummary } from './packed/summary.js';
import type { Readings } from './readings.js';
import { CHUNK_COLUMNS, type ChunkTable } from './schema.js';

/** Rows that go into a table at a time. */
const ROWS_AT_ONCE = 512;

type Row = ChunkSummary & { id: number; s: number; payload: Uint8Array };

/** Gives out the numbers of chunks. */
export class ChunkIds {
  constructor(private last: number) {}

  static async read(connection: Connection): Promise<ChunkIds> {
    const rows = await connection.read(
      `SELECT coalesce(max(id), 0)::BIGINT FROM
       (SELECT id FROM h.main.chunk UNION ALL SELECT id FROM h.main.tail UNION ALL SELECT id FROM h.main.aside)`,
    );
    return new ChunkIds(rows.number(0));
  }

  next(): number {
    return ++this.last;
  }
}

/** Packs readings into chunks and adds them to their table, within the transaction of the connection. */
export class ChunkWriter {
  private rows: Row[] = [];
  private appender: Appender | null = null;

  constructor(
    private readonly connection: Connection,
    private readonly table: ChunkTable,
    private readonly ids: ChunkIds,
  ) {}

  /** Adds a chunk of one to 1024 readings. */
  async add(s: number, readings: Readings): Promise<void> {
    this.rows.push({ id: this.ids.next(), s, ...summarize(readings), payload: encodeChunk(readings) });
    if (this.rows.length >= ROWS_AT_ONCE) await this.flush();
  }

  /** All chunks so far are in the table afterwards. */
  async end(): Promise<void> {
    await this.flush();
    this.appender?.close();
    this.appender = null;
  }

  private async flush(): Promise<void> {
    if (this.rows.length === 0) return;
    this.appender ??= await this.connection.appender(
      this.table,
      CHUNK_COLUMNS.map(([, type]) => type),
    );
    this.appender.append(
      this.rows.length,
      CHUNK_COLUMNS.map(([name]) => this.column(name)),
    );
    this.appender.flush();
    this.rows = [];
  }

  private column(name: string): ColumnValues {
    if (name === 'payload') return this.rows.map((row) => row.payload);
    return Float64Array.from(this.rows, (row) => row[name as keyof Omit<Row, 'payload'>]);
  }
}

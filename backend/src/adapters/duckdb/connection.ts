import {
  BIGINT,
  BLOB,
  blobValueFromBytes,
  DOUBLE,
  DuckDBDataChunk,
  DuckDBInstance,
  INTEGER,
  UTINYINT,
  VARCHAR,
  type DuckDBAppender,
  type DuckDBConnection,
  type DuckDBValue,
} from '@duckdb/node-api';
import { Rows } from './rows.js';
import { wholeNumbersToWords } from './whole-numbers.js';

/** Rows that DuckDB handles at once. */
const VECTOR_ROWS = 2_048;

const TYPES = { INTEGER, BIGINT, DOUBLE, UTINYINT, VARCHAR, BLOB };
export type ColumnType = keyof typeof TYPES;

/** Values of one column: numbers (whole ones up to 2^53 for BIGINT), texts or bytes. */
export type ColumnValues = ArrayLike<number> | (string | null)[] | Uint8Array[];

/** Parts of a vector that exist, but are private in its types. */
interface VectorItems {
  items: { set(values: ArrayLike<number>): void; buffer: ArrayBuffer; byteOffset: number };
  validity: { data: BigUint64Array | null };
}

/** An instance of DuckDB. This file is the only one that knows its package. */
export class Database {
  private readonly connections = new Set<Connection>();

  private constructor(private readonly instance: DuckDBInstance) {}

  /** Settings by their names in DuckDB. */
  static async open(settings: Record<string, string>): Promise<Database> {
    return new Database(await DuckDBInstance.create(':memory:', settings));
  }

  async connect(): Promise<Connection> {
    const connection = new Connection(await this.instance.connect(), () =>
      this.connections.delete(connection),
    );
    this.connections.add(connection);
    return connection;
  }

  /** Closes all connections, too; the files are free afterwards. */
  close(): void {
    for (const connection of this.connections) connection.close();
    this.instance.closeSync();
  }
}

/** One line of statements: a second one starts only after the first has ended. */
export class Connection {
  constructor(
    private readonly connection: DuckDBConnection,
    private readonly onClose: () => void,
  ) {}

  /** Runs statements; their results are not read. */
  async run(sql: string): Promise<void> {
    await this.connection.run(sql);
  }

  /** All rows of one statement. */
  async read(sql: string): Promise<Rows> {
    const result = await this.connection.run(sql);
    const chunks: DuckDBDataChunk[] = [];
    for (let k = 0; k < result.chunkCount; k++) chunks.push(result.getChunk(k));
    return new Rows(chunks);
  }

  /** Rows of one statement as they come, up to 2048 at a time. */
  async *stream(sql: string): AsyncGenerator<Rows, void, undefined> {
    const result = await this.connection.stream(sql);
    for (;;) {
      const chunk = await result.fetchChunk();
      if (chunk === null || chunk.rowCount === 0) return;
      yield new Rows([chunk]);
    }
  }

  /** Appends rows to a table of the attached database `h`. */
  async appender(table: string, types: ColumnType[]): Promise<Appender> {
    return new Appender(await this.connection.createAppender(table, 'main', 'h'), types);
  }

  close(): void {
    this.onClose();
    this.connection.closeSync();
  }
}

/** Adds rows to a table, within the transaction of its connection. */
export class Appender {
  constructor(
    private readonly appender: DuckDBAppender,
    private readonly types: ColumnType[],
  ) {}

  /** Adds rows given as columns; they are in the table after {@link flush}. */
  append(count: number, columns: ColumnValues[]): void {
    for (let from = 0; from < count; from += VECTOR_ROWS) {
      this.appendPart(from, Math.min(count, from + VECTOR_ROWS), columns);
    }
  }

  flush(): void {
    this.appender.flushSync();
  }

  /** What was not flushed is forgotten. */
  close(): void {
    this.appender.clear();
    this.appender.closeSync();
  }

  private appendPart(from: number, to: number, columns: ColumnValues[]): void {
    const chunk = DuckDBDataChunk.create(
      this.types.map((type) => TYPES[type]),
      to - from,
    );
    for (const [k, type] of this.types.entries()) fill(chunk, k, type, columns[k] ?? [], from, to);
    this.appender.appendDataChunk(chunk);
  }
}

function fill(
  chunk: DuckDBDataChunk,
  k: number,
  type: ColumnType,
  values: ColumnValues,
  from: number,
  to: number,
): void {
  const vector = chunk.getColumnVector(k);
  const { items, validity } = vector as unknown as VectorItems;
  if (type === 'VARCHAR' || type === 'BLOB') {
    if (values.length === 0) validity.data = new BigUint64Array(Math.ceil((to - from) / 64));
    else for (let row = from; row < to; row++) vector.setItem(row - from, textOrBytes(values[row]));
  } else {
    const part = (values as Float64Array).subarray(from, to);
    if (type === 'BIGINT') wholeNumbersToWords(part, new Int32Array(items.buffer, items.byteOffset));
    else items.set(part);
  }
  vector.flush();
}

function textOrBytes(value: ColumnValues[number] | undefined): DuckDBValue {
  return value instanceof Uint8Array ? blobValueFromBytes(value) : (value ?? null);
}

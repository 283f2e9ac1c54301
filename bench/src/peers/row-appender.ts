import {
  BIGINT,
  DOUBLE,
  DuckDBDataChunk,
  DuckDBInstance,
  INTEGER,
  UTINYINT,
  type DuckDBAppender,
} from '@duckdb/node-api';

const CHUNK_ROWS = 2_048;

/** Rows as columns; `t` in µs. */
export interface Rows {
  count: number;
  series: Int32Array;
  t: BigInt64Array;
  value: Float64Array;
  quality: Uint8Array;
}

export function emptyRows(capacity: number): Rows {
  return {
    count: 0,
    series: new Int32Array(capacity),
    t: new BigInt64Array(capacity),
    value: new Float64Array(capacity),
    quality: new Uint8Array(capacity),
  };
}

/** The least that makes rows durable: DuckDB's appender into one table, a commit a batch. */
export class RowAppender {
  readonly #appender: DuckDBAppender;

  private constructor(appender: DuckDBAppender) {
    this.#appender = appender;
  }

  static async open(file: string): Promise<RowAppender> {
    const instance = await DuckDBInstance.create(file, { threads: '2' });
    const connection = await instance.connect();
    await connection.run('CREATE TABLE reading (s INTEGER, t BIGINT, v DOUBLE, q UTINYINT)');
    return new RowAppender(await connection.createAppender('reading'));
  }

  /** Returns when the rows are durable. */
  commit(rows: Rows): void {
    for (let from = 0; from < rows.count; from += CHUNK_ROWS) {
      const to = Math.min(rows.count, from + CHUNK_ROWS);
      const chunk = DuckDBDataChunk.create([INTEGER, BIGINT, DOUBLE, UTINYINT], to - from);
      const { series, t, value, quality } = rows;
      for (const [column, values] of [series, t, value, quality].entries()) {
        const vector = chunk.getColumnVector(column) as unknown as Items;
        vector.items.set(values.subarray(from, to));
        vector.flush();
      }
      this.#appender.appendDataChunk(chunk);
    }
    this.#appender.flushSync();
  }
}

/** Part of a vector that exists, but is private in its types: its values as a typed array. */
interface Items {
  items: { set(values: ArrayLike<number> | ArrayLike<bigint>): void };
  flush(): void;
}

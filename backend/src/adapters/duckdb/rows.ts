import { wordsToWholeNumbers } from './whole-numbers.js';

/** A column of up to 2048 rows, as DuckDB's package has it. */
interface Vector {
  getItem(row: number): unknown;
  /** Of a column of bytes only. */
  getItemBytes?(row: number): Uint8Array | null;
}

/** A bit for each row of a column, 0 if it is NULL; null if none is. Private in the package's types. */
interface Validity {
  data: BigUint64Array | null;
}

/** Up to 2048 rows, as DuckDB's package has them. */
interface Part {
  readonly rowCount: number;
  getColumnVector(column: number): Vector;
}

/** Rows of a result, read by column. */
export class Rows {
  readonly count: number;

  constructor(private readonly parts: readonly Part[]) {
    this.count = parts.reduce((sum, part) => sum + part.rowCount, 0);
  }

  /** A column of numbers; a BIGINT must be below 2^53, NULL is not looked at. */
  numbers(column: number): Float64Array<ArrayBuffer> {
    const all = new Float64Array(this.count);
    let at = 0;
    for (const part of this.parts) {
      copyNumbers(part.getColumnVector(column), all.subarray(at, at + part.rowCount));
      at += part.rowCount;
    }
    return all;
  }

  /** First value of a column of numbers, 0 without a row. */
  number(column: number): number {
    return this.numbers(column)[0] ?? 0;
  }

  texts(column: number): (string | null)[] {
    return this.values(column, (vector, row) => vector.getItem(row) as string | null);
  }

  /** True if a column has no value at all. */
  isNull(column: number): boolean {
    return this.parts.every((part) => {
      const { validity } = part.getColumnVector(column) as unknown as { validity: Validity };
      return validity.data?.every((word) => word === 0n) ?? false;
    });
  }

  /** A column of bytes, copied out of DuckDB's memory. */
  bytes(column: number): Uint8Array<ArrayBuffer>[] {
    return this.values(column, (vector, row) => new Uint8Array(vector.getItemBytes?.(row) ?? []));
  }

  /** Bytes of some rows, copied out of DuckDB's memory, by the number in another column. */
  bytesByNumber(column: number, numbers: Float64Array, wanted: ReadonlySet<number>): Map<number, Uint8Array> {
    const found = new Map<number, Uint8Array>();
    let at = 0;
    for (const part of this.parts) {
      const vector = part.getColumnVector(column);
      for (let row = 0; row < part.rowCount; row++) {
        const number = numbers[at++] ?? 0;
        if (wanted.has(number)) found.set(number, new Uint8Array(vector.getItemBytes?.(row) ?? []));
      }
    }
    return found;
  }

  private values<T>(column: number, read: (vector: Vector, row: number) => T): T[] {
    const all: T[] = [];
    for (const part of this.parts) {
      const vector = part.getColumnVector(column);
      for (let row = 0; row < part.rowCount; row++) all.push(read(vector, row));
    }
    return all;
  }
}

/** `items` exists in each vector of numbers, but is private in its types. */
function copyNumbers(vector: Vector, to: Float64Array): void {
  const { items } = vector as unknown as { items: BigInt64Array | ArrayLike<number> };
  if (items instanceof BigInt64Array) {
    wordsToWholeNumbers(new Int32Array(items.buffer, items.byteOffset, items.length * 2), to);
  } else {
    to.set(items);
  }
}

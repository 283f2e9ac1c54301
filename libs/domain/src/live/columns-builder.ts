import type { Columns } from '@sensorium/contracts';

const FIRST_CAPACITY = 256;

/** Columns over buffers that can be transferred to another thread. */
export interface OwnColumns extends Columns {
  series: Uint32Array<ArrayBuffer>;
  t: Float64Array<ArrayBuffer>;
  received: Float64Array<ArrayBuffer>;
  value: Float64Array<ArrayBuffer>;
  flags: Uint8Array<ArrayBuffer>;
}

/** Collects rows as columns that grow. Taking them leaves the builder empty. */
export class ColumnsBuilder {
  private columns: OwnColumns;

  constructor(private readonly capacity = FIRST_CAPACITY) {
    this.columns = emptyColumns(capacity);
  }

  get count(): number {
    return this.columns.count;
  }

  /** Adds a row; times in µs. A text goes by itself, its flags must say that it is one. */
  add(series: number, t: number, received: number, value: number | string, flags: number): void {
    const columns = this.columns.count < this.columns.series.length ? this.columns : this.grow();
    const at = columns.count++;
    columns.series[at] = series;
    columns.t[at] = t;
    columns.received[at] = received;
    columns.value[at] = typeof value === 'number' ? value : columns.texts.push(value) - 1;
    columns.flags[at] = flags;
  }

  /** The rows so far. The columns may be longer than `count`. */
  take(): OwnColumns {
    const taken = this.columns;
    this.columns = emptyColumns(Math.max(this.capacity, taken.count));
    return taken;
  }

  private grow(): OwnColumns {
    const old = this.columns;
    const grown = emptyColumns(old.series.length * 2);
    grown.series.set(old.series);
    grown.t.set(old.t);
    grown.received.set(old.received);
    grown.value.set(old.value);
    grown.flags.set(old.flags);
    this.columns = { ...grown, count: old.count, texts: old.texts };
    return this.columns;
  }
}

function emptyColumns(capacity: number): OwnColumns {
  return {
    count: 0,
    series: new Uint32Array(capacity),
    t: new Float64Array(capacity),
    received: new Float64Array(capacity),
    value: new Float64Array(capacity),
    flags: new Uint8Array(capacity),
    texts: [],
  };
}

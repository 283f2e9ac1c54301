import { TEXT } from '@sensorium/contracts';
import type { Deliveries, StoreBatch, StoreColumns } from '../ports/reading-store.js';

const FIRST_CAPACITY = 1_024;

/** Readings and deliveries since the last commit, as columns that grow. */
export class PendingBatch {
  private columns = emptyColumns(FIRST_CAPACITY);
  private ids: number[] = [];
  private hashes: number[] = [];

  /** Readings so far. */
  get count(): number {
    return this.columns.count;
  }

  /** Time in µs; `quality` as in the flags of live columns. */
  add(series: number, t: number, value: number | string, quality: number): void {
    if (this.columns.count === this.columns.series.length) this.columns = grown(this.columns);
    const { columns } = this;
    const at = columns.count++;
    const isText = typeof value === 'string';
    columns.series[at] = series;
    columns.t[at] = t;
    columns.value[at] = isText ? columns.texts.push(value) - 1 : value;
    columns.flags[at] = isText ? quality | TEXT : quality;
  }

  delivered(id: number, hash: number): void {
    this.ids.push(id);
    this.hashes.push(hash);
  }

  /** What was added, in columns of exactly its length; leaves nothing. */
  take(): StoreBatch {
    const { count, series, t, value, flags, texts } = this.columns;
    const deliveries: Deliveries = { ids: Uint16Array.from(this.ids), hashes: Uint32Array.from(this.hashes) };
    this.columns = emptyColumns(Math.max(FIRST_CAPACITY, count));
    this.ids = [];
    this.hashes = [];
    const readings: StoreColumns = {
      count,
      series: series.slice(0, count),
      t: t.slice(0, count),
      value: value.slice(0, count),
      flags: flags.slice(0, count),
      texts,
    };
    return { readings, deliveries };
  }
}

function emptyColumns(capacity: number): StoreColumns {
  return {
    count: 0,
    series: new Uint32Array(capacity),
    t: new Float64Array(capacity),
    value: new Float64Array(capacity),
    flags: new Uint8Array(capacity),
    texts: [],
  };
}

function grown(old: StoreColumns): StoreColumns {
  const larger = emptyColumns(old.series.length * 2);
  larger.series.set(old.series);
  larger.t.set(old.t);
  larger.value.set(old.value);
  larger.flags.set(old.flags);
  return { ...larger, count: old.count, texts: old.texts };
}

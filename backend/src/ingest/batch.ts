import { qualitySchema, type Quality } from '@sensorium/contracts';
import { NEWEST, RETAINED, type ReadingColumns } from '../ports/live-bus.js';

const FIRST_CAPACITY = 256;
const QUALITY_CODES = new Map(qualitySchema.options.map((quality, code) => [quality, code]));

/** One row of a batch; times in µs. */
export interface Row {
  series: number;
  t: number;
  received: number;
  value: number | string;
  quality: Quality;
  retained: boolean;
  /** No later measurement of the series is known. */
  newest: boolean;
}

/** Readings on their way to the bus, as growing columns. Taking them leaves the batch empty. */
export class Batch {
  private columns = emptyColumns(FIRST_CAPACITY);
  private nextSequence = 1;

  get count(): number {
    return this.columns.count;
  }

  add(row: Row): void {
    const columns = this.columns.count < this.columns.series.length ? this.columns : this.grow();
    const at = columns.count++;
    columns.series[at] = row.series;
    columns.t[at] = row.t;
    columns.received[at] = row.received;
    columns.flags[at] =
      (QUALITY_CODES.get(row.quality) ?? 0) | (row.retained ? RETAINED : 0) | (row.newest ? NEWEST : 0);
    columns.value[at] = typeof row.value === 'number' ? row.value : columns.texts.push(row.value) - 1;
  }

  /** The rows so far, numbered; null if there are none. */
  take(): ReadingColumns | null {
    const taken = this.columns;
    if (taken.count === 0) return null;
    taken.firstSequence = this.nextSequence;
    this.nextSequence += taken.count;
    this.columns = emptyColumns(Math.max(FIRST_CAPACITY, taken.count));
    return taken;
  }

  private grow(): ReadingColumns {
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

function emptyColumns(capacity: number): ReadingColumns {
  return {
    firstSequence: 0,
    count: 0,
    series: new Uint32Array(capacity),
    t: new Float64Array(capacity),
    received: new Float64Array(capacity),
    value: new Float64Array(capacity),
    flags: new Uint8Array(capacity),
    texts: [],
  };
}

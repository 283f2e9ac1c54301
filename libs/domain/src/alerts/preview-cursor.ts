import type { Value } from '@sensorium/contracts';
import { MICROS_PER_MS, type Micros } from '../time/index.js';

/**
 * Stored readings of one series, columns in order of time (µs). `staleMs`: after so long without one it is stale; null:
 * never.
 */
export interface PreviewSeries {
  metric: string;
  t: Float64Array;
  v: Float64Array | readonly Value[];
  staleMs: number | null;
}

/** A place in a series: the next reading, and when the series goes quiet if none comes before. */
export class PreviewCursor {
  readonly metric: string;
  /** Time of the next reading; Infinity at the end. */
  next: Micros;
  quietAt: Micros = Infinity;
  /** Time of the reading before; what people are told as the begin of a silence. */
  last: Micros = -Infinity;
  #at = 0;
  readonly #series: PreviewSeries;
  readonly #stale: Micros;

  constructor(series: PreviewSeries) {
    this.metric = series.metric;
    this.#series = series;
    this.#stale = series.staleMs === null ? Infinity : series.staleMs * MICROS_PER_MS;
    this.next = series.t[0] ?? Infinity;
  }

  /** When something happens next. */
  get due(): Micros {
    return this.quietAt < this.next ? this.quietAt : this.next;
  }

  /** At the same time readings come first: a series is stale only after its threshold. */
  isBefore(other: PreviewCursor): boolean {
    if (this.due !== other.due) return this.due < other.due;
    return this.next === this.due && other.next !== other.due;
  }

  /** Takes the next reading. */
  take(): Value {
    const value = this.#series.v[this.#at] ?? NaN;
    this.last = this.next;
    this.quietAt = this.next + this.#stale;
    this.next = this.#series.t[++this.#at] ?? Infinity;
    return value;
  }
}

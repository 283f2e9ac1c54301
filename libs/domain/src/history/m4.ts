import { Growing } from './growing.js';

/**
 * Summary of `n` consecutive samples: the first and the last, the least and the greatest value with the earliest
 * time that has it. Times in ms with up to three decimals.
 */
export interface Span {
  n: number;
  t0: number;
  v0: number;
  t1: number;
  v1: number;
  min: number;
  minT: number;
  max: number;
  maxT: number;
}

/** Samples as columns: `t` in ms, strictly rising. */
export interface Samples {
  t: Float64Array<ArrayBuffer>;
  v: Float64Array<ArrayBuffer>;
}

/**
 * The first, minimum, maximum and last sample of each of `width` pixel columns over `from` to `to` (ms, both
 * included): what a polyline needs so that no pixel differs from that of all samples. Each sample once, in order
 * of time; among equal values the earliest counts.
 * Source: U. Jugel, Z. Jerzak, G. Hackenbroich, V. Markl: M4, a visualization-oriented time series data
 * aggregation, PVLDB 7 (2014), https://www.vldb.org/pvldb/vol7/p797-jugel.pdf
 */
export class M4 {
  private readonly t = new Growing();
  private readonly v = new Growing();
  private column = -1;
  private t0 = 0;
  private v0 = 0;
  private t1 = 0;
  private v1 = 0;
  private min = 0;
  private minT = 0;
  private max = 0;
  private maxT = 0;

  constructor(
    private readonly from: number,
    private readonly to: number,
    private readonly width: number,
  ) {}

  /** `floor((t - from) * width / (to - from))`; `to` itself is in the last column. */
  columnOf(t: number): number {
    if (t >= this.to) return this.width - 1;
    const column = Math.floor(((t - this.from) * this.width) / (this.to - this.from));
    return Math.min(column, this.width - 1);
  }

  /** True if samples from `t0` to `t1` share a column, so that their summary is enough. */
  fits(t0: number, t1: number): boolean {
    return this.columnOf(t0) === this.columnOf(t1);
  }

  /** Adds a sample inside of the range and later than all before. */
  point(t: number, v: number): void {
    const column = this.columnOf(t);
    if (column !== this.column) this.begin(column, t, v);
    if (v < this.min) this.lower(t, v);
    if (v > this.max) this.raise(t, v);
    this.t1 = t;
    this.v1 = v;
  }

  /** Adds consecutive samples that {@link fits} one column, later than all before. */
  span(span: Span): void {
    const column = this.columnOf(span.t0);
    if (column !== this.column) this.begin(column, span.t0, span.v0);
    if (span.min < this.min) this.lower(span.minT, span.min);
    if (span.max > this.max) this.raise(span.maxT, span.max);
    this.t1 = span.t1;
    this.v1 = span.v1;
  }

  /** The samples to draw. Nothing may be added afterwards. */
  take(): Samples {
    this.end();
    this.column = -1;
    return { t: this.t.take(), v: this.v.take() };
  }

  private begin(column: number, t: number, v: number): void {
    this.end();
    this.column = column;
    this.t0 = t;
    this.v0 = v;
    this.lower(t, v);
    this.raise(t, v);
  }

  private lower(t: number, v: number): void {
    this.minT = t;
    this.min = v;
  }

  private raise(t: number, v: number): void {
    this.maxT = t;
    this.max = v;
  }

  /** Puts out the samples of the column, in order of time. */
  private end(): void {
    if (this.column === -1) return;
    this.put(this.t0, this.v0);
    if (this.minT < this.maxT) this.put(this.minT, this.min);
    this.put(this.maxT, this.max);
    this.put(this.minT, this.min);
    this.put(this.t1, this.v1);
  }

  /** Puts out a sample, unless it or a later one is out already. */
  private put(t: number, v: number): void {
    if (t <= this.t.last) return;
    this.t.push(t);
    this.v.push(v);
  }
}

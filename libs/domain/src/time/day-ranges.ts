import type { DayClock } from './day-clocks.js';
import type { Micros } from './micros.js';

const FIRST_SERIES = 1_024;

/** Lowest and highest number of a day, and from when on they are known. */
export interface DayRange {
  low: number;
  high: number;
  since: Micros;
}

/**
 * What the numbers of every series did in the running day, as columns. A series has two places, used day by
 * day in turn: the other one holds the day before, or what devices whose clock is ahead of ours have sent of
 * the next. A place that was begun on another day than the one in question counts as empty, so that nothing
 * need be done at midnight.
 */
export class DayRanges {
  /** Begin of the day that a place holds; NaN: none. */
  private begins = grown(new Float64Array(), 2 * FIRST_SERIES, NaN);
  private low = new Float64Array(2 * FIRST_SERIES);
  private high = new Float64Array(2 * FIRST_SERIES);
  /** From when on a series is known; Infinity: nothing was. */
  private since = grown(new Float64Array(), FIRST_SERIES, Infinity);

  /** Takes a number of series `n`, measured at `t`; one of an earlier day does not count. Makes nothing. */
  add(n: number, t: Micros, value: number, day: DayClock): void {
    if (t < day.begins) return;
    if (n >= this.since.length) this.grow(n);
    if (t < (this.since[n] ?? NaN)) this.since[n] = t;
    if (t < day.ends) this.widen(2 * n + day.parity, day.begins, value, value);
    else this.widen(2 * n + 1 - day.parity, day.ends, value, value);
  }

  /** Adds what is known from elsewhere of the running day, such as what was stored before a restart. */
  seed(n: number, { low, high, since }: DayRange, day: DayClock): void {
    if (n >= this.since.length) this.grow(n);
    this.since[n] = Math.min(since, this.since[n] ?? Infinity);
    this.widen(2 * n + day.parity, day.begins, low, high);
  }

  /** The running day of a series, known since midnight at the earliest; undefined if it has no number. */
  of(n: number, day: DayClock): DayRange | undefined {
    const at = 2 * n + day.parity;
    if (this.begins[at] !== day.begins) return undefined;
    const since = Math.max(day.begins, this.since[n] ?? NaN);
    return { low: this.low[at] ?? NaN, high: this.high[at] ?? NaN, since };
  }

  /** Forgets a series: it was removed, or its days begin at other times from now on. */
  forget(n: number): void {
    if (n >= this.since.length) return;
    this.begins.fill(NaN, 2 * n, 2 * n + 2);
    this.since[n] = Infinity;
  }

  private widen(at: number, begins: Micros, low: number, high: number): void {
    const empty = this.begins[at] !== begins;
    if (empty) this.begins[at] = begins;
    if (empty || low < (this.low[at] ?? NaN)) this.low[at] = low;
    if (empty || high > (this.high[at] ?? NaN)) this.high[at] = high;
  }

  private grow(n: number): void {
    const series = Math.max(n + 1, this.since.length * 2);
    this.begins = grown(this.begins, 2 * series, NaN);
    this.low = grown(this.low, 2 * series, NaN);
    this.high = grown(this.high, 2 * series, NaN);
    this.since = grown(this.since, series, Infinity);
  }
}

/** The column with room for `capacity`; new places hold `nothing`. */
function grown(from: Float64Array, capacity: number, nothing: number): Float64Array<ArrayBuffer> {
  const to = new Float64Array(capacity).fill(nothing);
  to.set(from);
  return to;
}

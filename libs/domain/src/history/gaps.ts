import { fromMs } from '../time/index.js';
import { Growing } from './growing.js';

/**
 * Silences of a series longer than `gapMs` within `from` to `to` (ms), as pairs [begin, end] cut to the range.
 * A silence lies between two consecutive samples; the nearest samples outside of the range count, so give them
 * too, as first and last. Where there is no sample before the range, silence is counted from its beginning, and
 * where there is none after it, to its end. A range without any sample in it or before it is one gap, however
 * short. Lengths are compared in whole µs.
 */
export class Gaps {
  private readonly pairs = new Growing();
  private readonly longest: number;
  /** Time of the sample before, NaN if there was none. */
  private last = Number.NaN;

  constructor(
    private readonly from: number,
    private readonly to: number,
    gapMs: number,
  ) {
    this.longest = fromMs(gapMs);
  }

  /** Adds a sample, later than all before: of the range, or the nearest outside of it. */
  point(t: number): void {
    if (Number.isNaN(this.last)) this.first(t);
    else this.silence(this.last, t);
    this.last = t;
  }

  /** Adds consecutive samples from `t0` to `t1` without a silence longer than `gapMs` among them. */
  span(t0: number, t1: number): void {
    this.point(t0);
    this.last = t1;
  }

  /** The gaps: begin, end, begin, end… Nothing may be added afterwards. */
  take(): Float64Array<ArrayBuffer> {
    if (Number.isNaN(this.last)) this.put(this.from, this.to);
    else if (this.last < this.to) this.silence(this.last, this.to);
    return this.pairs.take();
  }

  /** Without a sample before the range: what is silent at its beginning. */
  private first(t: number): void {
    if (t > this.to) this.put(this.from, this.to);
    else if (t > this.from) this.silence(this.from, t);
  }

  private silence(begin: number, end: number): void {
    if (fromMs(end) - fromMs(begin) > this.longest) this.put(begin, end);
  }

  private put(begin: number, end: number): void {
    const cut = Math.max(begin, this.from);
    const until = Math.min(end, this.to);
    if (cut >= until) return;
    this.pairs.push(cut);
    this.pairs.push(until);
  }
}

import { Growing } from './growing.js';

/** A sample of a state series: numbers (booleans as 1 and 0) or texts. */
export interface States<V extends number | string> {
  t: Float64Array<ArrayBuffer>;
  v: V[];
}

/**
 * The points at which a state changes: the first sample, each that differs from the one before it, and the last
 * sample, so that the end of the last state is known. Times in ms, strictly rising across calls.
 */
export class Changes<V extends number | string> {
  private readonly t = new Growing();
  private readonly v: V[] = [];
  private last: { t: number; v: V } | null = null;

  /** Adds a sample. */
  point(t: number, v: V): void {
    if (v !== this.last?.v) this.put(t, v);
    this.last = { t, v };
  }

  /** Adds samples from `t0` to `t1` that all have the same value. */
  run(t0: number, t1: number, v: V): void {
    this.point(t0, v);
    if (this.last) this.last.t = t1;
  }

  /** The points of change and the last sample. Nothing may be added afterwards. */
  take(): States<V> {
    if (this.last && this.last.t > this.t.last) this.put(this.last.t, this.last.v);
    return { t: this.t.take(), v: this.v };
  }

  private put(t: number, v: V): void {
    this.t.push(t);
    this.v.push(v);
  }
}

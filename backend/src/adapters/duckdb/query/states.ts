import { Changes, type States } from '@sensorium/domain/history';
import type { Readings } from '../readings.js';

type State = number | string;

/** The points of change of a state, up to a number of them. */
export class BoundedChanges {
  private readonly changes = new Changes<State>();
  private last: State | undefined;
  private count = 0;

  constructor(private readonly most: number) {}

  /** True if there are as many as it takes: what comes later is not looked at. */
  get isFull(): boolean {
    return this.count >= this.most;
  }

  /** Adds samples from `t0` to `t1` (ms) that all have the same value. */
  run(t0: number, t1: number, v: State): void {
    if (this.isFull) return;
    if (v !== this.last) this.count++;
    this.last = v;
    this.changes.run(t0, t1, v);
  }

  readings({ t, v, texts }: Readings): void {
    for (let row = 0; row < t.length && !this.isFull; row++) {
      const ms = (t[row] ?? 0) / 1_000;
      this.run(ms, ms, texts?.[row] ?? v[row] ?? 0);
    }
  }

  /** At most so many points; the last sample is one of them unless the others are enough. */
  take(): States<State> {
    const { t, v } = this.changes.take();
    return { t: t.slice(0, this.most), v: v.slice(0, this.most) };
  }
}

import type { Stretch } from './gaps';
import { firstFrom, type Points } from './source';

/** From so many points a px on, a line is drawn lightly, and through it one that can be followed. */
const DENSE = 2;
/** Columns of which one point of that line is made. */
const LINE_COLUMNS = 3;

/** True if `points` inside of `view` lie too close on `width` px to be told apart. */
export function isDense(points: Points, view: Stretch, width: number): boolean {
  return firstFrom(points, view.to) - firstFrom(points, view.from) > DENSE * Math.max(1, width);
}

/**
 * A line through the means of `points`, one for each few columns of `step` ms. They stand at whole steps, so that
 * they do not change while the view goes on; one beyond each edge belongs to it.
 */
export function middleOf(points: Points, view: Stretch, step: number): Points {
  const means = new Means(step * LINE_COLUMNS);
  const end = Math.min(points.length, firstFrom(points, view.to + step) + 1);
  for (let i = Math.max(0, firstFrom(points, view.from - step) - 1); i < end; i++)
    means.add(points.time(i), points.value(i));
  return means;
}

/** Lowest and highest of `points` within `step` ms around `t`; undefined without a point there. */
export function spanAt(points: Points, t: number, step: number): [low: number, high: number] | undefined {
  let low = Infinity;
  let high = -Infinity;
  for (let i = firstFrom(points, t - step / 2); i < points.length && points.time(i) <= t + step / 2; i++) {
    low = Math.min(low, points.value(i));
    high = Math.max(high, points.value(i));
  }
  return low <= high ? [low, high] : undefined;
}

/** Means of columns as they fill, at the middles of their times. */
class Means implements Points {
  readonly #starts: number[] = [];
  readonly #sums: number[] = [];
  readonly #counts: number[] = [];

  constructor(readonly step: number) {}

  get length(): number {
    return this.#starts.length;
  }

  time(index: number): number {
    return (this.#starts[index] ?? NaN) + this.step / 2;
  }

  value(index: number): number {
    return (this.#sums[index] ?? NaN) / (this.#counts[index] ?? 1);
  }

  add(t: number, v: number): void {
    const start = Math.floor(t / this.step) * this.step;
    const last = this.length - 1;
    if (this.#starts[last] !== start) {
      this.#starts.push(start);
      this.#sums.push(v);
      this.#counts.push(1);
      return;
    }
    this.#sums[last] = (this.#sums[last] ?? 0) + v;
    this.#counts[last] = (this.#counts[last] ?? 0) + 1;
  }
}

import { computed, signal } from '@angular/core';
import {
  isLive,
  rangeOf,
  sameRange,
  scaled,
  shifted,
  stepped,
  viewOf,
  type Stretch,
  type TimeRange,
} from './time-range';

/** Ranges that can be gone back to. */
const MOST_PAST = 50;
/** Turns of a wheel that follow each other within this are one change, ms. */
const BURST_MS = 250;
/** Keys and buttons move by this share of the view. */
const STEP_SHARE = 0.25;

/**
 * The range that a page shows, and the ranges before it. While somebody drags, `preview` is what is seen; the
 * range changes when it is let go. `now`: ms of the server's clock, read reactively.
 */
export class RangeControl {
  readonly #range;
  readonly #past = signal<readonly TimeRange[]>([]);
  readonly #preview = signal<Stretch | null>(null);
  #burst: ReturnType<typeof setTimeout> | undefined;

  readonly range;
  readonly preview = this.#preview.asReadonly();
  /** There is a range to go back to. */
  readonly hasPast = computed(() => this.#past().length > 0);
  readonly live = computed(() => isLive(this.#range()) && this.#preview() === null);
  /** What is seen at present. */
  readonly view = computed(() => this.#preview() ?? viewOf(this.#range(), this.now()), {
    equal: (a, b) => a.from === b.from && a.to === b.to,
  });

  constructor(
    first: TimeRange,
    readonly now: () => number,
  ) {
    this.#range = signal(first, { equal: sameRange });
    this.range = this.#range.asReadonly();
  }

  /** Shows `range` from now on; the one before can be gone back to. */
  go(range: TimeRange): void {
    const before = this.#range();
    this.#let();
    if (sameRange(before, range)) return;
    this.#past.update((past) => [...past, before].slice(-MOST_PAST));
    this.#range.set(range);
  }

  /** Takes a range over from outside, such as the browser's own way back. */
  take(range: TimeRange): void {
    this.#let();
    if (sameRange(this.#past().at(-1) ?? this.#range(), range))
      this.#past.update((past) => past.slice(0, -1));
    this.#range.set(range);
  }

  /** Shows `view` while it is being dragged. */
  drag(view: Stretch): void {
    clearTimeout(this.#burst);
    this.#preview.set(view);
  }

  /** What is dragged becomes the range. */
  drop(): void {
    const view = this.#preview();
    if (view) this.show(view);
  }

  /** Forgets what is dragged. */
  cancel(): void {
    this.#let();
  }

  show(view: Stretch): void {
    this.go(rangeOf(view, this.now()));
  }

  /** The range before; false if there is none. */
  back(): boolean {
    const range = this.#past().at(-1);
    this.#let();
    if (!range) return false;
    this.#past.update((past) => past.slice(0, -1));
    this.#range.set(range);
    return true;
  }

  /** One length earlier or later. */
  step(steps: 1 | -1): void {
    this.go(stepped(this.#range(), steps, this.now()));
  }

  /** Sees more (above 1) or less around the middle, or up to the present if that is what is seen. */
  zoom(factor: number): void {
    const view = this.view();
    const t = this.live() ? view.to : (view.from + view.to) / 2;
    this.show(scaled(view, factor, t, this.now()));
  }

  /** The same for turns of a wheel at `t`: many become one change. */
  wheel(factor: number, t: number): void {
    this.settle(scaled(this.view(), factor, t, this.now()));
  }

  /** A bit to the left or right, many become one change. */
  nudge(steps: number): void {
    const view = this.view();
    this.settle(shifted(view, steps * STEP_SHARE * (view.to - view.from), this.now()));
  }

  /** Follows the present, as much of it as is seen now. */
  goLive(): void {
    const { from, to } = this.view();
    this.go({ kind: 'last', ms: Math.round(to - from) });
  }

  /** Holds what is seen now. */
  hold(): void {
    const { from, to } = this.view();
    this.go({ kind: 'fixed', from: Math.round(from), to: Math.round(to) });
  }

  /** Shows `view`; several that follow each other become one change. */
  settle(view: Stretch): void {
    this.drag(view);
    this.#burst = setTimeout(() => {
      this.drop();
    }, BURST_MS);
  }

  #let(): void {
    clearTimeout(this.#burst);
    this.#preview.set(null);
  }
}

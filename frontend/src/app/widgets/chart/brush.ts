import type { Stretch } from './gaps';

/** What is held of a brush: one of its edges, or all of it. */
export type BrushPart = 'from' | 'to' | 'middle';

/** The overview shows so many times what the charts show. */
const TIMES = 4;
/** It stays while the charts show between these shares of it. */
const LEAST_SHARE = 1 / 32;
const MOST_SHARE = 1 / 1.5;
/** It follows the present in steps of this share. */
const FOLLOW_SHARE = 1 / 50;

/** The brush after `part` was moved by `by` ms inside of `whole`; never shorter than `least`. */
export function brushed(
  part: BrushPart,
  { from, to }: Stretch,
  by: number,
  whole: Stretch,
  least: number,
): Stretch {
  if (part === 'from') return { from: clamp(from + by, whole.from, to - least), to };
  if (part === 'to') return { from, to: clamp(to + by, from + least, whole.to) };
  const moved = clamp(by, whole.from - from, whole.to - to);
  return { from: from + moved, to: to + moved };
}

/** The part of the brush that a pointer at `x` px takes, its edges `reach` px wide; null beside the brush. */
export function partAt(x: number, from: number, to: number, reach: number): BrushPart | null {
  const [left, right] = [Math.abs(x - from), Math.abs(x - to)];
  if (Math.min(left, right) <= reach) return left < right ? 'from' : 'to';
  return x > from && x < to ? 'middle' : null;
}

/** What an overview of `view` shows: what it showed before while that fits, else several times the view. */
export function wholeOf(before: Stretch | null, view: Stretch, now: number): Stretch {
  if (before && fits(before, view)) return followed(before, now, view.to);
  const ms = TIMES * (view.to - view.from);
  const to = Math.min(now, Math.max(view.to, (view.from + view.to + ms) / 2));
  return { from: to - ms, to };
}

function fits(whole: Stretch, view: Stretch): boolean {
  const ms = whole.to - whole.from;
  const share = (view.to - view.from) / ms;
  const inside = view.from >= whole.from && view.to <= whole.to + ms * LEAST_SHARE;
  return inside && share >= LEAST_SHARE && share <= MOST_SHARE;
}

function followed(whole: Stretch, now: number, seen: number): Stretch {
  const ms = whole.to - whole.from;
  if (seen <= whole.to || now - whole.to < ms * FOLLOW_SHARE) return whole;
  return { from: now - ms, to: now };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

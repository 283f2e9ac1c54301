import { firstFrom, type Points } from './source';

/** Stretch of time, ms of the server's clock. */
export interface Stretch {
  from: number;
  to: number;
}

/** A stretch without data. `open`: it has not ended. */
export interface Gap extends Stretch {
  open: boolean;
}

/** When silence of a series is a gap. */
export interface GapRule {
  /** Points further apart than this are not joined, ms; Infinity for what comes on change. */
  gapMs: number;
  /** Stretches in which the device is known to have been silent or out of reach. */
  outages: readonly Stretch[];
  /** A value holds until the next one: only an outage interrupts it, and only while it lasts. */
  held: boolean;
}

/** An outage that laps over two neighbours by less than this is the jitter of two clocks, ms. */
const JITTER_MS = 1000;

/** Distance of two points from which on the line between them breaks: Infinity without a known interval. */
export function gapAfter(intervalMs: number | null): number {
  return intervalMs === null ? Infinity : Math.max(3 * intervalMs, intervalMs + 3000);
}

/**
 * Where `points` have no data inside of `view`, oldest first; a gap may begin before the view. Before the first
 * point nothing is known.
 */
export function findGaps(points: Points, view: Stretch, rule: GapRule): Gap[] {
  const gaps: Gap[] = [];
  const start = Math.max(0, firstFrom(points, view.from) - 1);
  for (let i = start; i < points.length; i++) {
    const from = points.time(i);
    if (from > view.to) break;
    const last = i === points.length - 1;
    const to = last ? view.to : points.time(i + 1);
    gaps.push(...between(from, to, last, rule));
  }
  return gaps
    .map((gap) => ({ ...gap, to: Math.min(gap.to, view.to) }))
    .filter(({ from, to }) => to > Math.max(from, view.from));
}

/** True if `t` lies within one of `gaps`. */
export function inGap(gaps: readonly Gap[], t: number): Gap | undefined {
  return gaps.find(({ from, to }) => t > from && t < to);
}

/** Gaps that all of `lists` have in common, oldest first. */
export function commonGaps(lists: readonly (readonly Gap[])[]): Gap[] {
  const [first, ...others] = lists;
  return others.reduce<Gap[]>((common, list) => intersection(common, list), [...(first ?? [])]);
}

function between(from: number, to: number, last: boolean, rule: GapRule): Gap[] {
  if (!rule.held && to - from > rule.gapMs) return [{ from, to, open: last }];
  const lapping = rule.outages.filter((one) => overlap(one, { from, to }) > JITTER_MS);
  if (rule.held || lapping.length === 0)
    return lapping.map((one) => ({
      from: Math.max(from, one.from),
      to: Math.min(to, one.to),
      open: last && one.to >= to,
    }));
  const open = last && lapping.some((one) => one.to >= to);
  return last && !open ? [] : [{ from, to, open }];
}

function overlap(a: Stretch, b: Stretch): number {
  return Math.min(a.to, b.to) - Math.max(a.from, b.from);
}

function intersection(a: readonly Gap[], b: readonly Gap[]): Gap[] {
  return a.flatMap((one) =>
    b
      .map((two) => ({
        from: Math.max(one.from, two.from),
        to: Math.min(one.to, two.to),
        open: one.open && two.open,
      }))
      .filter(({ from, to }) => to > from),
  );
}

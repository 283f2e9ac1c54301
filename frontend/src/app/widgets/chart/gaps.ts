import { firstFrom, lastUntil, type Points } from './source';

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
  /** What the history has told; without it every point is a sample, and all of them are there. */
  known?: KnownPast | null;
}

/** A stretch whose silence was told, since its points may not be all samples. */
export interface KnownPast extends Stretch {
  gaps: readonly Stretch[];
  /** The points are all samples. */
  exact: boolean;
  /** After this nothing is known. */
  until: number;
}

/** An outage that laps over two neighbours by less than this is the jitter of two clocks, ms. */
const JITTER_MS = 1000;

/** True if both lists have the same stretches. */
export function sameStretches(a: readonly Stretch[], b: readonly Stretch[]): boolean {
  return a.length === b.length && b.every(({ from, to }, i) => from === a[i]?.from && to === a[i].to);
}

/** Distance of two points from which on the line between them breaks: Infinity without a known interval. */
export function gapAfter(intervalMs: number | null): number {
  return intervalMs === null ? Infinity : Math.max(3 * intervalMs, intervalMs + 3000);
}

/**
 * Where `points` have no data inside of `view`, oldest first; a gap may begin before the view. Before the first
 * point nothing is known.
 */
export function findGaps(points: Points, view: Stretch, rule: GapRule): Gap[] {
  const known = rule.known ?? null;
  const end = Math.min(view.to, known?.until ?? Infinity);
  const gaps = known && !known.exact ? toldGaps(points, end, rule, known) : [];
  for (let i = Math.max(0, firstFrom(points, view.from) - 1); i < points.length; i++) {
    const from = points.time(i);
    if (from > end) break;
    const last = i === points.length - 1;
    const to = last ? end : points.time(i + 1);
    gaps.push(...(isCondensed(known, from, to) ? whileAway(from, to, rule) : between(from, to, last, rule)));
  }
  return merged(gaps)
    .map((gap) => ({ ...gap, to: Math.min(gap.to, view.to) }))
    .filter(({ from, to }) => to > Math.max(from, view.from));
}

/** Where nothing is known of a state, which holds until the next one: only outages interrupt it. */
export function stateGaps(
  states: Points & { readonly known: KnownPast | null },
  view: Stretch,
  outages: readonly Stretch[],
): Gap[] {
  return findGaps(states, view, { gapMs: Infinity, outages, held: true, known: states.known });
}

/** Where the history told of no data, for points without a rule of their own. */
export function pastGaps(points: Points & { readonly known: KnownPast | null }, view: Stretch): Gap[] {
  return findGaps(points, view, { gapMs: Infinity, outages: [], held: false, known: points.known });
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

/** Two neighbours of which the history may have left samples out between them. */
function isCondensed(known: KnownPast | null, from: number, to: number): boolean {
  return known !== null && !known.exact && from >= known.from && to <= known.to;
}

/**
 * Gaps that the history told, the one before the first point left out; points that came since are taken out, and a
 * gap at an edge of what is known goes on to the next point.
 */
function toldGaps(points: Points, end: number, rule: GapRule, known: KnownPast): Gap[] {
  return known.gaps.flatMap((told) => {
    const before = lastUntil(points, told.from);
    if (before < 0) return [];
    const from = told.from <= known.from ? points.time(before) : told.from;
    const inside = lastUntil(points, told.to - 1e-3);
    if (inside > before) return silences(points, before, told.to, rule);
    const next = before + 1;
    if (told.to < known.to) return [{ from, to: told.to, open: false }];
    const open = next >= points.length;
    return [{ from, to: open ? end : points.time(next), open }];
  });
}

/** Gaps between the points from place `first` on, up to `to`. */
function silences(points: Points, first: number, to: number, rule: GapRule): Gap[] {
  const gaps: Gap[] = [];
  for (let i = first; i + 1 < points.length && points.time(i) < to; i++)
    gaps.push(...between(points.time(i), points.time(i + 1), false, rule));
  return gaps;
}

/** Joins gaps that lap over each other, oldest first. */
function merged(gaps: readonly Gap[]): Gap[] {
  const result: Gap[] = [];
  for (const gap of [...gaps].sort((a, b) => a.from - b.from)) {
    const before = result.at(-1);
    if (!before || gap.from >= before.to) result.push({ ...gap });
    else if (gap.to >= before.to) {
      before.open = gap.open || (before.open && gap.to === before.to);
      before.to = gap.to;
    }
  }
  return result;
}

/** The outages between two neighbours. */
function whileAway(from: number, to: number, rule: GapRule): Gap[] {
  return lapping(from, to, false, rule).map((one) => ({
    from: Math.max(from, one.from),
    to: Math.min(to, one.to),
    open: false,
  }));
}

function between(from: number, to: number, last: boolean, rule: GapRule): Gap[] {
  if (!rule.held && to - from > rule.gapMs) return [{ from, to, open: last }];
  const away = lapping(from, to, last, rule);
  if (rule.held || away.length === 0)
    return away.map((one) => ({
      from: Math.max(from, one.from),
      to: Math.min(to, one.to),
      open: last && one.to >= to,
    }));
  const open = last && away.some((one) => one.to >= to);
  return last && !open ? [] : [{ from, to, open }];
}

/**
 * The outages that fall between two neighbours: those that begin there, or end there if nothing tells how far apart
 * points may be, and for the last point whatever goes on. What was measured during an outage came later, and parts
 * nothing.
 */
function lapping(from: number, to: number, last: boolean, { outages, gapMs }: GapRule): Stretch[] {
  return outages.filter((one) => {
    if (overlap(one, { from, to }) <= JITTER_MS) return false;
    return last || one.from >= from - JITTER_MS || (gapMs === Infinity && one.to <= to + JITTER_MS);
  });
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

/** Stretch of time, ms of the server's clock. */
export interface Stretch {
  from: number;
  to: number;
}

/** What a page shows: the last while, everything since a time, or a stretch that is over. Durations in ms. */
export type TimeRange =
  | { kind: 'last'; ms: number }
  | { kind: 'since'; from: number }
  | { kind: 'fixed'; from: number; to: number };

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS = [
  ['w', 7 * DAY],
  ['d', DAY],
  ['h', HOUR],
  ['m', MINUTE],
  ['s', SECOND],
] as const;

/** Shortest and longest stretch that a page shows, ms. */
export const LEAST_MS = 500;
export const MOST_MS = 20 * 366 * DAY;
/** A stretch that ends this close to the present, as a share of itself, goes on with it. */
const LIVE_SHARE = 0.02;

/** Ranges that are offered by name, ms. */
export const PRESETS: readonly number[] = [
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  HOUR,
  6 * HOUR,
  DAY,
  7 * DAY,
  30 * DAY,
  365 * DAY,
];
export const USUAL: TimeRange = { kind: 'last', ms: 15 * MINUTE };

/** True for a range that goes on with the present. */
export function isLive(range: TimeRange): boolean {
  return range.kind !== 'fixed';
}

/** What a range shows at `now`. */
export function viewOf(range: TimeRange, now: number): Stretch {
  switch (range.kind) {
    case 'last':
      return { from: now - range.ms, to: now };
    case 'since':
      return { from: range.from, to: Math.max(now, range.from + LEAST_MS) };
    case 'fixed':
      return { from: range.from, to: range.to };
  }
}

/** The range that shows `view`: one that reaches the present goes on with it. Too short and too long ones are cut. */
export function rangeOf(view: Stretch, now: number): TimeRange {
  const middle = (view.from + view.to) / 2;
  const ms = Math.round(Math.min(MOST_MS, Math.max(LEAST_MS, view.to - view.from)));
  if (view.to >= now - ms * LIVE_SHARE) return { kind: 'last', ms };
  return { kind: 'fixed', from: Math.round(middle - ms / 2), to: Math.round(middle + ms / 2) };
}

/** The range one length earlier (-1) or later (1). Later than the present is the present. */
export function stepped(range: TimeRange, steps: 1 | -1, now: number): TimeRange {
  const { from, to } = viewOf(range, now);
  const by = steps * (to - from);
  return steps > 0 && to + by >= now
    ? { kind: 'last', ms: Math.round(to - from) }
    : rangeOf({ from: from + by, to: to + by }, now);
}

/** `view` scaled by `factor` (above 1: more is seen) so that `t` stays where it is, and not beyond the present. */
export function scaled({ from, to }: Stretch, factor: number, t: number, now: number): Stretch {
  const ms = Math.min(MOST_MS, Math.max(LEAST_MS, (to - from) * factor));
  const share = Math.min(1, Math.max(0, (t - from) / (to - from)));
  return bounded({ from: t - share * ms, to: t + (1 - share) * ms }, now);
}

/** `view` moved by `ms`, and not beyond the present. */
export function shifted({ from, to }: Stretch, ms: number, now: number): Stretch {
  return bounded({ from: from + ms, to: to + ms }, now);
}

/** The range of the query of an address; undefined if it names none. */
export function parseRange(query: { get(name: string): string | null }, now: number): TimeRange | undefined {
  const minutes = Number(query.get('range'));
  if (PRESETS.includes(minutes * MINUTE)) return { kind: 'last', ms: minutes * MINUTE };
  const from = parseEdge(query.get('from'));
  if (!from) return undefined;
  const to = parseEdge(query.get('to') ?? 'now');
  if (!to) return undefined;
  if (to.ago === 0) return from.ago === undefined ? since(from.at, now) : last(from.ago);
  return fixed(from.at ?? now - from.ago, to.at ?? now - to.ago);
}

/** The range as it stands in an address: `from=now-15m`, `from=1766480400000&to=now`. */
export function queryOf(range: TimeRange): { from: string; to: string } {
  switch (range.kind) {
    case 'last':
      return { from: `now-${durationText(range.ms)}`, to: 'now' };
    case 'since':
      return { from: String(range.from), to: 'now' };
    case 'fixed':
      return { from: String(range.from), to: String(range.to) };
  }
}

export function sameRange(a: TimeRange, b: TimeRange): boolean {
  const [one, two] = [queryOf(a), queryOf(b)];
  return one.from === two.from && one.to === two.to;
}

function bounded({ from, to }: Stretch, now: number): Stretch {
  const over = Math.max(0, to - now);
  return { from: from - over, to: to - over };
}

type Edge = { at: number; ago?: undefined } | { at?: undefined; ago: number };

function parseEdge(text: string | null): Edge | undefined {
  if (text === null || text === '') return undefined;
  const relative = /^now(?:-(\d{1,9}(?:\.\d{1,3})?)([smhdw]))?$/.exec(text);
  if (relative) {
    const unit = UNITS.find(([letter]) => letter === relative[2]);
    return { ago: unit ? Math.round(Number(relative[1]) * unit[1]) : 0 };
  }
  const at = /^-?\d{1,15}$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isNaN(at) ? undefined : { at };
}

function last(ms: number): TimeRange | undefined {
  return ms > 0 ? { kind: 'last', ms: Math.min(MOST_MS, Math.max(LEAST_MS, ms)) } : undefined;
}

function since(from: number, now: number): TimeRange | undefined {
  return now - from > MOST_MS ? undefined : { kind: 'since', from };
}

function fixed(from: number, to: number): TimeRange | undefined {
  return to - from >= LEAST_MS && to - from <= MOST_MS ? { kind: 'fixed', from, to } : undefined;
}

/** A duration in its largest whole unit; one that has none in seconds with up to three decimals. */
function durationText(ms: number): string {
  const unit = UNITS.find(([letter, size]) => letter !== 'w' && ms % size === 0);
  return unit ? `${ms / unit[1]}${unit[0]}` : `${Number((ms / SECOND).toFixed(3))}s`;
}

import { MINUTE } from '../signals/cycle.js';
import { keyOf, mix } from '../signals/hash.js';

/** What may go wrong with a device. */
export type MishapName = 'crash' | 'silence' | 'outage' | 'clock-behind' | 'door-left-open' | 'vibration';

/** When a mishap strikes (ms, from the start of the run) and which kinds of device it may strike. */
interface Rule {
  name: MishapName;
  first: number;
  every: number;
  lasts: number;
  /** How long its effect on the values takes to fade after its end. */
  fades: number;
  kind?: string;
}

const RULES: readonly Rule[] = [
  { name: 'clock-behind', first: 0, every: Infinity, lasts: Infinity, fades: 0 },
  { name: 'silence', first: 25_000, every: 7 * MINUTE, lasts: 90_000, fades: 0 },
  {
    name: 'door-left-open',
    first: 12_000,
    every: 13 * MINUTE,
    lasts: 5 * MINUTE,
    fades: 6 * MINUTE,
    kind: 'cold-store',
  },
  { name: 'crash', first: 60_000, every: 6 * MINUTE, lasts: 40_000, fades: 0 },
  { name: 'vibration', first: 80_000, every: 16 * MINUTE, lasts: 5 * MINUTE, fades: 30_000, kind: 'pump' },
  { name: 'outage', first: 110_000, every: 8 * MINUTE, lasts: 45_000, fades: 0 },
];

/** A mishap of one device: instants in ms since the epoch. */
export interface Mishap {
  name: MishapName;
  device: number;
  from: number;
  until: number;
  faded: number;
}

/** What the fleet looks like to the mishaps. */
export interface MishapPlan {
  seed: number;
  /** Start of the run, ms since the epoch. */
  start: number;
  /** Kind of each device. */
  kinds: readonly string[];
  /** Mishaps that can't happen here, for example a crash on a shared connection. */
  without: ReadonlySet<MishapName>;
}

/** The mishaps in force or still fading at `now` (ms), at most one of each name. */
export function mishapsAt(plan: MishapPlan, now: number): Mishap[] {
  return RULES.filter(({ name }) => !plan.without.has(name)).flatMap((rule) => strike(plan, rule, now) ?? []);
}

function strike(plan: MishapPlan, rule: Rule, now: number): Mishap | undefined {
  const since = now - plan.start - rule.first;
  if (since < 0) return undefined;
  const round = Math.floor(since / rule.every);
  const from = plan.start + rule.first + (round === 0 ? 0 : round * rule.every);
  const until = from + rule.lasts;
  const faded = until + rule.fades;
  const device = victim(plan, rule, round);
  return device === undefined || now >= faded ? undefined : { name: rule.name, device, from, until, faded };
}

/** Which device is struck in a round; undefined if the fleet has none that could be. */
function victim({ seed, kinds }: MishapPlan, { name, kind }: Rule, round: number): number | undefined {
  const able = kinds.flatMap((each, device) => (strikes(each, kind) ? [device] : []));
  return able[mix(mix(seed, keyOf(name)), round) % Math.max(1, able.length)];
}

/** Irregular devices are left out unless named: nobody would notice that a door contact is silent. */
function strikes(kind: string, wanted: string | undefined): boolean {
  return wanted === undefined ? kind !== 'door-contact' : kind === wanted;
}

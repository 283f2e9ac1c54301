import type { BatchWriter } from './batch-writer.ts';
import { randomFrom } from './random.ts';

/** Some series that are read equally often. */
export interface Tier {
  series: number;
  intervalS: number;
}

/** `decimals`: walks, noise around a daily cycle and steps, to two decimals; `doubles`: every bit random. */
export type Signal = 'decimals' | 'doubles';

/** Resolution of the times: that of a device's own stamp, or of receipt. */
export type Resolution = 'ms' | 'µs';

/** What to write: numbers of series in the order of the tiers, times from `from` (s since the epoch) on. */
export interface SyntheticPlan {
  tiers: readonly Tier[];
  from: number;
  seconds: number;
  signal: Signal;
  resolution: Resolution;
  /** Numbers of the series; its place if it has none. */
  numbers?: readonly number[];
}

const JITTER_US = 30_000;
const DAY_S = 86_400;
const SEED = 4;

/**
 * Writes the readings of a plan in the order of time, each up to 30 ms late, so that no two distances are equal.
 * `told` hears each day that is done.
 */
export async function writeSynthetic(
  writer: BatchWriter,
  plan: SyntheticPlan,
  told: (day: number) => void = () => undefined,
): Promise<void> {
  const random = randomFrom(SEED);
  const tiers = seriesOf(plan, random);
  const stepUs = plan.resolution === 'ms' ? 1_000 : 1;
  for (let second = 0; second < plan.seconds; second++) {
    for (const { intervalS, phases } of tiers) {
      for (const one of phases[second % intervalS] ?? []) {
        const late = Math.floor((random() * JITTER_US) / stepUs) * stepUs;
        const t = (plan.from + second) * 1e6 + late;
        writer.add(one.n, t, one.next(second));
        if (writer.isFull) await writer.flush();
      }
    }
    if (second % DAY_S === DAY_S - 1) told((second + 1) / DAY_S);
  }
}

interface Series {
  n: number;
  next: (second: number) => number;
}

/** Series of each tier by the second of the interval in which they are read. */
function seriesOf({ tiers, signal, numbers }: SyntheticPlan, random: () => number) {
  let place = 0;
  return tiers.map(({ series, intervalS }) => {
    const phases = Array.from({ length: intervalS }, (): Series[] => []);
    for (let one = 0; one < series; one++, place++) {
      const next = signal === 'doubles' ? () => random() * 100 : decimals(place, random);
      phases[Math.floor(random() * intervalS)]?.push({ n: numbers?.[place] ?? place, next });
    }
    return { intervalS, phases };
  });
}

/** A signal with two decimals, of three kinds in turn. */
function decimals(place: number, random: () => number): Series['next'] {
  const base = 10 + random() * 90;
  const kind = place % 3;
  if (kind === 0) return walk(base, random);
  if (kind === 1)
    return (second) => cents(base + 5 * Math.sin((second / DAY_S) * 2 * Math.PI) + random() * 0.5);
  let level = cents(base);
  return () => (random() < 0.01 ? (level = cents(random() * 100)) : level);
}

function walk(start: number, random: () => number): Series['next'] {
  let value = Math.round(start * 100);
  return () => {
    value += Math.round((random() - 0.5) * 20);
    return value / 100;
  };
}

function cents(value: number): number {
  return Math.round(value * 100) / 100;
}

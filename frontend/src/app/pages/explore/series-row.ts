import type { SeriesStatistics, SeriesTotals } from '@sensorium/contracts';
import type { Look } from './looks';
import type { Side } from './axes';

/** What a counter has grown by over the range, and what happened to it. */
export interface Increase {
  text: string;
  resets: number;
  rollovers: number;
}

/** One picked series as the table below the chart shows it; figures as they are written. */
export interface SeriesRow {
  /** As the address names it. */
  asked: string;
  device: string;
  uid: string;
  title: string;
  unit: string | null;
  /** How it is drawn; null for a state. */
  look: Look | null;
  hidden: boolean;
  /** Which value axis it has; `none`: it waits for one. */
  side: Side;
  /** It would be drawn if there were an axis for its unit. */
  waits: boolean;
  /** It is drawn now: neither hidden, nor without an axis, nor no counter among totals. */
  drawn: boolean;
  value: string;
  /** The value is not fresh. */
  old: boolean;
  /** Why there is no value. */
  silence: string | null;
  /** Lowest, mean, highest, last, 95 % and count; null before the answer and for states all but the count. */
  figures: Figures | null;
  increase: Increase | null;
  /** What can be said of its increase: it counts by itself, since somebody said so, it could, or it cannot. */
  counts: 'itself' | 'chosen' | 'could' | 'never';
}

export interface Figures {
  min: string;
  mean: string;
  max: string;
  last: string;
  p95: string;
  /** The 95 % are of a sample of the readings. */
  p95Near: boolean;
  count: string;
}

type Write = (value: number | null) => string;

/** Statistics as they are written: measured values by `write`, numbers of readings by `whole`. */
export function figuresOf(answer: SeriesStatistics, write: Write, whole: (n: number) => string): Figures {
  const { min, mean, max, last, p95, p95Exact, count } = answer;
  return {
    min: write(min),
    mean: write(mean),
    max: write(max),
    last: write(last),
    p95: write(p95),
    p95Near: p95 !== null && !p95Exact,
    count: whole(count),
  };
}

/** An increase as it is written; null for a series of which the range has nothing. */
export function increaseOf(answer: SeriesTotals, write: Write): Increase | null {
  if (answer.v.every((value) => value === null)) return null;
  const { total, resets, rollovers } = answer;
  return { text: write(total), resets, rollovers };
}

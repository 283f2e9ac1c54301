import { MICROS_PER_MS, type Micros } from '../time/index.js';

const GAPS = 32;
const ENOUGH = 4;
const RELEARN_AFTER = 16;
const IRREGULAR_RATIO = 8;

/** The last gaps between arrivals of one series, ms, and what was learned from them. */
export interface Rhythm {
  gaps: Float32Array;
  count: number;
  next: number;
  /** Gaps since the last time the median was taken. */
  fresh: number;
  /** Usual gap, ms; undefined before four gaps. */
  interval: number | undefined;
  /** The gaps scatter so much (p90 : p10 above 8) that no gap says anything. */
  irregular: boolean;
}

export function newRhythm(): Rhythm {
  return { gaps: new Float32Array(GAPS), count: 0, next: 0, fresh: 0, interval: undefined, irregular: false };
}

/** Adds one gap; takes the median again at each of the first gaps, then at every sixteenth. */
export function noteGap(rhythm: Rhythm, gap: Micros): void {
  rhythm.gaps[rhythm.next] = gap / MICROS_PER_MS;
  rhythm.next = (rhythm.next + 1) % GAPS;
  rhythm.count = Math.min(rhythm.count + 1, GAPS);
  rhythm.fresh += 1;
  if (rhythm.count < ENOUGH) return;
  if (rhythm.count < GAPS || rhythm.fresh >= RELEARN_AFTER) learn(rhythm);
}

function learn(rhythm: Rhythm): void {
  const sorted = rhythm.gaps.slice(0, rhythm.count).sort();
  rhythm.fresh = 0;
  rhythm.interval = quantile(sorted, 0.5);
  rhythm.irregular = quantile(sorted, 0.9) > IRREGULAR_RATIO * quantile(sorted, 0.1);
}

/** Quantile by linear interpolation between the neighbours; `sorted` ascending, not empty. */
export function quantile(sorted: Float32Array, q: number): number {
  const place = (sorted.length - 1) * q;
  const low = sorted[Math.floor(place)] ?? 0;
  const high = sorted[Math.ceil(place)] ?? low;
  return low + (high - low) * (place - Math.floor(place));
}

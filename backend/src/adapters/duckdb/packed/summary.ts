import { type Chunk } from './chunk.js';

/**
 * What a pixel column or a bucket needs to know of a whole chunk. Times in µs. `min` and `max` have the earliest
 * time of their value; `changes`: readings that differ from the one before; `gap`: longest silence inside;
 * `increase`: as a counter whose falls are all resets; `drops`: falls. Of texts the numbers are NaN, and `sum`,
 * `increase`, `drops`, `minT` and `maxT` are 0.
 */
export interface ChunkSummary {
  n: number;
  t0: number;
  t1: number;
  v0: number;
  v1: number;
  min: number;
  minT: number;
  max: number;
  maxT: number;
  sum: number;
  changes: number;
  gap: number;
  increase: number;
  drops: number;
}

/** Summarizes a chunk of at least one reading, sorted by time. */
export function summarize(chunk: Chunk): ChunkSummary {
  return chunk.texts ? ofTexts(chunk.t, chunk.texts) : ofNumbers(chunk.t, chunk.v);
}

function ofNumbers(t: Float64Array, v: Float64Array): ChunkSummary {
  const [t0 = 0] = t;
  const [v0 = 0] = v;
  const summary = { ...empty(t), v0, v1: v0, min: v0, minT: t0, max: v0, maxT: t0 };
  let before = v0;
  for (let row = 0; row < v.length; row++) {
    const value = v[row] ?? 0;
    summary.sum += value;
    if (value < summary.min) {
      summary.min = value;
      summary.minT = t[row] ?? 0;
    } else if (value > summary.max) {
      summary.max = value;
      summary.maxT = t[row] ?? 0;
    }
    if (value !== before) count(summary, before, value);
    before = value;
  }
  summary.v1 = before;
  return summary;
}

function count(summary: ChunkSummary, before: number, value: number): void {
  summary.changes += 1;
  summary.increase += value > before ? value - before : Math.max(value, 0);
  if (value < before) summary.drops += 1;
}

function ofTexts(t: Float64Array, texts: string[]): ChunkSummary {
  const summary = empty(t);
  for (let row = 1; row < texts.length; row++) {
    if (texts[row] !== texts[row - 1]) summary.changes += 1;
  }
  return summary;
}

function empty(t: Float64Array): ChunkSummary {
  const none = { v0: Number.NaN, v1: Number.NaN, min: Number.NaN, minT: 0, max: Number.NaN, maxT: 0 };
  return {
    n: t.length,
    t0: t[0] ?? 0,
    t1: t[t.length - 1] ?? 0,
    ...none,
    sum: 0,
    changes: 0,
    gap: longestSilence(t),
    increase: 0,
    drops: 0,
  };
}

function longestSilence(t: Float64Array): number {
  let longest = 0;
  for (let row = 1; row < t.length; row++) {
    longest = Math.max(longest, (t[row] ?? 0) - (t[row - 1] ?? 0));
  }
  return longest;
}

import { describe, expect, it } from 'vitest';
import type { BuiltStore } from '../stage/built-store.ts';
import { BatchWriter } from './batch-writer.ts';
import { writeSynthetic, type SyntheticPlan } from './synthetic.ts';

interface Row {
  series: number;
  t: number;
  value: number;
}

/** Rows that a plan writes, as the store gets them, and how often it was sealed. */
async function written(plan: SyntheticPlan): Promise<{ rows: Row[]; seals: number }> {
  const rows: Row[] = [];
  let seals = 0;
  const store: BuiltStore = {
    open: () => Promise.resolve(),
    history: () => Promise.resolve(),
    figures: () => Promise.resolve({ hot: 0, sealed: 0, bytes: 0 }),
    close: () => Promise.resolve(),
    append: ({ readings: { count, series, t, value } }) => {
      for (let row = 0; row < count; row++)
        rows.push({ series: series[row] ?? -1, t: t[row] ?? NaN, value: value[row] ?? NaN });
      return Promise.resolve();
    },
    seal: () => {
      seals += 1;
      return Promise.resolve();
    },
  };
  const writer = new BatchWriter(store);
  await writeSynthetic(writer, plan);
  await writer.finish();
  expect(writer.written).toBe(rows.length);
  return { rows, seals };
}

const PLAN: SyntheticPlan = {
  tiers: [
    { series: 1, intervalS: 1 },
    { series: 4, intervalS: 10 },
  ],
  from: 1_000,
  seconds: 60,
  signal: 'decimals',
  resolution: 'ms',
};

describe('writeSynthetic', () => {
  it('reads each series once in its interval, all in the order of time', async () => {
    const { rows, seals } = await written(PLAN);
    const counts = [0, 1, 2, 3, 4].map((n) => rows.filter(({ series }) => series === n).length);
    expect(counts).toEqual([60, 6, 6, 6, 6]);
    const seconds = rows.map(({ t }) => Math.floor(t / 1e6));
    expect(seconds).toEqual(seconds.toSorted((a, b) => a - b));
    expect([seconds[0], seconds.at(-1)]).toEqual([1_000, 1_059]);
    expect(seals).toBe(1);
  });

  it('writes two decimals at whole ms up to 30 ms late', async () => {
    const { rows } = await written(PLAN);
    expect(rows.every(({ value }) => Number(value.toFixed(2)) === value)).toBe(true);
    const late = rows.map(({ t }) => (t % 1e6) / 1_000);
    expect(late.every((ms) => Number.isInteger(ms) && ms >= 0 && ms < 30)).toBe(true);
    expect(new Set(late).size).toBeGreaterThan(10);
  });

  it('keeps µs where they are asked for, and every bit of a double', async () => {
    const { rows } = await written({ ...PLAN, signal: 'doubles', resolution: 'µs' });
    expect(rows.some(({ t }) => t % 1_000 !== 0)).toBe(true);
    expect(rows.filter(({ value }) => Number(value.toFixed(2)) === value)).toEqual([]);
  });

  it('is the same each time, under the numbers that it is given', async () => {
    const [one, other] = [await written(PLAN), await written({ ...PLAN, numbers: [7, 8, 9, 10, 11] })];
    expect(other.rows.map(({ series, ...row }) => ({ series: series - 7, ...row }))).toEqual(one.rows);
  });
});

describe('BatchWriter', () => {
  it('sends every reading once over many batches', async () => {
    const { rows } = await written({ ...PLAN, tiers: [{ series: 1_000, intervalS: 1 }], seconds: 120 });
    expect(new Set(rows.map(({ series, t }) => `${series} ${t}`)).size).toBe(120_000);
  });
});

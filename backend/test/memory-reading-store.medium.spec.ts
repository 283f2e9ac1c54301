import { TEXT } from '@sensorium/contracts';
import { Changes, Gaps, Increase, M4 } from '@sensorium/domain/history';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { StoreError, type SeriesQuery, type StoreColumns } from '../src/ports/reading-store.js';
import { MemoryReadingStore } from './memory-reading-store.js';
import { drawn, gapsOf, totalsOf, type Row } from './naive-history.js';

const QUERY: SeriesQuery = { n: 1, from: 0, to: 100, width: 10, state: false, gapMs: null, raw: null };
const NO_DELIVERIES = { ids: new Uint16Array(0), hashes: new Uint32Array(0) };

/** Rows of series, time in ms and value. */
function columns(rows: [number, number, number | string][]): StoreColumns {
  const texts = rows.flatMap(([, , v]) => (typeof v === 'string' ? [v] : []));
  return {
    count: rows.length,
    series: Uint32Array.from(rows, ([n]) => n),
    t: Float64Array.from(rows, ([, t]) => t * 1_000),
    value: Float64Array.from(rows, ([, , v]) => (typeof v === 'string' ? texts.indexOf(v) : v)),
    flags: Uint8Array.from(rows, ([, , v]) => (typeof v === 'string' ? TEXT : 2)),
    texts,
  };
}

describe('the store in memory', () => {
  let store: MemoryReadingStore;
  const append = (...rows: [number, number, number | string][]) =>
    store.append({ readings: columns(rows), deliveries: NO_DELIVERIES });

  beforeEach(async () => {
    store = new MemoryReadingStore();
    await store.open();
  });

  it('answers with the last of what was written for a time, the nearest samples outside and the gaps', async () => {
    await append([1, 90, 9], [1, -5, 1], [1, 20, 2], [1, 20.125, 3], [2, 50, 7], [1, 120, 4]);
    await append([1, 20, 5]);
    const [answer] = await store.history([{ ...QUERY, gapMs: 30 }]);
    expect(answer).toEqual({
      stored: 3,
      t: Float64Array.of(20, 20.125, 90),
      v: Float64Array.of(5, 3, 9),
      before: { t: -5, v: 1 },
      after: { t: 120, v: 4 },
      gaps: Float64Array.of(20.125, 90),
    });
  });

  it('answers with every sample up to a number, with four a column, or with changes', async () => {
    await append(
      ...Array.from({ length: 50 }, (_, t): [number, number, number] => [1, t, t % 5 === 2 ? 1 : 0]),
    );
    const ask = async (query: Partial<SeriesQuery>) => (await store.history([{ ...QUERY, ...query }]))[0]!;
    expect((await ask({ raw: 7 })).t).toEqual(Float64Array.of(0, 1, 2, 3, 4, 5, 6));
    expect((await ask({ width: 1 })).t).toEqual(Float64Array.of(0, 2, 49));
    expect((await ask({ state: true, to: 8 })).t).toEqual(Float64Array.of(0, 2, 3, 7, 8));
    expect((await ask({ width: 13 })).t).toHaveLength(50);
  });

  it('pages, sums up and counts', async () => {
    await append([1, 10, 5], [1, 20, 8], [1, 30, 2], [1, 40, 3]);
    const page = await store.page({ n: 1, from: 15, to: 100, limit: 2 });
    expect(page).toMatchObject({ t: Float64Array.of(20, 30), quality: Uint8Array.of(2, 2), next: 40 });
    const [statistics] = await store.statistics([QUERY]);
    expect(statistics).toEqual({ count: 4, min: 2, max: 8, sum: 18, last: 3, p95: 8, p95Exact: true });
    const [totals] = await store.totals([{ n: 1, edges: Float64Array.of(15, 30, 35, 40), max: null }]);
    expect(totals).toEqual({ increase: Float64Array.of(3, 2, 1), resets: 1, rollovers: 0 });
  });

  it('merges, expires, removes and seals', async () => {
    await append([1, 10, 'old'], [1, 20, 'x'], [2, 10, 'new'], [3, 5, 1], [3, 50, 1]);
    await store.seal();
    await store.merge([{ from: 2, to: 1 }]);
    expect((await store.history([QUERY]))[0]).toMatchObject({ stored: 2, v: ['new', 'x'] });
    expect(await store.expire({ series: [{ n: 3, keepFrom: 20 }], others: -Infinity, maxBytes: null })).toBe(
      1,
    );
    await store.remove([1]);
    await append([4, 60, 1]);
    expect(await store.figures()).toMatchObject({ series: 2, hot: 1, sealed: 1, oldest: 50 });
  });

  it('keeps readings and deliveries from one opening to the next, and fails while it is closed', async () => {
    const deliveries = { ids: Uint16Array.of(7), hashes: Uint32Array.of(99) };
    await store.append({ readings: columns([[1, 10, 5]]), deliveries });
    await store.close();
    await expect(store.history([QUERY])).rejects.toThrow(StoreError);
    expect(await store.open()).toEqual({ deliveries });
    expect((await store.history([QUERY]))[0]).toMatchObject({ stored: 1 });
  });
});

describe('the long way round', () => {
  const rowLists = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 400_000 }), fc.integer({ min: 0, max: 9 })), { maxLength: 120 })
    .map((steps): Row[] => {
      let micros = 1.79e15;
      return steps.map(([wait, v]) => ({ t: (micros += wait) / 1_000, v, quality: 0 }));
    });
  const ranges = fc.record({ width: fc.integer({ min: 1, max: 8 }), a: fc.nat(20_000), b: fc.nat(20_000) });

  it('comes out where the streaming classes do', () => {
    fc.assert(
      fc.property(rowLists, ranges, (all, { width, a, b }) => {
        const [from, to] = [1.79e12 + Math.min(a, b), 1.79e12 + Math.max(a, b)];
        const query = { ...QUERY, from, to, width, gapMs: 150 };
        const rows = all.filter(({ t }) => t >= from && t <= to);
        const [m4, changes] = [new M4(from, to, width), new Changes<number | string>()];
        for (const { t, v } of rows) m4.point(t, Number(v));
        for (const { t, v } of rows) changes.point(t, v);
        if (rows.length > 4 * width) expect([...m4.take().t]).toEqual(drawn(rows, query).map(({ t }) => t));
        expect([...changes.take().t]).toEqual(drawn(rows, { ...query, state: true }).map(({ t }) => t));

        const around = [all.findLast(({ t }) => t < from) ?? null, all.find(({ t }) => t > to) ?? null];
        const gaps = new Gaps(from, to, 150);
        for (const row of [around[0], ...rows, around[1]]) if (row) gaps.point(row.t);
        expect(gaps.take()).toEqual(gapsOf(rows, around, query));

        const increase = new Increase(9);
        const total = all.reduce((sum, { v }) => sum + increase.next(Number(v)), 0);
        const naive = totalsOf(all, Float64Array.of(0, 2e12), 9);
        expect([naive.increase[0], naive.resets, naive.rollovers]).toEqual([
          all.length > 0 ? total : Number.NaN,
          increase.resets,
          increase.rollovers,
        ]);
      }),
      { numRuns: 500 },
    );
  });
});

import { TEXT } from '@sensorium/contracts';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  STATE_POINTS_MAX,
  type ReadingStore,
  type SeriesQuery,
  type StoreBatch,
  type TotalsQuery,
} from '../src/ports/reading-store.js';
import { MemoryReadingStore } from './memory-reading-store.js';

/** A reading of a series; time in µs. */
export interface TestReading {
  n: number;
  t: number;
  v: number | string;
  quality?: number;
}

/** A batch as columns, with the packet ids of its messages. */
export function batchOf(readings: TestReading[], ids: number[] = []): StoreBatch {
  const texts: string[] = [];
  const isText = ({ v }: TestReading) => typeof v === 'string';
  return {
    readings: {
      count: readings.length,
      series: Uint32Array.from(readings, ({ n }) => n),
      t: Float64Array.from(readings, ({ t }) => t),
      value: Float64Array.from(readings, ({ v }) => (typeof v === 'string' ? texts.push(v) - 1 : v)),
      flags: Uint8Array.from(readings, (one) => (one.quality ?? 0) | (isText(one) ? TEXT : 0)),
      texts,
    },
    deliveries: { ids: Uint16Array.from(ids), hashes: Uint32Array.from(ids, (id) => id * 65_537) },
  };
}

/** Makes an empty store, not open yet; `dispose` ends it. */
export interface StoreMaker {
  make(): { store: ReadingStore; dispose(): Promise<void> };
}

const NUMBERS = [1, 2, 3];
const STATES = [4];
const TEXTS = [5];
const SERIES = [...NUMBERS, ...STATES, ...TEXTS];
const BASE = 1_780_000_000_000_000;

type Step =
  | { do: 'append'; readings: TestReading[] }
  | { do: 'seal' | 'reopen' }
  | { do: 'remove'; series: number[] }
  | { do: 'merge'; pairs: { from: number; to: number }[] }
  | { do: 'expire'; keepFrom: number; n: number };

const at = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 400 }).map((s) => BASE + s * 1_000_000) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 400_000_000 }).map((us) => BASE + us) },
);
const decimal = fc.integer({ min: -400, max: 400 }).map((v) => v / 4);
const reading: fc.Arbitrary<TestReading> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ n: fc.constantFrom(...NUMBERS), t: at, v: decimal, quality: fc.nat(4) }),
  },
  fc.record({ n: fc.constantFrom(...STATES), t: at, v: fc.constantFrom(0, 1) }),
  fc.record({ n: fc.constantFrom(...TEXTS), t: at, v: fc.constantFrom('idle', 'running', '정지', '') }),
);

/** Many readings at even times, as devices send them: makes several chunks. */
const run = fc
  .record({
    n: fc.constantFrom(...NUMBERS),
    from: fc.integer({ min: 0, max: 300 }),
    count: fc.integer({ min: 500, max: 1_600 }),
    everyMs: fc.constantFrom(50, 100, 250),
    factor: fc.integer({ min: 1, max: 97 }),
  })
  .map(({ n, from, count, everyMs, factor }): Step => ({
    do: 'append',
    readings: Array.from({ length: count }, (_, k) => ({
      n,
      t: BASE + from * 1_000_000 + k * everyMs * 1_000,
      v: ((k * factor) % 101) / 4,
    })),
  }));

const kinds = [NUMBERS, STATES, TEXTS];
const pair = fc
  .constantFrom(...kinds)
  .chain((kind) => fc.record({ from: fc.constantFrom(...kind), to: fc.constantFrom(...kind) }));

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('append' as const),
      readings: fc.array(reading, { maxLength: 40 }),
    }),
  },
  { weight: 3, arbitrary: run },
  { weight: 4, arbitrary: fc.constant<Step>({ do: 'seal' }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('remove' as const),
      series: fc.subarray(SERIES, { maxLength: 2 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('merge' as const), pairs: fc.array(pair, { maxLength: 2 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('expire' as const),
      keepFrom: at.map((us) => us / 1_000),
      n: fc.constantFrom(...SERIES),
    }),
  },
);

/** A range in ms, mostly of more than nothing. */
const range = fc
  .tuple(at, at)
  .map(([a, b]) => ({ from: Math.min(a, b) / 1_000, to: Math.max(a, b) / 1_000 }));

const question = fc.record({
  range,
  width: fc.constantFrom(1, 2, 7, 50, 300, 2_000),
  gapMs: fc.constantFrom(null, 100, 1_500, 30_000),
  raw: fc.option(fc.integer({ min: 1, max: 600 })),
  inner: fc.array(fc.integer({ min: 1, max: 99 }), { maxLength: 4 }),
  max: fc.constantFrom(null, 25, 100),
  limit: fc.integer({ min: 60, max: 700 }),
});
type Question = typeof question extends fc.Arbitrary<infer T> ? T : never;

function seriesQueries({ range, width, gapMs, raw }: Question): SeriesQuery[] {
  return SERIES.map((n) => ({ n, ...range, width, gapMs, raw, state: !NUMBERS.includes(n) }));
}

function totalsQueries({ range: { from, to }, inner, max }: Question): TotalsQuery[] {
  const borders = [...new Set(inner)]
    .sort((a, b) => a - b)
    .map((k) => Math.round(from + ((to - from) * k) / 100));
  const edges = Float64Array.from([from, ...borders.filter((edge) => edge > from && edge < to), to]);
  return NUMBERS.map((n) => ({ n, edges, max }));
}

async function take(store: ReadingStore, step: Step): Promise<void> {
  if (step.do === 'append') await store.append(batchOf(step.readings));
  else if (step.do === 'seal') await store.seal();
  else if (step.do === 'remove') await store.remove(step.series);
  else if (step.do === 'merge') await store.merge(step.pairs);
  else if (step.do === 'expire') {
    await store.expire({
      series: [{ n: step.n, keepFrom: step.keepFrom }],
      others: -Infinity,
      maxBytes: null,
    });
  } else {
    await store.close();
    await store.open();
  }
}

/** Everything that a store says to a question. */
async function ask(store: ReadingStore, question: Question): Promise<unknown> {
  const { range, limit } = question;
  return {
    history: await store.history(seriesQueries(question)),
    statistics: await store.statistics(NUMBERS.map((n) => ({ n, ...range }))),
    totals: await store.totals(totalsQueries(question)),
    latest: await store.latest(),
    recent: await store.recent(range.from, limit),
    pages: await Promise.all(SERIES.map((n) => pages(store, n, range, limit))),
  };
}

/** All readings of a range, page after page. */
export async function pages(
  store: ReadingStore,
  n: number,
  { from, to }: { from: number; to: number },
  limit: number,
): Promise<{ t: number[]; v: (number | string)[]; quality: number[] }> {
  const all = { t: [] as number[], v: [] as (number | string)[], quality: [] as number[] };
  for (let next: number | null = from; next !== null;) {
    const page = await store.page({ n, from: next, to, limit });
    expect(page.t.length).toBeLessThanOrEqual(limit);
    all.t.push(...page.t);
    all.v.push(...page.v);
    all.quality.push(...page.quality);
    next = page.next;
  }
  return all;
}

/** What every reading store has to do, whatever it is built on. */
export function readingStoreContract(name: string, maker: StoreMaker, runs: number): void {
  describe(`${name} as a reading store`, () => {
    let store: ReadingStore;
    let dispose: () => Promise<void>;

    beforeEach(async () => {
      const made = maker.make();
      store = made.store;
      dispose = () => made.dispose();
      await store.open();
    });
    afterEach(() => dispose());

    it(
      'answers like one that keeps all rows, whatever came in whichever order',
      { timeout: 180_000 },
      async () => {
        const everything = { series: [], others: Infinity, maxBytes: null };
        await fc.assert(
          fc.asyncProperty(
            fc.array(step, { minLength: 1, maxLength: 10 }),
            question,
            question,
            async (steps, ...questions) => {
              const yardstick = new MemoryReadingStore();
              await yardstick.open();
              await store.expire(everything);
              for (const one of steps) {
                await take(yardstick, one);
                await take(store, one);
              }
              for (const one of questions) expect(await ask(store, one)).toEqual(await ask(yardstick, one));
            },
          ),
          { numRuns: runs },
        );
      },
    );

    it('gives back the messages of the last commits when it is opened again', async () => {
      await store.append(batchOf([{ n: 1, t: BASE, v: 1 }], [7, 8]));
      await store.append(batchOf([], [9]));
      await store.close();
      const { deliveries } = await store.open();
      expect([...deliveries.ids]).toEqual([7, 8, 9]);
      expect([...deliveries.hashes]).toEqual([7, 8, 9].map((id) => id * 65_537));
    });

    it('lets a reading that was written later replace one of the same time, sealed or not', async () => {
      const t = BASE;
      await store.append(
        batchOf([
          { n: 1, t, v: 1 },
          { n: 1, t, v: 2 },
        ]),
      );
      await store.seal();
      await store.append(batchOf([{ n: 1, t, v: 3, quality: 2 }]));
      const ms = t / 1_000;
      const page = await store.page({ n: 1, from: ms, to: ms, limit: 10 });
      expect(page).toEqual({
        t: Float64Array.of(ms),
        v: Float64Array.of(3),
        quality: Uint8Array.of(2),
        next: null,
      });
      expect((await store.statistics([{ n: 1, from: ms, to: ms }]))[0]?.count).toBe(1);
    });

    it('counts what it has', async () => {
      await store.append(
        batchOf([
          { n: 1, t: BASE, v: 1 },
          { n: 2, t: BASE + 1_000, v: 2 },
        ]),
      );
      await store.seal();
      await store.append(batchOf([{ n: 2, t: BASE + 2_000, v: 2 }]));
      expect(await store.figures()).toMatchObject({
        series: 2,
        hot: 1,
        sealed: 2,
        oldest: BASE / 1_000,
        setAside: [],
      });
    });

    it('says how many readings it forgot', async () => {
      await store.append(batchOf([0, 1, 2, 3].map((k) => ({ n: 1 + (k % 2), t: BASE + k * 1_000, v: k }))));
      const keepFrom = BASE / 1_000 + 2;
      expect(
        await store.expire({ series: [{ n: 2, keepFrom: -Infinity }], others: keepFrom, maxBytes: null }),
      ).toBe(1);
      expect((await store.figures()).series).toBe(2);
    });

    it('stops at a number of points of change, over all states of a call', { timeout: 120_000 }, async () => {
      const flips = 600_000;
      for (const n of [4, 6]) {
        for (let from = 0; from < flips; from += 100_000) {
          const part = Array.from({ length: 100_000 }, (_, k) => ({
            n,
            t: BASE + (from + k) * 1_000,
            v: k % 2,
          }));
          await store.append(batchOf(part));
        }
      }
      await store.seal();
      const range = { from: BASE / 1_000, to: BASE / 1_000 + flips, width: 100, gapMs: null, raw: null };
      const answers = await store.history([4, 6].map((n) => ({ n, ...range, state: true })));
      expect(answers.map(({ t, v }) => [t.length, v.length])).toEqual(
        [flips, STATE_POINTS_MAX - flips].map((points) => [points, points]),
      );
      expect([...(answers[1]?.v.slice(-2) ?? [])]).toEqual([1, 0]);
    });

    it('refuses calls while it is closed', async () => {
      await store.close();
      await expect(store.append(batchOf([{ n: 1, t: BASE, v: 1 }]))).rejects.toThrow('not open');
      await expect(store.figures()).rejects.toThrow('not open');
      await store.open();
    });
  });
}

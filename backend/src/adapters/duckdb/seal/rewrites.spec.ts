import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cuts, planRewrites, type Existing } from './rewrites.js';

/** Chunks [t0, t1, n]. */
function chunks(...list: [number, number, number][]): Existing {
  const column = (k: 0 | 1 | 2) => Float64Array.from(list, (chunk) => chunk[k]);
  return { count: list.length, t0: column(0), t1: column(1), n: column(2) };
}

describe('what is written anew', () => {
  const existing = chunks([0, 100, 512], [200, 300, 512], [400, 500, 40]);

  it('is the chunk that a late reading falls into, and no other', () => {
    expect(planRewrites(existing, Float64Array.of(50))).toEqual([{ chunks: [0], from: 0, to: 1 }]);
  });

  it('is the small chunk that new readings continue', () => {
    expect(planRewrites(existing, Float64Array.of(600, 700))).toEqual([{ chunks: [2], from: 0, to: 2 }]);
  });

  it('is nothing sealed where new readings lie between full chunks', () => {
    expect(planRewrites(existing, Float64Array.of(120, 130))).toEqual([{ chunks: [], from: 0, to: 2 }]);
  });

  const spans = fc
    .uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 2, maxLength: 40 })
    .map((times) => times.sort((a, b) => a - b))
    .chain((times) =>
      fc
        .array(fc.constantFrom(1, 40, 511, 512, 900), { minLength: 20, maxLength: 20 })
        .map((sizes) =>
          chunks(
            ...sizes
              .slice(0, Math.floor(times.length / 2))
              .map((n, k): [number, number, number] => [times[2 * k] ?? 0, times[2 * k + 1] ?? 0, n]),
          ),
        ),
    );
  const news = fc
    .uniqueArray(fc.integer({ min: -20, max: 420 }), { minLength: 1, maxLength: 60 })
    .map((times) => Float64Array.from(times).sort());

  it('takes each new reading once, and makes chunks that do not overlap', () => {
    fc.assert(
      fc.property(spans, news, (existing, t) => {
        const rewrites = planRewrites(existing, t);
        expect(rewrites.flatMap(({ from, to }) => [...t.subarray(from, to)])).toEqual([...t]);
        const taken = rewrites.flatMap((rewrite) => rewrite.chunks);
        expect(new Set(taken).size).toBe(taken.length);
        const reaches = rewrites.map(({ chunks: places, from, to }) => {
          const times = [...t.subarray(from, to), ...places.flatMap((k) => [existing.t0[k], existing.t1[k]])];
          return [Math.min(...times.map(Number)), Math.max(...times.map(Number))] as const;
        });
        for (let k = 0; k < existing.count; k++) {
          if (!taken.includes(k)) reaches.push([existing.t0[k] ?? 0, existing.t1[k] ?? 0]);
        }
        const sorted = reaches.sort((a, b) => a[0] - b[0]);
        for (const [k, reach] of sorted.entries()) {
          expect(reach[0]).toBeGreaterThan(sorted[k - 1]?.[1] ?? -Infinity);
        }
      }),
    );
  });
});

describe('cutting a run into chunks', () => {
  it('fills chunks at the end of a series and makes them even elsewhere', () => {
    expect(cuts(1_300, true)).toEqual([512, 1_024, 1_300]);
    expect(cuts(1_300, false)).toEqual([433, 867, 1_300]);
    expect(cuts(1_024, false)).toEqual([1_024]);
  });
});

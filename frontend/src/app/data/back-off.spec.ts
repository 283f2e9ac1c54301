import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_MS, SPREAD_MS, waitBefore } from './back-off';

describe('waitBefore', () => {
  it('spreads the first attempts over three seconds', () => {
    expect([0, 0.5, 1].map((chance) => waitBefore(0, chance))).toEqual([0, SPREAD_MS / 2, SPREAD_MS]);
  });

  it('has a bound that doubles with each failure, and ends', () => {
    expect([1, 2, 3, 4, 5, 60].map((failures) => waitBefore(failures, 1))).toEqual([
      1000, 2000, 4000, 8000, 10_000, 10_000,
    ]);
  });

  it('brings 2,000 clients back within ten seconds, never many at once', () => {
    const clients = fc.array(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), {
      minLength: 2000,
      maxLength: 2000,
      size: 'max',
    });
    fc.assert(
      fc.property(clients, (chances) => {
        for (const chance of chances) expect(waitBefore(0, chance)).toBeLessThanOrEqual(MOST_MS);
      }),
      { numRuns: 3 },
    );
    const perTenth = new Map<number, number>();
    for (let i = 0; i < 2000; i++) {
      const tenth = Math.floor(waitBefore(0, i / 2000) / 100);
      perTenth.set(tenth, (perTenth.get(tenth) ?? 0) + 1);
    }
    expect(Math.max(...perTenth.values())).toBeLessThanOrEqual(68);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NOON } from '../../data/testing';
import { losesNothing, lossesOf, type NamedSeries } from './retention-losses';

const DAY = 86_400_000;
const STORED = { oldest: NOON - 400 * DAY, bytes: 5e9, now: NOON };
const SERIES: NamedSeries[] = [
  { device: 'cold-01', metric: 'temperature' },
  { device: 'cold-01', metric: 'humidity' },
  { device: 'hall/pump 3', metric: 'rpm' },
];
const GOOD = { days: null, maxBytes: null, rules: [] };

describe('what a change of the retention deletes', () => {
  it('is nothing if readings are kept as long or longer', () => {
    const year = { ...GOOD, days: 365 };
    expect(lossesOf(year, year, SERIES, STORED)).toEqual({ cuts: [], shrinkTo: null });
    expect(losesNothing(lossesOf(year, GOOD, SERIES, STORED))).toBe(true);
  });

  it('is what is older than the days, if anything is as old', () => {
    const month = { ...GOOD, days: 30 };
    expect(lossesOf(GOOD, month, SERIES, STORED).cuts).toEqual([
      { days: 30, before: NOON - 30 * DAY, series: 3 },
    ]);
    const young = { ...STORED, oldest: NOON - 29 * DAY };
    expect(losesNothing(lossesOf(GOOD, month, SERIES, young))).toBe(true);
    expect(losesNothing(lossesOf(GOOD, month, SERIES, { ...STORED, oldest: null }))).toBe(true);
  });

  it('follows the first rule that fits, with decoded names', () => {
    const rules = [
      { series: 'cold-*/temperature', days: null },
      { series: 'cold-*/*', days: 7 },
      { series: 'hall%2Fpump%203/rpm', days: 90 },
    ];
    expect(lossesOf(GOOD, { ...GOOD, rules }, SERIES, STORED).cuts).toEqual([
      { days: 7, before: NOON - 7 * DAY, series: 1 },
      { days: 90, before: NOON - 90 * DAY, series: 1 },
    ]);
  });

  it('counts what falls back to a shorter time when its rule goes', () => {
    const before = { days: 30, maxBytes: null, rules: [{ series: '**/rpm', days: null }] };
    expect(lossesOf(before, { ...before, rules: [] }, SERIES, STORED).cuts).toMatchObject([
      { days: 30, series: 1 },
    ]);
  });

  it('says the bound on the size only if it is new and the store is above it', () => {
    const bound = { ...GOOD, maxBytes: 4e9 };
    expect(lossesOf(GOOD, bound, SERIES, STORED).shrinkTo).toBe(4e9);
    expect(lossesOf(bound, bound, SERIES, STORED).shrinkTo).toBeNull();
    expect(lossesOf(GOOD, { ...GOOD, maxBytes: 6e9 }, SERIES, STORED).shrinkTo).toBeNull();
  });

  const days = fc.option(fc.integer({ min: 1, max: 1000 }), { nil: null });
  const retentions = fc.record({
    days,
    maxBytes: fc.option(fc.integer({ min: 1e7, max: 1e10 }), { nil: null }),
    rules: fc.array(fc.record({ series: fc.constantFrom('*/*', 'cold-*/*', '**/rpm', 'x/y'), days }), {
      maxLength: 3,
    }),
  });

  it('is never counted twice, nor for what goes back the same way', () => {
    fc.assert(
      fc.property(retentions, retentions, (a, b) => {
        const count = (x: typeof a, y: typeof b): number =>
          lossesOf(x, y, SERIES, STORED).cuts.reduce((sum, { series }) => sum + series, 0);
        expect(count(a, b) + count(b, a)).toBeLessThanOrEqual(SERIES.length);
        expect(losesNothing(lossesOf(a, a, SERIES, STORED))).toBe(true);
      }),
    );
  });
});

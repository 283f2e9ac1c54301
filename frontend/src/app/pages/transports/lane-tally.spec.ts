import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { LaneBatch } from './lane-run';
import { LaneTally } from './lane-tally';

const START = 1_000_000;

/** Numbered updates, one each 10 ms. */
function batch(numbers: readonly number[], over: Partial<LaneBatch> = {}): LaneBatch {
  const updates = numbers.map((n) => ({ t: START + n * 10, value: `${String(n).padStart(8, '0')}abc` }));
  return { updates, cursor: 'c', begins: false, missed: 0, ...over };
}

describe('the tally of a lane', () => {
  let tally: LaneTally;
  beforeEach(() => {
    tally = new LaneTally();
  });

  it('knows nothing at its beginning', () => {
    expect([tally.received, tally.missed, tally.late, tally.newest]).toEqual([0, 0, 0, NaN]);
  });

  it('counts received, and as late those that were shown after more than 100 ms', () => {
    expect(tally.take(batch([1, 2]), START + 120)).toEqual([START + 10, START + 20]);
    expect([tally.received, tally.late, tally.newestAge]).toEqual([2, 1, 100]);
  });

  it('does not count the latest value at the beginning, but misses what should follow it', () => {
    tally.take(batch([4], { begins: true }), START + 5_000);
    expect([tally.received, tally.late, tally.missed]).toEqual([0, 0, 0]);
    tally.take(batch([7]), START + 70);
    expect([tally.received, tally.missed]).toEqual([1, 2]);
  });

  it('counts nothing twice', () => {
    tally.take(batch([1, 2]), START + 20);
    expect(tally.take(batch([1, 2, 3]), START + 30)).toEqual([START + 30]);
    expect([tally.received, tally.missed]).toEqual([3, 0]);
  });

  it('believes the server about series without numbers', () => {
    const updates = [{ t: START, value: 21.5 }];
    tally.take({ updates, cursor: 'c', begins: false, missed: 7 }, START);
    tally.take({ updates: [], cursor: 'c', begins: false, missed: null }, START);
    expect([tally.received, tally.missed]).toEqual([1, 7]);
  });

  it('has no age below zero where the clock of a device is ahead', () => {
    tally.take({ updates: [{ t: START + 50, value: 1 }], cursor: 'c', begins: false, missed: 0 }, START);
    expect(tally.newestAge).toBe(0);
  });

  it('misses exactly the numbers that did not come, in whatever order the others came', () => {
    const come = fc.uniqueArray(fc.nat(200), { minLength: 1 });
    fc.assert(
      fc.property(come, (numbers) => {
        const one = new LaneTally();
        one.take(batch([0], { begins: true }), START);
        for (const number of numbers) one.take(batch([number]), START + 10_000);
        const others = new Set(numbers.filter((n) => n > 0));
        expect(one.received).toBe(others.size);
        expect(one.missed).toBe(Math.max(0, ...others) - others.size);
      }),
    );
  });
});

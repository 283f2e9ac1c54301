import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArrivalRing, HAIR_MS } from './arrival-ring';

describe('ArrivalRing', () => {
  it('has one hair for several metrics of one message', () => {
    const ring = new ArrivalRing();
    expect(ring.push(1000)).toBe(true);
    expect(ring.push(1000)).toBe(false);
    expect(ring.length).toBe(1);
  });

  it('forgets the oldest beyond its limit', () => {
    const ring = new ArrivalRing(2);
    for (const t of [1000, 2000, 3000]) ring.push(t);
    expect([ring.time(0), ring.time(1)]).toEqual([2000, 3000]);
  });

  it('takes messages from earlier, in order, each hair once, the newest ones up to its limit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 40_000 })),
        fc.integer({ min: 1, max: 20 }),
        (times, limit) => {
          const ring = new ArrivalRing(limit);
          for (const t of times) ring.insert(t);
          expect(ring.length).toBeLessThanOrEqual(limit);
          for (let i = 1; i < ring.length; i++)
            expect(ring.time(i) - ring.time(i - 1)).toBeGreaterThanOrEqual(HAIR_MS);
        },
      ),
    );
  });
});

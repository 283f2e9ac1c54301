import { describe, expect, it } from 'vitest';
import { ArrivalRing } from './arrival-ring';

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
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Ages } from './ages';

function agesOf(values: readonly number[]): Ages {
  const ages = new Ages();
  for (const value of values) ages.add(value);
  return ages;
}

describe('ages', () => {
  it('have no percentile while there are none', () => {
    expect(agesOf([]).percentile(0.5)).toBeNaN();
  });

  it('give the nearest rank', () => {
    const ages = agesOf(Array.from({ length: 100 }, (_, i) => 100 - i));
    expect([ages.percentile(0), ages.percentile(0.5), ages.percentile(0.99), ages.percentile(1)]).toEqual([
      1, 50, 99, 100,
    ]);
  });

  it('are at most the wanted share above their percentile', () => {
    const some = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(some, fc.double({ min: 0.01, max: 1, noNaN: true }), (values, share) => {
        const limit = agesOf(values).percentile(share);
        expect(values).toContain(limit);
        expect(values.filter((value) => value <= limit).length).toBeGreaterThanOrEqual(share * values.length);
        expect(values.filter((value) => value < limit).length).toBeLessThan(Math.ceil(share * values.length));
      }),
    );
  });

  it('forget the oldest of more than a thousand', () => {
    const ages = agesOf([
      ...Array.from({ length: 10 }, () => 1e6),
      ...Array.from({ length: 1_000 }, () => 5),
    ]);
    expect([ages.count, ages.percentile(1)]).toEqual([1_000, 5]);
  });
});

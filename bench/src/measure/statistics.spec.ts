import { describe, expect, it } from 'vitest';
import { groupBy, median, quantile, quantiles } from './statistics.ts';

describe('quantile', () => {
  it('interpolates between neighbours, whatever their order', () => {
    expect(quantile([40, 10, 30, 20], 0.5)).toBe(25);
    expect(quantile([10, 2], 0)).toBe(2);
    expect(quantile([10, 2], 1)).toBe(10);
    expect(quantile([7], 0.99)).toBe(7);
  });

  it('sorts numbers as numbers and leaves its input as it was', () => {
    const values = [100, 9];
    expect(median(values)).toBe(54.5);
    expect(values).toEqual([100, 9]);
  });

  it('is not a number for nothing', () => {
    expect(quantile([], 0.5)).toBeNaN();
    expect(quantiles([])).toMatchObject({ count: 0, p99: NaN });
  });

  it('tells the whole of a distribution', () => {
    const values = Float64Array.from({ length: 101 }, (_, place) => place);
    expect(quantiles(values)).toEqual({ count: 101, p50: 50, p90: 90, p99: 99, max: 100 });
  });
});

describe('groupBy', () => {
  it('keeps the order in which names came', () => {
    const groups = groupBy(['b1', 'a1', 'b2'], ([name = '']) => name);
    expect([...groups]).toEqual([
      ['b', ['b1', 'b2']],
      ['a', ['a1']],
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { sparkLine, sparkRange, type SparkSource } from './spark-data';

function source(...points: [number, number][]): SparkSource {
  return {
    length: points.length,
    time: (index) => points[index]?.[0] ?? NaN,
    value: (index) => points[index]?.[1] ?? NaN,
  };
}

describe('sparkLine', () => {
  it('does not join over silence', () => {
    const line = sparkLine(source([0, 1], [1000, 2], [60_000, 3]), 15_000, NaN);
    expect(line.values).toEqual([1, 2, null, 3]);
  });

  it('ends before the right edge when the newest point is old', () => {
    const line = sparkLine(source([0, 1], [40_000, 2]), Infinity, 100_000);
    expect([line.from, line.to]).toEqual([0, 100_000]);
  });

  it('does not stretch the first points over the whole width', () => {
    expect(sparkLine(source([100_000, 1], [101_000, 2]), Infinity, NaN).from).toBe(71_000);
  });

  it('lets a state last to the edge', () => {
    expect(sparkLine(source([0, 1], [40_000, 0]), Infinity, 100_000, true).times.at(-1)).toBe(100_000);
  });

  it('keeps a flat line in the middle', () => {
    expect(sparkRange(20, 20)).toEqual([19.95, 20.05]);
    expect(sparkRange(0, 0)).toEqual([-0.5, 0.5]);
  });
});

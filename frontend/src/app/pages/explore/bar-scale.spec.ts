import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zoneOf } from '../../ui/range/zones';
import { barAxis, labelled, stretchOf } from './bar-scale';
import type { Bucket } from './buckets';

const HOUR = 3_600_000;

function hours(n: number): Bucket[] {
  return Array.from({ length: n }, (_, i) => ({ from: i * HOUR, to: (i + 1) * HOUR, values: [1] }));
}

describe('the axis of bars', () => {
  it('reaches above every bar in a few whole steps', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), (most) => {
        const { top, step } = barAxis(most, 300);
        expect(top).toBeGreaterThanOrEqual(most * (1 - 1e-6));
        expect(top / step).toBeCloseTo(Math.round(top / step), 6);
        expect(top / step).toBeLessThanOrEqual(9);
      }),
    );
  });

  it('has steps that are easily read', () => {
    expect(barAxis(97, 200)).toEqual({ top: 100, step: 20 });
    expect(barAxis(0, 200).top).toBeGreaterThan(0);
  });
});

describe('labels below bars', () => {
  it('stand at whole steps of the clocks with enough room', () => {
    const shown = labelled(hours(24), 'hour', zoneOf('UTC'), HOUR / 20, 64);
    expect(shown.map(({ from }) => from / HOUR)).toEqual([0, 6, 12, 18]);
    expect(labelled(hours(3), 'hour', zoneOf('UTC'), HOUR / 100, 64)).toHaveLength(3);
    expect(labelled([], 'hour', zoneOf('UTC'), 1, 64)).toEqual([]);
  });
});

it('bars cover the time from the first bucket to the end of the last', () => {
  expect(stretchOf(hours(3))).toEqual({ from: 0, to: 3 * HOUR });
  expect(stretchOf([])).toBeNull();
});

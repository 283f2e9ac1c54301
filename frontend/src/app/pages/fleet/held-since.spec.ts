import { describe, expect, it } from 'vitest';
import { PointRing } from '../../data/point-ring';
import { NOON } from '../../data/testing';
import { heldSince } from './held-since';

function ring(...values: number[]): PointRing {
  const points = new PointRing();
  values.forEach((value, i) => {
    points.push(NOON + i * 60_000, value);
  });
  return points;
}

describe('since when a state holds', () => {
  it('is told by its first point after another state, not by the newest message', () => {
    expect(heldSince(ring(0, 1, 0, 0, 0))).toBe(NOON + 120_000);
    expect(heldSince(ring(0, 0, 1))).toBe(NOON + 120_000);
  });

  it('is not known where no other state was seen before', () => {
    expect([ring(), ring(1), ring(1, 1, 1)].map(heldSince)).toEqual([NaN, NaN, NaN]);
  });
});

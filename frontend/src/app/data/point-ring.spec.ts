import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PointRing } from './point-ring';

function contents(ring: PointRing): [number, number][] {
  return Array.from({ length: ring.length }, (_, i) => [ring.time(i), ring.value(i)]);
}

describe('PointRing', () => {
  it('keeps the newest points up to its limit', () => {
    const ring = new PointRing(3);
    for (let t = 1; t <= 5; t++) ring.push(t, t * 10);
    expect(contents(ring)).toEqual([
      [3, 30],
      [4, 40],
      [5, 50],
    ]);
  });

  it('lets a point with the same time replace the one before', () => {
    const ring = new PointRing();
    ring.push(1, 10);
    ring.push(1, 11);
    expect(contents(ring)).toEqual([[1, 11]]);
  });

  it('starts again where a device has set its clock back', () => {
    const ring = new PointRing();
    for (const t of [10, 20, 30]) ring.push(t, t);
    ring.push(15, 1);
    expect(contents(ring)).toEqual([
      [10, 10],
      [15, 1],
    ]);
  });

  it('always rises in time, ends with the point pushed last and never exceeds its limit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.array(fc.integer({ min: 0, max: 200 })),
        (limit, times) => {
          const ring = new PointRing(limit);
          times.forEach((t, i) => {
            ring.push(t, i);
            expect(ring.time(ring.length - 1)).toBe(t);
            expect(ring.value(ring.length - 1)).toBe(i);
          });
          expect(ring.length).toBeLessThanOrEqual(limit);
          for (let i = 1; i < ring.length; i++) expect(ring.time(i)).toBeGreaterThan(ring.time(i - 1));
        },
      ),
    );
  });

  it('takes points from earlier where they belong, whatever comes first', () => {
    const point = fc.record({ t: fc.integer({ min: 0, max: 60 }), v: fc.integer() });
    fc.assert(
      fc.property(fc.array(point), fc.integer({ min: 1, max: 40 }), (points, limit) => {
        const ring = new PointRing(limit);
        for (const { t, v } of points) ring.insert(t, v);
        const times = [...new Set(points.map(({ t }) => t))].sort((a, b) => a - b);
        expect(contents(ring).map(([t]) => t)).toEqual(times.slice(-limit));
      }),
    );
  });

  it('keeps what is there already', () => {
    const ring = new PointRing();
    ring.push(5, 50);
    for (const t of [3, 4, 5]) ring.insert(t, t);
    expect(contents(ring)).toEqual([
      [3, 3],
      [4, 4],
      [5, 50],
    ]);
  });
});

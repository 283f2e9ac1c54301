import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDense, middleOf, spanAt } from './band';
import { SortedPoints } from '../../data/sorted-points';

function trackOf(points: readonly (readonly [number, number])[]): SortedPoints {
  const track = new SortedPoints(10_000);
  for (const [t, v] of points) track.add(t, v);
  return track;
}

describe('a band', () => {
  it('is drawn where points cannot be told apart', () => {
    const points = trackOf(Array.from({ length: 1000 }, (_, i) => [i, i] as const));
    expect([isDense(points, { from: 0, to: 1000 }, 100), isDense(points, { from: 0, to: 100 }, 100)]).toEqual(
      [true, false],
    );
  });

  it('has a line through the means of few columns', () => {
    const points = trackOf([
      [1, 5],
      [2, 9],
      [9, 1],
      [12, 3],
      [40, 7],
    ]);
    const line = middleOf(points, { from: 0, to: 50 }, 10);
    const shown = [0, 1].map((i) => [line.time(i), line.value(i)]);
    expect([line.length, shown]).toEqual([
      2,
      [
        [15, 4.5],
        [45, 7],
      ],
    ]);
  });

  it('has it inside of its values, at whole steps wherever the view begins', () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: -50, max: 50 }));
    const points = fc.array(point, { minLength: 1 });
    fc.assert(
      fc.property(
        points,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 90 }),
        (all, step, from) => {
          const track = trackOf(all);
          const values = all.map(([, v]) => v);
          const line = middleOf(track, { from, to: 500 }, step);
          for (let i = 0; i < line.length; i++) {
            expect((line.time(i) - 1.5 * step) % (3 * step)).toBe(0);
            expect(line.value(i)).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9);
            expect(line.value(i)).toBeLessThanOrEqual(Math.max(...values) + 1e-9);
          }
        },
      ),
    );
  });

  it('says what it spans at a time', () => {
    const points = trackOf([
      [1, 5],
      [2, 9],
      [9, 1],
    ]);
    expect([spanAt(points, 2, 4), spanAt(points, 6, 2)]).toEqual([[5, 9], undefined]);
  });
});

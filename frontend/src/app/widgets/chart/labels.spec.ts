import { describe, expect, it } from 'vitest';
import { SortedPoints } from '../../data/sorted-points';
import { freeBox, runsThrough, type Box, type Course } from './labels';

/** A line whose times and values are px already. */
function course(points: readonly (readonly [number, number])[], gaps: Course['gaps'] = []): Course {
  const track = new SortedPoints(100);
  for (const [t, v] of points) track.add(t, v);
  const same = (n: number): number => n;
  return { points: track, gaps, x: same, y: same, time: same };
}
const BOX: Box = { left: 100, top: 50, width: 80, height: 16 };

describe('words on a chart', () => {
  it('see a line that runs through them, also where it has no point there', () => {
    expect(
      runsThrough(
        course([
          [0, 0],
          [300, 120],
        ]),
        BOX,
      ),
    ).toBe(true);
    expect(
      runsThrough(
        course([
          [0, 0],
          [300, 10],
        ]),
        BOX,
      ),
    ).toBe(false);
    expect(runsThrough(course([[150, 60]]), BOX)).toBe(true);
    expect(
      runsThrough(
        course([
          [140, 0],
          [140.1, 200],
        ]),
        BOX,
      ),
    ).toBe(true);
  });

  it('see no line over a gap', () => {
    const gap = { from: 0, to: 300, open: false };
    expect(
      runsThrough(
        course(
          [
            [0, 0],
            [300, 120],
          ],
          [gap],
        ),
        BOX,
      ),
    ).toBe(false);
  });

  it('stand where nothing else is, and at their first place where there is no other', () => {
    const low = { ...BOX, top: 200 };
    const high = { ...BOX, top: 10 };
    const line = course([
      [0, 58],
      [300, 58],
    ]);
    expect(freeBox([BOX, low, high], { courses: [line], boxes: [] })).toBe(low);
    expect(freeBox([BOX, low, high], { courses: [line], boxes: [low] })).toBe(high);
    expect(freeBox([BOX, low, high], { courses: [line], boxes: [low, high] })).toBe(BOX);
  });
});

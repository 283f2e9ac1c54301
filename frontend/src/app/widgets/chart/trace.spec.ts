import { describe, expect, it } from 'vitest';
import { outlineOf } from './outline';
import { traceOf } from './trace';
import { SortedPoints } from '../../data/sorted-points';

const track = new SortedPoints(100);
for (const t of [0, 10, 20, 60, 70, 80]) track.add(t, t / 10);
const GAPS = [{ from: 20, to: 60, open: false }];

describe('a line from point to point', () => {
  it('is not joined over a gap, and has one point beyond each edge', () => {
    const points = [...traceOf(track, GAPS, { from: 5, to: 65 })];
    expect(points.map(({ t, joined }) => [t, joined])).toEqual([
      [0, false],
      [10, true],
      [20, true],
      [60, false],
      [70, true],
    ]);
  });

  it('is a path from the lowest at the bottom to the highest at the top', () => {
    const outline = { view: { from: 0, to: 80 }, x: (t: number) => t, height: 40, extent: [0, 8] } as const;
    expect(outlineOf(track, GAPS, outline)).toBe('M0.0 36.0L10.0 32.0L20.0 28.0M60.0 12.0L70.0 8.0L80.0 4.0');
    expect(outlineOf(track, [], { ...outline, extent: [3, 3] }).startsWith('M0.0 20.0')).toBe(true);
  });
});

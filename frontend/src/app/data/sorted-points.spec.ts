import { describe, expect, it } from 'vitest';
import { firstFrom, lastUntil, nearest } from '../widgets/chart/source';
import { SortedPoints } from './sorted-points';

function trackOf(limit: number, ...points: [number, number][]): SortedPoints {
  const track = new SortedPoints(limit);
  for (const [t, v] of points) track.add(t, v);
  return track;
}

function shown(track: SortedPoints): [number, number][] {
  return Array.from({ length: track.length }, (_, i) => [track.time(i), track.value(i)]);
}

describe('sorted points', () => {
  it('keeps readings in the order of their time, whatever order they came in', () => {
    expect(shown(trackOf(10, [1, 10], [3, 30], [2, 20], [0, 0]))).toEqual([
      [0, 0],
      [1, 10],
      [2, 20],
      [3, 30],
    ]);
  });

  it('lets a later reading with the same time replace', () => {
    expect(shown(trackOf(10, [1, 10], [2, 20], [1, 11]))).toEqual([
      [1, 11],
      [2, 20],
    ]);
  });

  it('keeps the newest, and takes nothing older than all of them once it is full', () => {
    const track = trackOf(3, [1, 1], [2, 2], [3, 3], [4, 4], [0, 0]);
    expect(shown(track)).toEqual([
      [2, 2],
      [3, 3],
      [4, 4],
    ]);
    track.add(2.5, 2.5);
    expect(shown(track).map(([t]) => t)).toEqual([2.5, 3, 4]);
  });

  it('holds thousands without losing one', () => {
    const track = new SortedPoints(5000);
    for (let t = 0; t < 12_000; t++) track.add(t, t * 2);
    expect([track.length, track.time(0), track.newest, track.value(0)]).toEqual([5000, 7000, 11_999, 14_000]);
  });

  it('is empty after it is cleared', () => {
    const track = trackOf(3, [1, 1]);
    track.clear();
    expect([track.length, track.newest]).toEqual([0, NaN]);
  });
});

describe('finding points', () => {
  const track = trackOf(10, [10, 0], [20, 0], [30, 0]);

  it('knows the first from, the last until, and the nearest to a time', () => {
    expect([firstFrom(track, 20), firstFrom(track, 21), firstFrom(track, 31)]).toEqual([1, 2, 3]);
    expect([lastUntil(track, 20), lastUntil(track, 19), lastUntil(track, 9)]).toEqual([1, 0, -1]);
    expect([nearest(track, 14), nearest(track, 15), nearest(track, 16), nearest(track, 99)]).toEqual([
      0, 0, 1, 2,
    ]);
    expect(nearest(new SortedPoints(1), 5)).toBe(-1);
  });
});

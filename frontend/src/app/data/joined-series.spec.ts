import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JoinedSeries, type Past } from './joined-series';

type Point = [t: number, v: number];

function past(from: number, to: number, points: readonly Point[], over: Partial<Past> = {}): Past {
  const [t, v] = [points.map((point) => point[0]), points.map((point) => point[1])];
  return { from, to, t, v, before: null, after: null, gaps: [], exact: true, ...over };
}
function shown(series: JoinedSeries): Point[] {
  return Array.from({ length: series.length }, (_, i): Point => [series.time(i), series.value(i)]);
}

describe('history and live in one', () => {
  it('has no seam and no double point: a live one takes the place of a stored one', () => {
    const series = new JoinedSeries();
    series.add(30, 3);
    series.add(20, 2.5);
    series.take(
      past(0, 25, [
        [10, 1],
        [20, 2],
      ]),
      true,
    );
    series.add(40, 4);
    expect(shown(series)).toEqual([
      [10, 1],
      [20, 2.5],
      [30, 3],
      [40, 4],
    ]);
  });

  it('is what a map by time says, whatever comes in whatever order', () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer());
    const step = fc.oneof(
      point.map(([t, v]) => ({ add: [t, v] as Point })),
      fc.array(point, { maxLength: 20 }).map((points) => ({ take: points })),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const series = new JoinedSeries();
        let stored = new Map<number, number>();
        const live = new Map<number, number>();
        for (const one of steps) {
          if ('add' in one) {
            series.add(...one.add);
            live.set(...one.add);
          } else {
            const points = [...new Map(one.take)].sort((a, b) => a[0] - b[0]);
            stored = new Map(points);
            series.take(past(0, 60, points), true);
          }
        }
        expect(shown(series)).toEqual([...new Map([...stored, ...live])].sort((a, b) => a[0] - b[0]));
      }),
    );
  });

  it('fills what a lost line left out', () => {
    const series = new JoinedSeries();
    series.take(
      past(0, 10, [
        [5, 1],
        [10, 2],
      ]),
      true,
    );
    series.add(15, 3);
    series.add(60, 9);
    series.take(
      past(0, 62, [
        [5, 1],
        [10, 2],
        [15, 3],
        [30, 5],
        [45, 7],
        [60, 9],
      ]),
      true,
    );
    expect(shown(series).map(([t]) => t)).toEqual([5, 10, 15, 30, 45, 60]);
  });

  it('leaves live points out while something unknown lies between', () => {
    const series = new JoinedSeries();
    series.add(1000, 1);
    series.take(past(100, 200, [[150, 5]], { before: [90, 4], after: [210, 6] }), false);
    series.add(1010, 2);
    expect(shown(series)).toEqual([
      [90, 4],
      [150, 5],
      [210, 6],
    ]);
    expect(series.known).toMatchObject({ from: 100, to: 200, until: 200 });
    series.take(past(100, 1000, [[150, 5]]), false);
    expect(shown(series)).toEqual([
      [150, 5],
      [1000, 1],
      [1010, 2],
    ]);
    expect(series.known?.until).toBe(Infinity);
  });

  it('counts what came since the last answer, and stays bounded', () => {
    const series = new JoinedSeries(50, 100);
    series.take(past(0, 1, [[0, 0]]), true);
    for (let t = 1; t <= 500; t++) series.add(t, t);
    expect([series.fresh, series.length, series.time(99)]).toEqual([500, 100, 500]);
    series.take(
      past(0, 500, [
        [0, 0],
        [250, 1],
      ]),
      true,
    );
    expect([series.fresh, series.length, series.time(0), series.time(2)]).toEqual([0, 52, 0, 451]);
  });

  it('is live only after the history is forgotten', () => {
    const series = new JoinedSeries();
    series.add(30, 3);
    series.take(past(0, 20, [[10, 1]]), true);
    series.forgetPast();
    expect([shown(series), series.known]).toEqual([[[30, 3]], null]);
  });
});

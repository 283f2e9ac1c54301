import { describe, expect, it } from 'vitest';
import { chartColumns } from './columns';
import { commonGaps, findGaps, gapAfter, inGap, type GapRule } from './gaps';
import { readAt } from './read';
import { SortedPoints } from '../../data/sorted-points';

const SECOND = 1000;
const VIEW = { from: 0, to: 100 * SECOND };
const EVERY_5_S: GapRule = { gapMs: gapAfter(5 * SECOND), outages: [], held: false };
const ON_CHANGE: GapRule = { gapMs: Infinity, outages: [], held: true };

function at(...seconds: number[]): SortedPoints {
  const track = new SortedPoints(100);
  for (const s of seconds) track.add(s * SECOND, s);
  return track;
}

describe('a gap', () => {
  it('begins above three intervals, and never below an interval and three seconds', () => {
    expect([gapAfter(5000), gapAfter(500), gapAfter(null)]).toEqual([15_000, 3500, Infinity]);
  });

  it('lies between two points that are too far apart', () => {
    const points = at(0, 5, 10, 30, 35, 90, 95, 100);
    expect(findGaps(points, VIEW, EVERY_5_S)).toEqual([
      { from: 10_000, to: 30_000, open: false },
      { from: 35_000, to: 90_000, open: false },
    ]);
  });

  it('is open from the newest point on when nothing comes', () => {
    expect(findGaps(at(0, 5), VIEW, EVERY_5_S)).toEqual([{ from: 5000, to: 100_000, open: true }]);
    expect(findGaps(at(90, 95), VIEW, EVERY_5_S)).toEqual([]);
  });

  it('says when it began, be it before the view', () => {
    const gaps = findGaps(at(-50, 60, 65), { from: 0, to: 70_000 }, EVERY_5_S);
    expect(gaps).toEqual([{ from: -50_000, to: 60_000, open: false }]);
  });

  it('is never before the first point: there nothing is known', () => {
    expect(findGaps(at(80, 85, 90, 95, 100), VIEW, EVERY_5_S)).toEqual([]);
    expect(findGaps(at(), VIEW, EVERY_5_S)).toEqual([]);
  });

  it('interrupts what comes on change only while the device was away', () => {
    const rule = { ...ON_CHANGE, outages: [{ from: 20_000, to: 40_000 }] };
    expect(findGaps(at(10, 60), VIEW, rule)).toEqual([{ from: 20_000, to: 40_000, open: false }]);
    expect(findGaps(at(10, 60), VIEW, ON_CHANGE)).toEqual([]);
  });

  it('breaks a line without an interval from point to point when the device was away between them', () => {
    const rule = { ...ON_CHANGE, held: false, outages: [{ from: 20_000, to: 40_500 }] };
    expect(findGaps(at(10, 40, 60, 99), VIEW, rule)).toEqual([{ from: 10_000, to: 40_000, open: false }]);
  });

  it('does not part what was measured during an outage and came after it', () => {
    const rule = { ...EVERY_5_S, outages: [{ from: 12_000, to: 62_000 }] };
    expect(findGaps(at(5, 10, 25, 30, 35, 40, 60, 65, 70, 75, 80, 85, 90, 95), VIEW, rule)).toEqual([
      { from: 10_000, to: 25_000, open: false },
      { from: 40_000, to: 60_000, open: false },
    ]);
  });

  it('is open while the device is away, however short that is', () => {
    const rule = { ...EVERY_5_S, outages: [{ from: 96_000, to: Infinity }] };
    expect(findGaps(at(85, 90, 95), VIEW, rule)).toEqual([{ from: 95_000, to: 100_000, open: true }]);
  });
});

describe('several lines', () => {
  it('have in common what all of them miss', () => {
    const [a, b] = [at(0, 5, 50, 55), at(0, 5, 10, 50, 55)].map((one) => findGaps(one, VIEW, EVERY_5_S));
    expect(commonGaps([a ?? [], b ?? []])).toEqual([
      { from: 10_000, to: 50_000, open: false },
      { from: 55_000, to: 100_000, open: true },
    ]);
    expect(commonGaps([])).toEqual([]);
  });

  it('share one column of times: null breaks a line, undefined lets it go on', () => {
    const a = at(0, 5, 30);
    const lines = [
      { points: a, gaps: findGaps(a, { from: 0, to: 30_000 }, EVERY_5_S) },
      { points: at(0, 30), gaps: [] },
    ];
    expect(chartColumns(lines, { from: 0, to: 30_000 })).toEqual({
      times: [0, 5000, 17_500, 30_000],
      values: [
        [0, 5, null, 30],
        [0, undefined, undefined, 30],
      ],
    });
  });

  it('break from point to point, also where another line has points between', () => {
    const a = at(0, 5, 30);
    const lines = [
      { points: a, gaps: findGaps(a, { from: 0, to: 30_000 }, EVERY_5_S) },
      { points: at(0, 10, 20, 30), gaps: [] },
    ];
    const { times, values } = chartColumns(lines, { from: 0, to: 30_000 });
    expect(times).toEqual([0, 5000, 10_000, 17_500, 20_000, 30_000]);
    expect(values[0]).toEqual([0, 5, null, null, null, 30]);
  });

  it('carry one point beyond each edge of the view', () => {
    const { times } = chartColumns([{ points: at(0, 10, 20, 30, 40), gaps: [] }], {
      from: 15_000,
      to: 25_000,
    });
    expect(times).toEqual([10_000, 20_000, 30_000]);
  });
});

describe('reading at a time', () => {
  const points = at(0, 5, 10, 60, 65);
  const gaps = findGaps(points, { from: 0, to: 65_000 }, EVERY_5_S);

  it('gives the nearest point, and nothing within a gap', () => {
    expect(readAt(points, gaps, EVERY_5_S, 6000)).toEqual({ time: 5000, value: 5 });
    expect(readAt(points, gaps, EVERY_5_S, 30_000)).toBeUndefined();
    expect(inGap(gaps, 30_000)).toEqual({ from: 10_000, to: 60_000, open: false });
  });

  it('gives a held value until the next one', () => {
    expect(readAt(points, [], ON_CHANGE, 59_000)).toEqual({ time: 10_000, value: 10 });
    expect(readAt(points, [], ON_CHANGE, -1)).toBeUndefined();
  });
});

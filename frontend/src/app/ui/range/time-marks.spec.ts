import { describe, expect, it } from 'vitest';
import { timeMarks, timeStep } from './time-marks';
import { timeWords } from './time-words';
import { zoneOf } from './zones';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const berlin = zoneOf('Europe/Berlin');
const at = (iso: string): number => Date.parse(iso);

describe('the time axis', () => {
  it.each([
    [60 * MINUTE, 600, 10 * MINUTE],
    [15 * MINUTE, 600, 5 * MINUTE],
    [5 * MINUTE, 600, MINUTE],
    [MINUTE, 600, 10_000],
    [HOUR, 30, HOUR],
    [DAY, 1000, 2 * HOUR],
    [7 * DAY, 800, DAY],
    [30 * DAY, 800, 7 * DAY],
    [365 * DAY, 1000, 60 * DAY],
    [20 * 365 * DAY, 800, 5 * 360 * DAY],
  ])('of %d ms on %d px has a mark every %d ms', (ms, width, step) => {
    expect(timeStep(ms, width, 80)).toBe(step);
  });

  it('has its marks at whole steps', () => {
    expect(timeMarks({ from: 90_000, to: 200_000 }, MINUTE, berlin)).toEqual([120_000, 180_000]);
  });

  it('has its marks at midnights of its zone, also where the clocks change', () => {
    const view = { from: at('2026-03-28T00:00Z'), to: at('2026-03-31T00:00Z') };
    expect(timeMarks(view, DAY, berlin)).toEqual(
      ['2026-03-28T23:00Z', '2026-03-29T22:00Z', '2026-03-30T22:00Z'].map(at),
    );
  });

  it('stays at even hours where the clocks change', () => {
    const view = { from: at('2026-10-24T22:00Z'), to: at('2026-10-25T11:00Z') };
    const words = timeWords('Europe/Berlin', 'en');
    const hours = timeMarks(view, 6 * HOUR, berlin).map((t) => words.clock(t));
    expect(hours).toEqual(['00:00', '06:00', '12:00']);
  });

  it('has months and years at their firsts', () => {
    const view = { from: at('2025-11-15T00:00Z'), to: at('2026-02-15T00:00Z') };
    const words = timeWords('UTC', 'en');
    const marks = timeMarks(view, 30 * DAY, zoneOf('UTC'));
    expect(marks.map((t) => words.mark(t, 30 * DAY))).toEqual(['Dec', '2026', 'Feb']);
  });

  it('ends, whatever the zone does', () => {
    const view = { from: at('2011-12-28T00:00Z'), to: at('2012-01-03T00:00Z') };
    const marks = timeMarks(view, DAY, zoneOf('Pacific/Apia'));
    expect(marks.length).toBeGreaterThan(3);
    expect(new Set(marks).size).toBe(marks.length);
  });
});

describe('times in words', () => {
  const words = timeWords('Asia/Seoul', 'en');
  const now = at('2026-11-23T12:00Z');

  it('have a date on other days only', () => {
    const view = { from: at('2026-11-23T05:02Z'), to: at('2026-11-23T05:09Z') };
    expect(words.stretch(view, now)).toEqual(['14:02', '14:09']);
    expect(words.stretch({ from: view.from - DAY, to: view.to - DAY }, now)).toEqual([
      '22 Nov 14:02',
      '14:09',
    ]);
    expect(words.stretch({ from: view.from, to: view.from + 2000 }, now)).toEqual(['14:02:00', '14:02:02']);
  });

  it('name whole days', () => {
    const day = { from: at('2026-11-20T15:00Z'), to: at('2026-11-22T15:00Z') };
    expect(words.stretch(day, now)).toEqual(['21 Nov', '22 Nov']);
  });

  it('are as precise as the view', () => {
    expect([HOUR, 3 * DAY, 365 * DAY].map((span) => words.moment(now, span))).toEqual([
      '21:00:00',
      '23 Nov 21:00',
      '23 Nov 2026 21:00',
    ]);
  });
});

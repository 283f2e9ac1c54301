import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DayClock, DayClocks, DayRanges, dayOf, type DayRange } from './index.js';

const MS = 1_000;
const HOUR = 3_600_000 * MS;
/** So far ahead of ours may the clock of a device be before its time no longer counts. */
const AHEAD = 30_000 * MS;

/** Zones with the instants (UTC) around which they are looked at: the clocks change, or a day is left out. */
const MOMENTS = [
  ['Europe/Berlin', '2026-03-29T00:00Z'],
  ['Europe/Berlin', '2026-10-25T00:00Z'],
  ['Asia/Seoul', '2026-11-23T15:00Z'],
  ['America/Sao_Paulo', '2018-11-04T03:00Z'],
  ['America/Sao_Paulo', '2018-02-18T02:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00Z'],
  ['Pacific/Apia', '2011-12-30T10:00Z'],
  ['Asia/Kathmandu', '2026-01-01T00:00Z'],
] as const;
const moment = fc.constantFrom(...MOMENTS).map(([zone, at]) => ({ zone, at: Date.parse(at) * MS }));

/** Dates as `Intl` writes them, for checking. */
const formats = new Map(
  MOMENTS.map(([timeZone]) => [
    timeZone as string,
    new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }),
  ]),
);
const dateOf = (t: number, zone: string): string => formats.get(zone)?.format(Math.floor(t / MS)) ?? '';

describe('dayOf', () => {
  it('holds exactly the instants of one date', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: -72 * HOUR, max: 72 * HOUR }), ({ zone, at }, offset) => {
        const t = at + offset;
        const { begins, ends } = dayOf(t, zone);
        const date = dateOf(t, zone);
        expect(t).toBeGreaterThanOrEqual(begins);
        expect(t).toBeLessThan(ends);
        expect([dateOf(begins, zone), dateOf(ends - 1, zone)]).toEqual([date, date]);
        expect(dateOf(begins - 1, zone) < date && date < dateOf(ends, zone)).toBe(true);
      }),
    );
  });

  it.each(['Europe/Berlin', 'America/St_Johns', 'Africa/Cairo', 'Asia/Beirut'])(
    'leaves no gap between days in %s, in any year',
    (zone) => {
      const t = fc.integer({ min: Date.UTC(1980, 0) * MS, max: Date.UTC(2040, 0) * MS });
      fc.assert(
        fc.property(t, (at) => {
          const { begins, ends } = dayOf(at, zone);
          expect(begins <= at && at < ends).toBe(true);
          expect(dayOf(ends, zone).begins).toBe(ends);
          expect(dayOf(begins - 1, zone).ends).toBe(begins);
        }),
      );
    },
  );

  it('has 23 and 25 hours where the clocks change', () => {
    const hours = (date: string): number => {
      const { begins, ends } = dayOf(Date.parse(date) * MS, 'Europe/Berlin');
      return (ends - begins) / HOUR;
    };
    expect(['2026-03-29', '2026-07-01', '2026-10-25'].map(hours)).toEqual([23, 24, 25]);
  });
});

describe('DayClocks', () => {
  it('stand in every zone at the day of the present, however it moves', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -30 * HOUR, max: 60 * HOUR }), { maxLength: 20 }), (moves) => {
        const clocks = new DayClocks();
        let now = Date.parse('2026-03-27T22:30Z') * MS;
        for (const [place, move] of moves.entries()) {
          now += move;
          clocks.follow(now);
          clocks.of(MOMENTS[place % MOMENTS.length]?.[0] ?? 'UTC');
          for (const zone of ['Europe/Berlin', 'Asia/Seoul']) {
            const { begins, ends } = clocks.of(zone);
            expect({ begins, ends }).toEqual(dayOf(now, zone));
          }
        }
      }),
    );
  });
});

/**
 * One reading: when it comes, `after` the one before it or at an offset from the next midnight, and how much
 * earlier (`late`) it was measured. All in µs.
 */
interface Arrival {
  after: number;
  fromMidnight: number | null;
  late: number;
  value: number;
}

interface Reading {
  t: number;
  value: number;
}

/** What the range should be: all readings of the date of `now`, looked at one by one. */
function bruteForce(readings: readonly Reading[], now: number, zone: string): DayRange | undefined {
  const date = dateOf(now, zone);
  const today = readings.filter(({ t }) => dateOf(t, zone) === date);
  if (today.length === 0) return undefined;
  const known = readings.some(({ t }) => dateOf(t, zone) < date);
  const values = today.map(({ value }) => value);
  const since = known ? dayOf(now, zone).begins : Math.min(...today.map(({ t }) => t));
  return { low: Math.min(...values), high: Math.max(...values), since };
}

describe('DayRanges', () => {
  const arrival: fc.Arbitrary<Arrival> = fc.record({
    after: fc.oneof(fc.integer({ min: 0, max: HOUR / 60 }), fc.integer({ min: 0, max: 14 * HOUR })),
    fromMidnight: fc.option(fc.integer({ min: -AHEAD, max: AHEAD })),
    late: fc.oneof(fc.integer({ min: -AHEAD, max: AHEAD }), fc.integer({ min: 0, max: 40 * HOUR })),
    value: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  });

  it('are what all readings of the date say, late and early ones too', () => {
    fc.assert(
      fc.property(moment, fc.array(arrival, { maxLength: 40 }), ({ zone, at }, arrivals) => {
        const day = new DayClock(zone, at - 30 * HOUR);
        const ranges = new DayRanges();
        const counted: Reading[] = [];
        let now = at - 30 * HOUR;
        for (const { after, fromMidnight, late, value } of arrivals) {
          now = fromMidnight === null ? now + after : Math.max(now, day.ends + fromMidnight);
          day.follow(now);
          expect(ranges.of(5, day)).toEqual(bruteForce(counted, now, zone));
          ranges.add(5, now - late, value, day);
          if (now - late >= day.begins) counted.push({ t: now - late, value });
          expect(ranges.of(5, day)).toEqual(bruteForce(counted, now, zone));
        }
      }),
      { numRuns: 500 },
    );
  });

  const NOW = Date.parse('2026-11-23T12:00Z') * MS;

  it('keep series apart, however many there are, and forget one of them', () => {
    const day = new DayClock('Asia/Seoul', NOW);
    const ranges = new DayRanges();
    for (const n of [0, 1, 1_023, 1_024, 200_000]) ranges.add(n, NOW, n, day);
    ranges.forget(1);
    ranges.forget(900_000);
    const lows = [0, 1, 2, 1_023, 1_024, 200_000, 200_001].map((n) => ranges.of(n, day)?.low);
    expect(lows).toEqual([0, undefined, undefined, 1_023, 1_024, 200_000, undefined]);
  });

  it('take in what was known before, from midnight at the earliest', () => {
    const day = new DayClock('Asia/Seoul', NOW);
    const ranges = new DayRanges();
    ranges.add(0, NOW, 5, day);
    ranges.seed(0, { low: 1, high: 4, since: day.begins - HOUR }, day);
    expect(ranges.of(0, day)).toEqual({ low: 1, high: 5, since: day.begins });
    ranges.seed(1, { low: 1, high: 4, since: NOW - HOUR }, day);
    ranges.add(1, NOW, 9, day);
    expect(ranges.of(1, day)).toEqual({ low: 1, high: 9, since: NOW - HOUR });
  });

  it('begin anew, from the first reading on, after a change of zone', () => {
    const ranges = new DayRanges();
    const berlin = new DayClock('Europe/Berlin', NOW);
    const seoul = new DayClock('Asia/Seoul', NOW);
    ranges.add(0, NOW - HOUR, 1, berlin);
    ranges.forget(0);
    expect(ranges.of(0, seoul)).toBeUndefined();
    ranges.add(0, NOW, 2, seoul);
    expect(ranges.of(0, seoul)).toEqual({ low: 2, high: 2, since: NOW });
  });
});

import { RETAINED, TEXT, type Today } from '@sensorium/contracts';
import { TestBed } from '@angular/core/testing';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { Api, ApiFault } from '../../data/api';
import { Live } from '../../data/live';
import { NOON, aDevice, aMetric, aSeries, columnsOf, type Row } from '../../data/testing';
import { WireSeries } from '../../data/wire-series';
import { dayAt, toldDay, withNumber } from './day-range';
import { DeviceDay } from './device-day';
import { DeviceFeed } from './device-feed';

const HOUR = 3_600_000;
const day: Today = { min: 18, max: 21, since: NOON - HOUR, begins: NOON - 12 * HOUR, ends: NOON + 12 * HOUR };

describe('the day of a metric', () => {
  it('goes on with every number of it, in any order', () => {
    const number = fc.record({
      t: fc.integer({ min: NOON - 40 * HOUR, max: NOON + 40 * HOUR }),
      v: fc.integer(),
    });
    fc.assert(
      fc.property(fc.array(number), (numbers) => {
        const range = numbers.reduce((so: Today | null, { t, v }) => withNumber(so, t, v), day);
        const counted = numbers.filter(({ t }) => t >= day.begins && t < day.ends);
        const values = [day.min, day.max, ...counted.map(({ v }) => v)];
        const since = Math.min(day.since, ...counted.map(({ t }) => t));
        expect(range).toEqual({ ...day, min: Math.min(...values), max: Math.max(...values), since });
      }),
    );
    expect(withNumber(day, NOON, 20)).toBe(day);
    expect(withNumber(null, NOON, 20)).toBeNull();
  });

  it('is over at its end', () => {
    expect(dayAt(day, NOON)).toBe(day);
    expect(dayAt(day, day.ends - 1)).toBe(day);
    for (const now of [day.ends, day.begins - 1, NaN]) expect(dayAt(day, now)).toBeNull();
    expect(dayAt(null, NOON)).toBeNull();
  });

  it("is the server's, and keeps what the page has seen of the same day only", () => {
    const seen = { ...day, min: 17, max: 20, since: NOON - 2 * HOUR };
    expect(toldDay(day, seen)).toEqual({ ...day, min: 17, max: 21, since: NOON - 2 * HOUR });
    expect(toldDay(day, { ...seen, begins: seen.begins - 24 * HOUR, ends: seen.begins })).toBe(day);
    expect(toldDay(day, null)).toBe(day);
    expect(toldDay(null, seen)).toBeNull();
  });
});

describe('the page', () => {
  let feed: DeviceFeed;
  let answer: () => Promise<unknown>;
  const series = new WireSeries();
  series.take([aSeries(1, 'a', 'temperature'), aSeries(2, 'a', 'state')]);

  function take(part: 'snapshot' | 'readings', ...rows: Row[]): void {
    feed.take({ id: 's', cursor: 'c', time: NOON, part, columns: columnsOf(rows), series });
  }
  function known(): Today | null {
    return feed.history.of('temperature').day;
  }

  beforeEach(() => {
    const getJson = (): Promise<unknown> => answer();
    TestBed.configureTestingModule({
      providers: [
        DeviceFeed,
        DeviceDay,
        { provide: Live, useValue: {} },
        { provide: Api, useValue: { getJson } },
      ],
    });
    feed = TestBed.inject(DeviceFeed);
  });

  it('asks the server for the day and goes on with live numbers, not with retained ones', async () => {
    answer = () => Promise.resolve(aDevice('a', { metrics: [aMetric('temperature', { today: day })] }));
    const before = feed.version();
    TestBed.inject(DeviceDay).follow('u-a');
    await expect.poll(() => feed.version()).toBeGreaterThan(before);
    expect(known()).toEqual(day);
    take(
      'snapshot',
      { n: 1, t: NOON, value: 99, flags: RETAINED },
      { n: 2, t: NOON, value: 'on', flags: TEXT },
    );
    take('readings', { n: 1, t: NOON, value: 22.5 });
    expect(known()).toEqual({ ...day, max: 22.5 });
    expect(feed.history.of('state').day).toBeNull();
  });

  it('keeps what it knows while the server does not answer', async () => {
    feed.takeDay([aMetric('temperature', { today: day })]);
    let asked = 0;
    answer = () => {
      asked++;
      return Promise.reject(new ApiFault('no-answer', 'gone'));
    };
    TestBed.inject(DeviceDay).follow('u-a');
    await expect.poll(() => asked).toBe(1);
    expect(known()).toEqual(day);
  });
});

import { NEWEST, RETAINED, TEXT, decodeColumns, type Poll, type PolledReading } from '@sensorium/contracts';
import { describe, expect, it } from 'vitest';
import { HttpFleet, selectionOf } from './http-fleet';
import { NOON, aDevice, aMetric } from './testing';

const ALL = selectionOf({ id: 'fleet', series: 'fleet' });

function answer(...readings: PolledReading[]): Poll {
  return { cursor: '0.e.1', time: NOON, readings, more: false, reset: false, missed: 0 };
}

function rows(bytes: Uint8Array | null): unknown[] {
  const decoded = bytes && decodeColumns(bytes);
  if (!decoded?.ok) return [];
  const { count, series, value, flags, texts } = decoded.columns;
  return Array.from({ length: count }, (_, i) => [
    series[i],
    (flags[i] ?? 0) & TEXT ? texts[value[i] ?? 0] : value[i],
    flags[i],
  ]);
}

describe('HttpFleet', () => {
  it('gives each series a number once, with what its device says of it', () => {
    const fleet = new HttpFleet();
    fleet.takeDevices([aDevice('a', { metrics: [aMetric('x', { unit: '°C' })] })]);
    const reading = { device: 'a', metric: 'x', t: NOON, value: 4 };
    expect(fleet.isStrange(reading)).toBe(false);
    expect(fleet.isStrange({ ...reading, metric: 'y' })).toBe(true);
    expect(fleet.take(answer(reading, { ...reading, t: NOON + 1 }))).toEqual([
      { n: 0, device: 'a', uid: 'u-a', metric: 'x', kind: 'number', unit: '°C' },
    ]);
    expect(fleet.take(answer(reading))).toEqual([]);
  });

  it('has the latest values and the news of a selection as frames', () => {
    const fleet = new HttpFleet();
    const first = answer(
      { device: 'a', metric: 'x', t: NOON, value: 4, retained: true },
      { device: 'b', metric: 'x', t: NOON, value: 'dry' },
    );
    fleet.take(first);
    expect(rows(fleet.snapshot(ALL))).toEqual([
      [0, 4, NEWEST | RETAINED],
      [1, 'dry', NEWEST | TEXT],
    ]);
    const news = answer(
      { device: 'a', metric: 'x', t: NOON - 5, value: 3 },
      { device: 'b', metric: 'x', t: NOON + 5, value: 'wet' },
    );
    fleet.take(news);
    expect(rows(fleet.news(ALL, news))).toEqual([
      [0, 3, 0],
      [1, 'wet', NEWEST | TEXT],
    ]);
    const onlyB = selectionOf({ id: 'w', series: ['b/*'] });
    expect(rows(fleet.news(onlyB, news))).toHaveLength(1);
    expect(fleet.news(selectionOf({ id: 'w', series: ['c/*'] }), news)).toBeNull();
    expect(rows(fleet.snapshot(onlyB))).toEqual([[1, 'wet', NEWEST | TEXT]]);
  });
});

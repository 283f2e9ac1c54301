import type { SeriesTotals } from '@sensorium/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zoneOf } from '../../ui/range/zones';
import { bucketAt, bucketEnd, bucketStart, bucketsOf, fits, perOf } from './buckets';
import { PERS } from './explore-query';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ZONES = ['UTC', 'Europe/Lisbon', 'Asia/Seoul', 'Asia/Kathmandu', 'America/New_York'];

function answer(t: number[], v: (number | null)[]): SeriesTotals {
  const head = { device: 'd', uid: 'u', metric: 'm', unit: 'kWh', from: 0, to: 1, zone: 'UTC' };
  return { ...head, total: 0, resets: 0, rollovers: 0, t, v };
}

describe('buckets', () => {
  it('hold the time that they begin for, in every zone, over changes of clocks too', () => {
    const time = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2027, 0, 1) });
    fc.assert(
      fc.property(time, fc.constantFrom(...PERS), fc.constantFrom(...ZONES), (t, per, name) => {
        const zone = zoneOf(name);
        const start = bucketStart(t, per, zone);
        expect(start).toBeLessThanOrEqual(t);
        expect(bucketEnd(start, per, zone)).toBeGreaterThan(t);
        expect(bucketStart(start, per, zone)).toBe(start);
      }),
    );
  });

  it('are days by the clocks: one of 23 hours in spring', () => {
    const zone = zoneOf('Europe/Lisbon');
    const start = bucketStart(Date.UTC(2026, 2, 29, 12), 'day', zone);
    expect(bucketEnd(start, 'day', zone) - start).toBe(23 * HOUR);
  });

  it('end where the next one begins, and the last one at its own end', () => {
    const t = [0, HOUR, 2 * HOUR];
    const buckets = bucketsOf([answer(t, [1, null, 3]), answer(t, [4, 5, 6])], 'hour', zoneOf('UTC'));
    expect(buckets.map(({ to }) => to)).toEqual([HOUR, 2 * HOUR, 3 * HOUR]);
    expect(buckets[1]?.values).toEqual([null, 5]);
    expect(bucketAt(buckets, HOUR)).toBe(buckets[1]);
    expect(bucketAt(buckets, 3 * HOUR)).toBeUndefined();
    expect(bucketAt(buckets, null)).toBeUndefined();
  });

  it('are as long as reads easily, unless another length is wanted that can be told apart', () => {
    const range = (ms: number): { from: number; to: number } => ({ from: 0, to: ms });
    expect(perOf(null, range(DAY))).toBe('hour');
    expect(perOf(null, range(30 * DAY))).toBe('day');
    expect(perOf(null, range(365 * DAY))).toBe('month');
    expect(perOf('hour', range(7 * DAY))).toBe('hour');
    expect(perOf('hour', range(365 * DAY))).toBe('month');
    expect(fits('hour', range(365 * DAY))).toBe(false);
  });
});

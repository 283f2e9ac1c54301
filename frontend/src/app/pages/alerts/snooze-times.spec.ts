import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldTime, timeInField, tomorrowMorning } from './snooze-times';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('the end of a snooze', () => {
  it('is at eight in the morning of the next day', () => {
    const noon = new Date(2026, 10, 23, 12).getTime();
    expect(new Date(tomorrowMorning(noon))).toEqual(new Date(2026, 10, 24, 8));
    expect(new Date(tomorrowMorning(new Date(2026, 11, 31, 23, 59).getTime()))).toEqual(
      new Date(2027, 0, 1, 8),
    );
  });

  it('is always later, by up to 33 hours and what a change of clocks adds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1e12, max: 4e12 }), (now) => {
        const wait = tomorrowMorning(now) - now;
        expect(wait).toBeGreaterThan(0);
        expect(wait).toBeLessThanOrEqual(1.5 * DAY);
      }),
    );
  });

  it('comes back from a field to the minute', () => {
    const t = new Date(2026, 5, 1, 14, 30).getTime();
    expect(fieldTime(t)).toBe('2026-06-01T14:30');
    expect(timeInField(fieldTime(t))).toBe(t);
  });

  it('is none without a time in the field', () => {
    expect(timeInField('')).toBeUndefined();
    expect(timeInField('soon')).toBeUndefined();
  });
});

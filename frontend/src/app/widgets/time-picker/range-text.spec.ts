import { describe, expect, it } from 'vitest';
import { timeWords } from '../../ui/range/time-words';
import { zoneOf } from '../../ui/range/zones';
import { calendarRange, fieldText, fieldTime, lengthOf, rangeName } from './range-text';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Monday evening in Seoul, still Monday morning in New York. */
const NOW = Date.parse('2026-11-23T14:00Z');
const seoul = zoneOf('Asia/Seoul');

describe('named ranges', () => {
  it('are cut by the clocks of their zone', () => {
    expect(calendarRange('today', seoul, NOW)).toEqual({
      kind: 'since',
      from: Date.parse('2026-11-22T15:00Z'),
    });
    expect(calendarRange('today', zoneOf('America/New_York'), NOW)).toEqual({
      kind: 'since',
      from: Date.parse('2026-11-23T05:00Z'),
    });
    expect(calendarRange('yesterday', seoul, NOW)).toEqual({
      kind: 'fixed',
      from: Date.parse('2026-11-21T15:00Z'),
      to: Date.parse('2026-11-22T15:00Z'),
    });
    expect(calendarRange('week', seoul, NOW)).toEqual(calendarRange('today', seoul, NOW));
  });

  it('have 23 hours where the clocks went forward', () => {
    const range = calendarRange('yesterday', zoneOf('Europe/Berlin'), Date.parse('2026-03-30T10:00Z'));
    expect(range.kind === 'fixed' && (range.to - range.from) / HOUR).toBe(23);
  });

  it('are found again from their bounds', () => {
    const words = timeWords('Asia/Seoul', 'en');
    const keys = (['today', 'yesterday'] as const).map(
      (name) => rangeName(calendarRange(name, seoul, NOW), words, NOW).key,
    );
    expect(keys).toEqual(['range.today', 'range.yesterday']);
    expect(rangeName({ kind: 'last', ms: HOUR }, words, NOW)).toEqual({ key: 'range.last', ms: HOUR });
    expect(rangeName({ kind: 'fixed', from: NOW - HOUR, to: NOW }, words, NOW)).toEqual({
      key: 'range.stretch',
      from: '22:00',
      to: '23:00',
    });
    expect(rangeName({ kind: 'since', from: NOW - HOUR }, words, NOW)).toEqual({
      key: 'range.since',
      from: '22:00',
    });
  });
});

describe('lengths of time', () => {
  it.each([
    [60_000, 'min', 1],
    [90_000, 's', 90],
    [15 * 60_000, 'min', 15],
    [HOUR, 'h', 1],
    [DAY, 'h', 24],
    [7 * DAY, 'd', 7],
    [365 * DAY, 'y', 1],
    [100 * 60_000, 'min', 100],
    [5.4 * DAY, 'd', 5],
  ])('%d ms is in %s %d', (ms, unit, n) => {
    expect(lengthOf(ms)).toEqual({ unit, n });
  });
});

describe('fields for date and time', () => {
  it('speak the clocks of their zone', () => {
    expect(fieldText(NOW, seoul)).toBe('2026-11-23T23:00:00');
    expect(fieldTime('2026-11-23T23:00', seoul)).toBe(NOW);
    expect(fieldTime('', seoul)).toBeNaN();
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Zone, isZone, zoneOf } from './zones';

const HOUR = 3_600_000;
const berlin = zoneOf('Europe/Berlin');
const at = (iso: string): number => Date.parse(iso);

describe('the calendar of a zone', () => {
  it('cuts days at midnight of its own clocks', () => {
    expect(zoneOf('Asia/Seoul').dayStart(at('2026-11-23T14:00Z'))).toBe(at('2026-11-22T15:00Z'));
    expect(berlin.dayStart(at('2026-11-23T00:30Z'), -1)).toBe(at('2026-11-21T23:00Z'));
    expect(zoneOf('Asia/Kathmandu').dayStart(at('2026-01-01T00:00Z'))).toBe(at('2025-12-31T18:15Z'));
  });

  it('has days of 23 and 25 hours where the clocks change', () => {
    const hours = (iso: string): number => {
      const start = berlin.dayStart(at(iso));
      return (berlin.dayStart(start, 1) - start) / HOUR;
    };
    expect(['2026-03-29T12:00Z', '2026-07-01T12:00Z', '2026-10-25T12:00Z'].map(hours)).toEqual([23, 24, 25]);
  });

  it('begins a day without midnight at its first instant', () => {
    const saoPaulo = zoneOf('America/Sao_Paulo');
    expect(saoPaulo.dayStart(at('2018-11-04T12:00Z'))).toBe(at('2018-11-04T03:00Z'));
  });

  it('begins weeks on Monday and months on the first', () => {
    expect(berlin.weekStart(at('2026-03-29T21:59Z'))).toBe(at('2026-03-22T23:00Z'));
    expect(berlin.weekStart(at('2026-03-29T22:00Z'))).toBe(at('2026-03-29T22:00Z'));
    expect(berlin.monthStart(at('2026-01-15T12:00Z'), -1)).toBe(at('2025-11-30T23:00Z'));
    expect(berlin.monthStart(at('2026-03-15T12:00Z'), 1)).toBe(at('2026-03-31T22:00Z'));
  });

  it('takes the first of two equal times, and a time left out as much later', () => {
    expect(berlin.instant(Date.UTC(2026, 9, 25, 2, 30))).toBe(at('2026-10-25T00:30Z'));
    expect(berlin.instant(Date.UTC(2026, 2, 29, 2, 30))).toBe(at('2026-03-29T01:30Z'));
  });

  it('lets days follow each other without a gap, in any year', () => {
    const moments = fc.integer({ min: Date.UTC(1980, 0), max: Date.UTC(2040, 0) });
    const zones = fc.constantFrom('Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Africa/Cairo');
    fc.assert(
      fc.property(moments, zones, (t, name) => {
        const zone = zoneOf(name);
        const [start, next] = [zone.dayStart(t), zone.dayStart(t, 1)];
        expect(start <= t && t < next).toBe(true);
        expect(zone.dayStart(next)).toBe(next);
      }),
      { numRuns: 200 },
    );
  });

  it('knows what it does not know', () => {
    expect([isZone('Europe/Lisbon'), isZone('Mars/Olympus')]).toEqual([true, false]);
    expect(() => new Zone('Mars/Olympus')).toThrow(RangeError);
  });
});

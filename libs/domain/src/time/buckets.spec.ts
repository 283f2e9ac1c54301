import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketEdges, dayOf } from './index.js';

const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;

/** Zones with instants around which the clocks change, or a day is left out. */
const MOMENTS = [
  ['Europe/Berlin', '2026-03-29T00:00Z'],
  ['Europe/Berlin', '2026-10-25T00:00Z'],
  ['America/Sao_Paulo', '2018-02-18T02:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:00Z'],
  ['Pacific/Apia', '2011-12-30T10:00Z'],
  ['Asia/Kathmandu', '2026-01-01T00:00Z'],
  ['America/Havana', '2026-11-01T05:00Z'],
] as const;

/** A range of up to three days near one of the moments. */
const range = fc
  .tuple(
    fc.constantFrom(...MOMENTS),
    fc.integer({ min: -48 * HOUR, max: 24 * HOUR }),
    fc.integer({ min: 1, max: 72 * HOUR }),
  )
  .map(([[zone, at], offset, length]) => {
    const from = Date.parse(at) * 1_000 + offset;
    return { zone, from, to: from + length };
  });

/** Full minutes strictly between two times. */
function minutesBetween(from: number, to: number): number[] {
  const minutes: number[] = [];
  for (let t = (Math.floor(from / MINUTE) + 1) * MINUTE; t < to; t += MINUTE) minutes.push(t);
  return minutes;
}

describe('bucketEdges', () => {
  it('cuts hours exactly where the clocks of the zone show minute 0', () => {
    fc.assert(
      fc.property(range, ({ zone, from, to }) => {
        const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, minute: '2-digit' });
        const full = minutesBetween(from, to).filter((t) => Number(format.format(t / 1_000)) === 0);
        expect(bucketEdges(from, to, 'hour', zone, 1_000)).toEqual([from, ...full, to]);
      }),
      { numRuns: 40 },
    );
  });

  it('cuts days where a day of the zone begins', () => {
    fc.assert(
      fc.property(range, ({ zone, from, to }) => {
        const edges = bucketEdges(from, to, 'day', zone, 1_000) ?? [];
        expect([edges[0], edges.at(-1)]).toEqual([from, to]);
        for (const edge of edges.slice(1, -1)) expect(dayOf(edge, zone).begins).toBe(edge);
        for (const [place, edge] of edges.slice(0, -1).entries())
          expect(edges[place + 1]).toBe(Math.min(dayOf(edge, zone).ends, to));
      }),
    );
  });

  it.each([
    ['Europe/Berlin', 'hour', '2026-03-28T23:00Z', '2026-03-29T22:00Z', 23],
    ['Europe/Berlin', 'hour', '2026-10-24T22:00Z', '2026-10-25T23:00Z', 25],
    ['Asia/Seoul', 'day', '2026-10-31T15:00Z', '2026-11-30T15:00Z', 30],
    ['Pacific/Apia', 'day', '2011-12-28T10:00Z', '2012-01-01T10:00Z', 4],
    ['Europe/Berlin', 'month', '2025-12-31T23:00Z', '2026-12-31T23:00Z', 12],
    ['America/Havana', 'month', '2026-10-15T05:00Z', '2026-12-15T05:00Z', 3],
  ] as const)('cuts %s by the %s from %s to %s into %i', (zone, size, from, to, buckets) => {
    const edges = bucketEdges(Date.parse(from) * 1_000, Date.parse(to) * 1_000, size, zone, 1_000);
    expect(edges).toHaveLength(buckets + 1);
    expect(edges).toEqual([...new Set(edges)].sort((a, b) => a - b));
  });

  it('begins months at the first instant of their first day', () => {
    const from = Date.parse('2026-10-15T05:00Z') * 1_000;
    const to = Date.parse('2026-12-15T05:00Z') * 1_000;
    const inner = bucketEdges(from, to, 'month', 'America/Havana', 10)?.slice(1, -1);
    const expected = ['2026-11-01T04:00Z', '2026-12-01T05:00Z'].map((at) => Date.parse(at) * 1_000);
    expect(inner).toEqual(expected);
  });

  it('gives up above the bound, and only there', () => {
    expect(bucketEdges(0, 10 * HOUR, 'hour', 'UTC', 10)).toHaveLength(11);
    expect(bucketEdges(0, 10 * HOUR + 1, 'hour', 'UTC', 10)).toBeUndefined();
    expect(() => bucketEdges(0, HOUR, 'day', 'Moon/Base', 10)).toThrow(RangeError);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Changes, Gaps, Increase, p95, parseTimeInput } from './index.js';

describe('Changes', () => {
  it('gives the points of change and the last sample', () => {
    const changes = new Changes<string>();
    ['off', 'off', 'on', 'on', 'off', 'off', 'off'].forEach((v, t) => changes.point(t, v));
    const { t, v } = changes.take();
    expect([...t]).toEqual([0, 2, 4, 6]);
    expect(v).toEqual(['off', 'on', 'off', 'off']);
  });

  it('gives a sample that is first and last once, and nothing for nothing', () => {
    const changes = new Changes<number>();
    expect(changes.take().v).toEqual([]);
    changes.point(7, 0);
    expect(changes.take()).toEqual({ t: Float64Array.of(7), v: [0] });
  });

  it('takes a run for its samples', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.nat(2)), { minLength: 1 }), (runs) => {
        const [byRun, byPoint] = [new Changes<number>(), new Changes<number>()];
        let t = 0;
        for (const [length, v] of runs) {
          byRun.run(t, t + length - 1, v);
          for (let row = 0; row < length; row++) byPoint.point(t++, v);
        }
        expect(byRun.take()).toEqual(byPoint.take());
      }),
    );
  });
});

describe('Gaps', () => {
  const gapsOf = (times: number[], gapMs = 10) => {
    const gaps = new Gaps(100, 200, gapMs);
    for (const t of times) gaps.point(t);
    return [...gaps.take()];
  };

  it.each([
    { what: 'no sample at all', times: [], gaps: [100, 200] },
    { what: 'samples close by', times: [95, 105, 115, 125, 135, 145, 155, 165, 175, 185, 195], gaps: [] },
    { what: 'silence inside', times: [100, 110, 180, 190, 200], gaps: [110, 180] },
    { what: 'silence that is just long enough to be none', times: [92, 102, 195, 205], gaps: [102, 195] },
    { what: 'silence over both ends', times: [50, 150, 250], gaps: [100, 150, 150, 200] },
    { what: 'silence that ends where the range begins', times: [50, 100, 108, 116], gaps: [116, 200] },
    { what: 'silence that begins where the range ends', times: [92, 102, 195, 200, 300], gaps: [102, 195] },
    { what: 'silence from the begin of the range', times: [150], gaps: [100, 150, 150, 200] },
    { what: 'samples outside only', times: [50, 250], gaps: [100, 200] },
    { what: 'a sample after it only', times: [201], gaps: [100, 200] },
    { what: 'a sample before it only', times: [99], gaps: [100, 200] },
    { what: 'samples on its ends', times: [100, 200], gaps: [100, 200] },
  ])('finds $gaps in $what', ({ times, gaps }) => {
    expect(gapsOf(times)).toEqual(gaps);
  });

  it('finds no gap between neighbours that are farther apart than the range is long', () => {
    expect(gapsOf([50, 250], 200)).toEqual([]);
  });

  it('compares in µs, so that times with decimals do not matter', () => {
    const at = 1_790_000_000_000;
    const gaps = new Gaps(at, at + 2, 0.1);
    for (let micros = 0; micros <= 2_000; micros += 100) gaps.point((at * 1_000 + micros) / 1_000);
    expect([...gaps.take()]).toEqual([]);
  });

  it('takes a span for its samples', () => {
    const gaps = new Gaps(0, 100, 10);
    gaps.span(0, 40);
    gaps.span(60, 100);
    expect([...gaps.take()]).toEqual([40, 60]);
  });
});

describe('Increase', () => {
  const count = (values: number[], max: number | null) => {
    const increase = new Increase(max);
    const total = values.reduce((sum, value) => sum + increase.next(value), 0);
    return { total, resets: increase.resets, rollovers: increase.rollovers };
  };

  it.each([
    { values: [], max: null, total: 0, resets: 0, rollovers: 0 },
    { values: [500], max: null, total: 0, resets: 0, rollovers: 0 },
    { values: [500, 510, 510, 530], max: null, total: 30, resets: 0, rollovers: 0 },
    { values: [500, 510, 5, 7], max: null, total: 17, resets: 1, rollovers: 0 },
    { values: [9_990, 20], max: 10_000, total: 30, resets: 0, rollovers: 1 },
    { values: [9_000, 1_000], max: 10_000, total: 2_000, resets: 0, rollovers: 1 },
    { values: [8_999, 1_000], max: 10_000, total: 1_000, resets: 1, rollovers: 0 },
    { values: [9_990, 1_001], max: 10_000, total: 1_001, resets: 1, rollovers: 0 },
    { values: [10_001, 1], max: 10_000, total: 1, resets: 1, rollovers: 0 },
    { values: [10, -5, -2], max: null, total: 3, resets: 1, rollovers: 0 },
  ])('counts $total in $values up to $max', ({ values, max, ...expected }) => {
    expect(count(values, max)).toEqual(expected);
  });

  it('never falls, whatever the counter shows', () => {
    const values = fc.array(fc.integer({ min: 0, max: 1_000 }));
    fc.assert(
      fc.property(values, fc.option(fc.constant(1_000)), (shown, max) => {
        const increase = new Increase(max);
        for (const value of shown) expect(increase.next(value)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('takes a span for its samples', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000), { minLength: 1 }), fc.array(fc.nat(1_000)), (inside, later) => {
        const one = new Increase(null);
        const within = new Increase(null);
        const increase = inside.reduce((sum, value) => sum + within.next(value), 0);
        const span = { v0: inside[0]!, v1: inside.at(-1)!, increase, drops: within.resets };
        const first = one.next(400);
        const total = later.reduce((sum, value) => sum + one.next(value), first + one.span(span));
        expect({ total, resets: one.resets, rollovers: 0 }).toEqual(count([400, ...inside, ...later], null));
      }),
    );
  });
});

describe('p95', () => {
  it('is the smallest value that 95 % are not above', () => {
    const doubles = fc.double({ noNaN: true }).map((value) => value + 0);
    fc.assert(
      fc.property(fc.array(fc.oneof(doubles, fc.nat(3)), { minLength: 1, maxLength: 300 }), (values) => {
        const enough = values.filter(
          (value) => values.filter((other) => other <= value).length >= 0.95 * values.length,
        );
        expect(p95(Float64Array.from(values)) + 0).toBe(Math.min(...enough) + 0);
      }),
    );
  });

  it('takes time in proportion on sorted and on equal values', () => {
    const sorted = Float64Array.from({ length: 200_000 }, (_, place) => place + 1);
    expect(p95(sorted)).toBe(190_000);
    expect(p95(sorted.fill(7))).toBe(7);
  });

  it('has no value of nothing', () => {
    expect(p95(new Float64Array(0))).toBeNaN();
  });
});

describe('parseTimeInput', () => {
  const NOW = Date.UTC(2026, 10, 23, 12);

  it.each([
    ['1790000000000', 1_790_000_000_000],
    ['1790000000000.125', 1_790_000_000_000.125],
    ['-86400000', -86_400_000],
    ['8640000000000000', 8.64e15],
    ['2026-11-23T12:00:00Z', NOW],
    ['2026-11-23t12:00z', NOW],
    ['2026-11-23 13:30:00.000+01:30', NOW],
    ['2026-11-23T04:00:00.123456789-08:00', NOW + 123.456],
    ['1969-12-31T23:59:59.5Z', -500],
    ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
    ['now', NOW],
    ['now-0s', NOW],
    ['now-90s', NOW - 90_000],
    ['now-5m', NOW - 300_000],
    ['now-12h', NOW - 12 * 3_600_000],
    ['now-30d', NOW - 30 * 86_400_000],
    ['now-2w', NOW - 14 * 86_400_000],
  ])('reads %s', (text, ms) => {
    expect(parseTimeInput(text, NOW)).toBe(ms);
  });

  it.each([
    '',
    ' ',
    '1e12',
    '0x10',
    'Infinity',
    'NaN',
    '1.2345',
    '8640000000000001',
    '99999999999999999',
    '2026-11-23',
    '2026-11-23T12:00:00',
    '2026-02-30T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '2026-11-23T24:00:00Z',
    '2026-11-23T12:60:00Z',
    '2026-11-23T12:00:60Z',
    '2026-11-23T12:00:00+24:00',
    '2026-11-23T12:00:00 01:00',
    '2026-11-23T12:00:00+0100',
    'now+1h',
    'now-1.5h',
    'now-1y',
    'now-h',
    'now - 1h',
    'NOW',
    'now-999999999999w',
    ' now',
    'now\n',
  ])('refuses %j', (text) => {
    expect(parseTimeInput(text, NOW)).toBeUndefined();
  });

  it('gives a time that a clock can show, or none, for any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.date().map(String), fc.double().map(String)), (text) => {
        const ms = parseTimeInput(text, NOW) ?? 0;
        expect(new Date(ms).getTime()).not.toBeNaN();
      }),
    );
  });

  it('reads what toISOString writes', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(-62e12), max: new Date(253e12), noInvalidDate: true }), (date) => {
        expect(parseTimeInput(date.toISOString(), NOW)).toBe(date.getTime());
      }),
    );
  });
});

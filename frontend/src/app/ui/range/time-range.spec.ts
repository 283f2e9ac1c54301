import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  LEAST_MS,
  MOST_MS,
  parseRange,
  queryOf,
  rangeOf,
  scaled,
  shifted,
  stepped,
  viewOf,
  type TimeRange,
} from './time-range';

const NOW = Date.UTC(2026, 10, 23, 12);
const MINUTE = 60_000;
const parsed = (text: string): TimeRange | undefined => parseRange(new URLSearchParams(text), NOW);

describe('the range of an address', () => {
  it.each<[string, TimeRange | undefined]>([
    ['from=now-15m', { kind: 'last', ms: 15 * MINUTE }],
    ['from=now-7d&to=now', { kind: 'last', ms: 7 * 86_400_000 }],
    ['from=now-2h&to=now-1h', { kind: 'fixed', from: NOW - 120 * MINUTE, to: NOW - 60 * MINUTE }],
    [`from=${NOW - MINUTE}&to=${NOW}`, { kind: 'fixed', from: NOW - MINUTE, to: NOW }],
    [`from=${NOW - MINUTE}&to=now`, { kind: 'since', from: NOW - MINUTE }],
    [
      'from=2026-11-23T10:00:00Z&to=2026-11-23T11:00:00Z',
      { kind: 'fixed', from: NOW - 120 * MINUTE, to: NOW - 60 * MINUTE },
    ],
    ['range=60', { kind: 'last', ms: 60 * MINUTE }],
    ['range=7', undefined],
    ['', undefined],
    ['from=yesterday', undefined],
    [`from=${NOW}&to=${NOW - MINUTE}`, undefined],
    ['from=1&to=now', undefined],
  ])('%s', (text, range) => {
    expect(parsed(text)).toEqual(range);
  });

  it('is the same after it was written and read', () => {
    const length = fc.integer({ min: LEAST_MS, max: MOST_MS });
    const ranges = fc.oneof(
      length.map((ms): TimeRange => ({ kind: 'last', ms })),
      length.map((ms): TimeRange => ({ kind: 'since', from: NOW - ms })),
      fc
        .tuple(length, length)
        .map(([ago, ms]): TimeRange => ({ kind: 'fixed', from: NOW - ago, to: NOW - ago + ms })),
    );
    fc.assert(
      fc.property(ranges, (range) => {
        expect(parseRange(new URLSearchParams(queryOf(range)), NOW)).toEqual(range);
      }),
    );
  });
});

describe('moving a range', () => {
  it('steps by its own length, and forward into the present', () => {
    const back = stepped({ kind: 'last', ms: 10 * MINUTE }, -1, NOW);
    expect(back).toEqual({ kind: 'fixed', from: NOW - 20 * MINUTE, to: NOW - 10 * MINUTE });
    expect(stepped(back, 1, NOW)).toEqual({ kind: 'last', ms: 10 * MINUTE });
  });

  it('goes on with the present where it reaches it', () => {
    expect(rangeOf({ from: NOW - 100_000, to: NOW - 1000 }, NOW)).toEqual({ kind: 'last', ms: 99_000 });
    expect(rangeOf({ from: NOW - 100_000, to: NOW - 5000 }, NOW).kind).toBe('fixed');
  });

  it('keeps the time under the cursor where it is, as long as there is time', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, fc.double({ min: 0.1, max: 10, noNaN: true }), (at, factor) => {
        const view = { from: NOW - 1e9, to: NOW - 9e8 };
        const t = view.from + at * 1e8;
        const next = scaled(view, factor, t, NOW);
        expect((t - next.from) / (next.to - next.from)).toBeCloseTo(at, 5);
        expect(next.to - next.from).toBeCloseTo(1e8 * factor, 0);
      }),
    );
  });

  it('never shows the future, nor less or more than it can', () => {
    expect(shifted({ from: NOW - 10, to: NOW - 5 }, 100, NOW)).toEqual({ from: NOW - 5, to: NOW });
    expect(scaled({ from: NOW - 1000, to: NOW }, 2, NOW - 1000, NOW)).toEqual({ from: NOW - 2000, to: NOW });
    const tiny = scaled({ from: NOW - 1000, to: NOW }, 0.001, NOW, NOW);
    expect(tiny.to - tiny.from).toBe(LEAST_MS);
    expect(viewOf({ kind: 'since', from: NOW }, NOW)).toEqual({ from: NOW, to: NOW + LEAST_MS });
  });
});

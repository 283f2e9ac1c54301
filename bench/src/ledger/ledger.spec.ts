import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balanceOf, lossesOf, sumOf, type Published } from './ledger.ts';

const TIMES = { first: 1_000, step: 10 };

/** Three messages, of which the second was not acknowledged. */
const PUBLISHED: Published = {
  device: 'a',
  sent: 3,
  acknowledgedAt: Float64Array.of(5, 0, 7),
  times: TIMES,
};

function stored(...v: number[]) {
  return { device: 'a', t: v.map((seq) => TIMES.first + seq * TIMES.step), v };
}

describe('balanceOf', () => {
  it('finds nothing where all is there, whether it was acknowledged or not', () => {
    const even = { published: 3, acknowledged: 2, missing: 0, double: 0, wrong: 0 };
    expect(balanceOf(PUBLISHED, stored(0, 2))).toMatchObject({ ...even, stored: 2, unacknowledged: 0 });
    expect(balanceOf(PUBLISHED, stored(0, 1, 2))).toMatchObject({ ...even, stored: 3, unacknowledged: 1 });
  });

  it('misses what was acknowledged alone, and says when that was', () => {
    expect(balanceOf(PUBLISHED, stored(0, 1))).toMatchObject({ missing: 1, missingAt: [7] });
    expect(balanceOf(PUBLISHED, undefined)).toMatchObject({ missing: 2, missingAt: [5, 7], stored: 0 });
  });

  it('counts each row beyond the first as double, acknowledged or not', () => {
    const balance = balanceOf(
      { ...PUBLISHED, times: null },
      { device: 'a', t: [1, 2, 3, 4], v: [0, 0, 1, 1] },
    );
    expect(balance).toMatchObject({ double: 2, missing: 1, wrong: 0 });
  });

  it.each([
    ['a number that was never published', { device: 'a', t: [1_000, 1_030, 1_020], v: [0, 3, 2] }],
    ['a value that is no number of a message', { device: 'a', t: [1_000, 1_005, 1_020], v: [0, 0.5, 2] }],
    ['another time than the message had', { device: 'a', t: [1_000, 1_021], v: [0, 2] }],
  ])('names %s', (_what, rows) => {
    expect(balanceOf(PUBLISHED, rows)).toMatchObject({ wrong: 1, missing: 0, double: 0 });
  });

  it('holds its equation whatever happened: rows are what was stored once, twice and wrongly', () => {
    const rows = fc.array(fc.integer({ min: -2, max: 12 }), { maxLength: 40 });
    const acknowledged = fc.array(fc.boolean(), { maxLength: 10 });
    fc.assert(
      fc.property(rows, acknowledged, (v, acks) => {
        const acknowledgedAt = Float64Array.from(acks, Number);
        const times = null;
        const one = balanceOf(
          { device: 'a', sent: acks.length, acknowledgedAt, times },
          { device: 'a', t: v, v },
        );
        const { stored: all, acknowledged: taken, missing, unacknowledged, double, wrong } = one;
        expect(all).toBe(taken - missing + unacknowledged + double + wrong);
      }),
    );
  });
});

describe('sumOf', () => {
  it('adds devices up, and is nothing for none', () => {
    const one = balanceOf(PUBLISHED, stored(0, 0));
    const sum = sumOf([one, one]);
    expect(sum).toMatchObject({ published: 6, missing: 2, double: 2, missingAt: [7, 7] });
    expect(sumOf([])).toMatchObject({ published: 0, missingAt: [] });
  });
});

describe('lossesOf', () => {
  it('tells what was lost before a life took messages in from what was lost at its end', () => {
    const lives = [
      { startedAt: 0, readyAt: 10, endedAt: 100 },
      { startedAt: 110, readyAt: null, endedAt: 120 },
      { startedAt: 130, readyAt: 150, endedAt: Infinity },
    ];
    expect(lossesOf([5, 10, 97, 115, 140], lives)).toEqual({ early: 3, ages: [90, 3] });
  });
});

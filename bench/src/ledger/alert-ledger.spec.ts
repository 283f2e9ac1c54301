import { describe, expect, it } from 'vitest';
import { balanceOfAlerts, strangers, type Told } from './alert-ledger.ts';
import { HELD_MS, type Crossing } from './crossings.ts';

const FROM = 10_000;
const ONE: Crossing = { number: 1, kind: 'at-once', device: 'a', from: FROM, to: FROM + 2_000 };
const HELD: Crossing = { ...ONE, kind: 'held', to: FROM + HELD_MS + 1_000 };

function told(more: Partial<Told> = {}): Told {
  const about = { key: 'k1', event: 'firing', id: 'i1', device: 'a', state: 'firing', number: 1 } as const;
  return { ...about, startedAt: FROM, firedAt: FROM, at: FROM + 40, ...more };
}

const OVER = told({ key: 'k2', event: 'resolved', state: 'resolved' });

describe('balanceOfAlerts', () => {
  it('is even where each crossing was told once and then over', () => {
    expect(balanceOfAlerts('at-once', [ONE], [told(), OVER])).toEqual({
      ...{
        crossings: 1,
        due: 1,
        told: 1,
        missed: [],
        double: 0,
        again: 0,
        repeated: 0,
        early: 0,
        foreign: 0,
      },
      ...{ open: 0, startErrors: [0], fireErrors: [0], delays: [40] },
    });
  });

  it('allows the same key twice, and no other', () => {
    expect(balanceOfAlerts('at-once', [ONE], [told(), told(), OVER])).toMatchObject({
      repeated: 1,
      again: 0,
    });
    expect(balanceOfAlerts('at-once', [ONE], [told(), told({ key: 'k3' }), OVER])).toMatchObject({
      again: 1,
    });
  });

  it('counts a second incident of a crossing', () => {
    const second = told({ key: 'k3', id: 'i2' });
    expect(balanceOfAlerts('at-once', [ONE], [told(), second, OVER])).toMatchObject({ double: 1, again: 0 });
  });

  it('names what was missed, what is still open and what is about another device', () => {
    expect(balanceOfAlerts('at-once', [ONE], [])).toMatchObject({ told: 0, missed: [1], open: 0 });
    expect(balanceOfAlerts('at-once', [ONE], [told()])).toMatchObject({ open: 1 });
    expect(balanceOfAlerts('at-once', [ONE], [told({ device: 'b' }), OVER])).toMatchObject({ foreign: 1 });
    expect(strangers([ONE], [told(), told({ number: 2 })])).toEqual([told({ number: 2 })]);
  });

  it('measures the on-delay, and counts what fires without it', () => {
    const late = told({ firedAt: FROM + HELD_MS + 300, at: FROM + HELD_MS + 500 });
    expect(balanceOfAlerts('held', [HELD], [late, OVER])).toMatchObject({ fireErrors: [300], delays: [500] });
    const short = { ...HELD, to: FROM + 1_000 };
    expect(balanceOfAlerts('held', [short], [told()])).toMatchObject({ due: 0, early: 1, missed: [] });
  });

  it('takes what joined a notice of several for told, and what is over in it for no second time', () => {
    const updated = told({ key: 'k3', event: 'updated', state: 'resolved' });
    expect(balanceOfAlerts('at-once', [ONE], [told(), updated])).toMatchObject({ again: 0, open: 0 });
    expect(balanceOfAlerts('at-once', [ONE], [told({ event: 'updated' }), OVER])).toMatchObject({ told: 1 });
  });
});

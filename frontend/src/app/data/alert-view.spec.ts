import { describe, expect, it } from 'vitest';
import { alertCensus, byUrgency, newlyFired, stageOf, worstOf } from './alert-view';
import { NOON, anAlert } from './testing';

const ack = { by: 'Kim', at: NOON, note: '' };

describe('the stage of an incident', () => {
  it.each([
    [{}, 'open'],
    [{ state: 'recovering', flapping: true }, 'open'],
    [{ acknowledged: ack }, 'acknowledged'],
    [{ snoozedUntil: NOON + 1 }, 'snoozed'],
    [{ snoozedUntil: NOON }, 'open'],
    [{ suppressedBy: 's', acknowledged: ack }, 'covered'],
    [{ state: 'pending' }, 'pending'],
    [{ state: 'resolved', suppressedBy: 's' }, 'resolved'],
  ] as const)('with %j is %s', (over, stage) => {
    expect(stageOf(anAlert('a', over), NOON)).toBe(stage);
  });

  it('stays snoozed while the time is not known', () => {
    expect(stageOf(anAlert('a', { snoozedUntil: NOON }), NaN)).toBe('snoozed');
  });
});

describe('urgency', () => {
  const old = anAlert('old', { severity: 'warning', firedAt: NOON - 1 });
  const young = anAlert('young', { severity: 'warning' });
  const bad = anAlert('bad', { firedAt: NOON - 1000 });

  it('is severity, then youth', () => {
    expect([old, young, bad].sort(byUrgency)).toEqual([bad, young, old]);
    expect(worstOf([old, bad, young])).toBe(bad);
    expect(worstOf([])).toBeUndefined();
  });

  it('is counted by severity, zero included', () => {
    expect([...alertCensus([old, young, bad])]).toEqual([
      ['critical', 1],
      ['warning', 2],
      ['info', 0],
    ]);
  });
});

describe('what has fired between two answers', () => {
  const before = new Map([
    ['known', anAlert('known')],
    ['late', anAlert('late', { state: 'pending' })],
  ]);

  it('is new, or was pending before', () => {
    const next = [anAlert('known'), anAlert('late'), anAlert('new')];
    expect(newlyFired(before, next, NOON).map(({ id }) => id)).toEqual(['late', 'new']);
  });

  it('is nothing that somebody looks after, rests, or is covered', () => {
    const next = [
      anAlert('a', { acknowledged: ack }),
      anAlert('b', { snoozedUntil: NOON + 1 }),
      anAlert('c', { suppressedBy: 'x' }),
      anAlert('d', { state: 'pending' }),
    ];
    expect(newlyFired(before, next, NOON)).toEqual([]);
  });
});

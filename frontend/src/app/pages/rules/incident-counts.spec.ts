import type { PreviewIncident } from '@sensorium/contracts';
import { describe, expect, it } from 'vitest';
import { bestTrial, candidates, countsByDevice, roundStep, shortOnes, wantsBetter } from './incident-counts';

const MINUTE = 60_000;
const incident = (minutes: number | null, uid = 'a'): PreviewIncident => ({
  device: uid,
  uid,
  metric: 't',
  firedAt: 0,
  resolvedAt: minutes === null ? null : minutes * MINUTE,
  peak: 1,
  reason: 'held',
});

describe('incidents that a rule would have given', () => {
  it('are told apart by the length that most are under', () => {
    const many = [
      ...Array.from({ length: 39 }, () => incident(2)),
      incident(40),
      incident(50),
      incident(null),
    ];
    expect(shortOnes(many)).toEqual({ count: 39, under: 3 * MINUTE });
    expect(wantsBetter(many)).toBe(true);
  });

  it('are long where they are, or not over', () => {
    expect(shortOnes([incident(null), incident(60)])).toBeNull();
    expect(shortOnes([])).toBeNull();
    expect(wantsBetter([incident(1), incident(1)])).toBe(false);
  });

  it('are counted for each device, zero included', () => {
    const devices = ['a', 'b', 'c'].map((uid) => ({ id: uid, uid, name: uid, limit: 1 }));
    const incidents = [incident(1, 'b'), incident(1, 'b'), incident(1, 'a')];
    const answer = { from: 0, to: 1, incidents, matched: 3, looked: 3, devices, truncated: false };
    expect(countsByDevice(answer).map(({ uid, count }) => [uid, count])).toEqual([
      ['b', 2],
      ['a', 1],
      ['c', 0],
    ]);
  });
});

describe('a better deadband', () => {
  it('is tried in round steps of what the values span', () => {
    expect(candidates(6)).toEqual([0.2, 0.5, 1]);
    expect(candidates(0)).toEqual([]);
    expect(candidates(NaN)).toEqual([]);
    expect([0.03, 7, 1400, 0.0012].map(roundStep)).toEqual([0.02, 5, 1000, 0.001]);
  });

  it('is the smallest that does nearly as well as the best', () => {
    const trials = [
      { deadband: 0.2, count: 20 },
      { deadband: 0.5, count: 3 },
      { deadband: 1, count: 3 },
    ];
    expect(bestTrial(42, trials)).toEqual({ deadband: 0.5, count: 3 });
  });

  it('is offered only if it halves them, and leaves some', () => {
    expect(bestTrial(10, [{ deadband: 1, count: 9 }])).toBeNull();
    expect(bestTrial(10, [{ deadband: 1, count: 0 }])).toBeNull();
    expect(bestTrial(10, [])).toBeNull();
  });
});

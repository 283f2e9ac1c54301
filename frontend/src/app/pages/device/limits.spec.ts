import { describe, expect, it } from 'vitest';
import { excessOf, limitsOf, patience } from './limits';

const limits = { warning: { high: -16.5, low: -25 }, critical: { high: -15 } };

describe('limits', () => {
  it('are listed critical first', () => {
    expect(limitsOf(limits).map(({ severity, side, value }) => [severity, side, value])).toEqual([
      ['critical', 'above', -15],
      ['warning', 'above', -16.5],
      ['warning', 'below', -25],
    ]);
    expect(limitsOf(null)).toEqual([]);
  });

  it.each([
    [-14.5, 'critical', 0.5],
    [-16, 'warning', 0.5],
    [-26, 'warning', 1],
  ])('%d is beyond the %s one by %d', (value, severity, by) => {
    expect(excessOf({ limits }, value)).toMatchObject({ by, limit: { severity } });
  });

  it.each([-16.5, -25, -20, NaN])('%d is within', (value) => {
    expect(excessOf({ limits }, value)).toBeUndefined();
  });
});

describe('patience', () => {
  it.each([
    [1000, 3000, 30_000],
    [5000, 10_000, 30_000],
    [60_000, 120_000, 300_000],
  ])('with an interval of %d ms ends at %d and %d ms', (interval, late, stale) => {
    expect(patience(interval)).toEqual({ late, stale });
  });
});

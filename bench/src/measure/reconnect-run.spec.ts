import { describe, expect, it } from 'vitest';
import { lastNumber, missingOf } from './reconnect-run.ts';

describe('missingOf', () => {
  it('counts what is not there between two numbers, both included', () => {
    const seen = new Set([2, 3, 5, 9]);
    expect(missingOf(seen, 2, 6)).toBe(2);
    expect(missingOf(seen, 2, 3)).toBe(0);
  });
});

describe('lastNumber', () => {
  it('is that of the last round in which the device was reached', () => {
    expect([0, 1, 2].map((device) => lastNumber(7, 3, device))).toEqual([2, 1, 1]);
    expect(lastNumber(1, 3, 2)).toBe(-1);
  });
});

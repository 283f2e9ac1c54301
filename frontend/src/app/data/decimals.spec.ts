import { describe, expect, it } from 'vitest';
import { decimalsOf } from './decimals';

describe('decimalsOf', () => {
  it('counts the decimals that are meant', () => {
    expect([21, 21.5, 18.62, 0.125, -14.6].map(decimalsOf)).toEqual([0, 1, 2, 3, 1]);
  });

  it('leaves out the noise of binary fractions', () => {
    expect(decimalsOf(0.1 + 0.2)).toBe(1);
  });
});

import { describe, expect, it } from 'vitest';
import { within } from './settings';

describe('a number of the address', () => {
  it.each([
    ['20', 20],
    ['1', 1],
    ['100', 100],
    ['2.6', 3],
    ['0', 5],
    ['101', 5],
    ['ten', 5],
    ['', 5],
    [null, 5],
  ])('%j between 1 and 100 is %d', (text, number) => {
    expect(within(text, 1, 100, 5)).toBe(number);
  });
});

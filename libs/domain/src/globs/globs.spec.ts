import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matchesGlob } from './index.js';

it.each([
  ['greenhouse-1', 'greenhouse-1', true],
  ['greenhouse-*', 'greenhouse-12', true],
  ['greenhouse-*', 'greenhouse-1/air', false],
  ['greenhouse-**', 'greenhouse-1/air', true],
  ['*/lamp', 'Living room/lamp', true],
  ['**/lamp', 'house/Living room/lamp', true],
  ['*', '', true],
  ['a.c', 'abc', false],
  ['', '', true],
  ['', 'a', false],
])('%j on %j is %j', (pattern, text, fits) => {
  expect(matchesGlob(pattern, text)).toBe(fits);
});

const letters = fc.array(fc.constantFrom('a', 'b', '/', '.'), { maxLength: 8 }).map((all) => all.join(''));
const patterns = fc
  .array(fc.constantFrom('a', 'b', '/', '.', '*', '**'), { maxLength: 8 })
  .map((all) => all.join(''));

it('agrees with the same pattern as a regular expression', () => {
  fc.assert(
    fc.property(patterns, letters, (pattern, text) => {
      const source = pattern
        .replaceAll('.', '\\.')
        .replaceAll(/\*\*|\*/g, (star) => (star === '**' ? '[^]*' : '[^/]*'));
      expect(matchesGlob(pattern, text)).toBe(new RegExp(`^${source}$`).test(text));
    }),
  );
});

it('comes to an end on a pattern that a backtracking search would not', () => {
  expect(matchesGlob('*a'.repeat(120), 'a'.repeat(250) + 'b')).toBe(false);
});

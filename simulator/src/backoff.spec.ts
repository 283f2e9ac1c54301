import { expect, test } from 'vitest';
import { backoff } from './backoff.js';

test('doubles up to 15 s', () => {
  expect([1, 2, 3, 4, 5, 6, 60].map((failed) => backoff(failed, 1))).toEqual([
    500, 1000, 2000, 4000, 8000, 15_000, 15_000,
  ]);
});

test('is spread over its upper half', () => {
  expect([backoff(3, 0), backoff(3, 0.5)]).toEqual([1000, 1500]);
  expect(backoff(0, 0)).toBe(250);
});

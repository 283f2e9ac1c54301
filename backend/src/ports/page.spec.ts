import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ApiError } from './api-error.js';
import { pageOf } from './page.js';

it('gives each of a list once, in its order, page by page', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 50 }), fc.integer({ min: 1, max: 20 }), (all, limit) => {
      const read: number[] = [];
      let cursor: string | undefined;
      do {
        const { items, next } = pageOf(all, cursor === undefined ? { limit } : { limit, cursor });
        expect(items.length).toBeLessThanOrEqual(limit);
        read.push(...items);
        cursor = next ?? undefined;
      } while (cursor !== undefined);
      expect(read).toEqual(all);
    }),
  );
});

it('is empty beyond the end, and has no next', () => {
  expect(pageOf([1, 2], { limit: 5, cursor: '7' })).toEqual({ items: [], next: null });
});

it.each(['', '-1', '1.5', 'garbage', '9'.repeat(16)])('refuses the cursor %o', (cursor) => {
  expect(() => pageOf([1], { limit: 1, cursor })).toThrow(ApiError);
});

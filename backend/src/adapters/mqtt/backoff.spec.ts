import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Backoff } from './backoff.js';

it('grows to 15 s, spreads over half of its range, and begins again after a reset', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1, maxLength: 20 }),
      (draws) => {
        const backoff = new Backoff();
        draws.forEach((draw, attempt) => {
          const range = Math.min(250 * 2 ** attempt, 15_000);
          const pause = backoff.next(() => draw);
          expect(pause).toBeGreaterThanOrEqual(range / 2);
          expect(pause).toBeLessThanOrEqual(range);
        });
        backoff.reset();
        expect(backoff.next(() => 1)).toBe(250);
      },
    ),
  );
});

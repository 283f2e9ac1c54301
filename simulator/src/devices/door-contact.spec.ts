import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instants, places } from '../../test/arbitrary.js';
import { doorContact } from './door-contact.js';

test('the counter goes up by one whenever the door opens, and never else', () => {
  fc.assert(
    fc.property(places, instants, (place, t) => {
      let before = doorContact.sample(place, t);
      for (let at = t + 1_000; at < t + 900_000; at += 1_000) {
        const now = doorContact.sample(place, at);
        expect(now.openings - before.openings).toBe(now.open && !before.open ? 1 : 0);
        before = now;
      }
    }),
    { numRuns: 30 },
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instants, places } from '../../test/arbitrary.js';
import { coldStore, thermostat } from './cold-store.js';

test('the temperature stays in the band of the thermostat', () => {
  fc.assert(
    fc.property(places, instants, (place, t) => {
      const { low, high } = thermostat(place);
      const { temperature } = coldStore.sample(place, t);
      expect(temperature).toBeGreaterThanOrEqual(low);
      expect(temperature).toBeLessThanOrEqual(high);
    }),
  );
});

test('cooling while the compressor runs, warming while it rests', () => {
  fc.assert(
    fc.property(places, instants, (place, t) => {
      const before = coldStore.sample(place, t);
      const after = coldStore.sample(place, t + 2_000);
      if (before.compressor !== after.compressor) return;
      const change = after.temperature - before.temperature;
      expect(before.compressor ? -change : change).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 500 },
  );
});

test('a running compressor takes more power than a resting one', () => {
  fc.assert(
    fc.property(places, instants, instants, (place, t, other) => {
      const [one, two] = [coldStore.sample(place, t), coldStore.sample(place, other)];
      if (one.compressor && !two.compressor) expect(one.power).toBeGreaterThan(two.power);
    }),
  );
});

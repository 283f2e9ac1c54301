import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instants, places } from '../../test/arbitrary.js';
import { greenhouse, ventOpening } from './greenhouse.js';

test('the vents follow the temperature', () => {
  fc.assert(
    fc.property(places, instants, (place, t) => {
      const { temperature, vent } = greenhouse.sample(place, t);
      expect(vent).toBeCloseTo(ventOpening(temperature), 1);
    }),
  );
  expect([ventOpening(22), ventOpening(25.5), ventOpening(40)]).toEqual([0, 50, 100]);
});

test('the heater works only while the vents are shut', () => {
  fc.assert(
    fc.property(places, instants, (place, t) => {
      const { heating, vent } = greenhouse.sample(place, t);
      if (heating) expect(vent).toBe(0);
    }),
  );
});

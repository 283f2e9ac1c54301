import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instants, places } from '../../test/arbitrary.js';
import { sunElevation } from '../signals/sun.js';
import { ratedPower, solarInverter } from './solar-inverter.js';

test('no power without the sun, and never more than rated', () => {
  fc.assert(
    fc.property(places, instants, (place, t) => {
      const { power, dc_current } = solarInverter.sample(place, t);
      expect(power).toBeLessThanOrEqual(ratedPower(place));
      if (sunElevation(place.lat, place.lon, t) <= 0) expect([power, dc_current]).toEqual([0, 0]);
    }),
    { numRuns: 500 },
  );
});

test('the power fed in is voltage x current x efficiency', () => {
  fc.assert(
    fc.property(places, instants, (place, t) => {
      const { power, dc_voltage, dc_current, efficiency } = solarInverter.sample(place, t);
      expect(Math.abs((dc_voltage * dc_current * efficiency) / 100_000 - power)).toBeLessThan(0.0051);
    }),
  );
});

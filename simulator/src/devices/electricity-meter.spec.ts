import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instants, integrate, places } from '../../test/arbitrary.js';
import { electricityMeter, energyAt, powerAt } from './electricity-meter.js';

test('the energy counter is the integral of the power', () => {
  fc.assert(
    fc.property(places, instants, (place, t) => {
      const counted = energyAt(place, t + 600_000) - energyAt(place, t);
      const summed = integrate((at) => powerAt(place, at), t, t + 600_000, 500);
      expect(Math.abs(counted - summed)).toBeLessThan(0.02 + counted * 0.002);
    }),
    { numRuns: 30 },
  );
});

test('the energy counter never decreases', () => {
  fc.assert(
    fc.property(places, instants, fc.integer({ min: 1, max: 86_400_000 }), (place, t, later) => {
      const before = electricityMeter.sample(place, t).energy;
      expect(before).toBeGreaterThan(0);
      expect(electricityMeter.sample(place, t + later).energy).toBeGreaterThanOrEqual(before);
    }),
    { numRuns: 500 },
  );
});

test('current, voltage and power factor give the power', () => {
  fc.assert(
    fc.property(places, instants, (place, t) => {
      const { power, current, voltage, power_factor } = electricityMeter.sample(place, t);
      expect(power).toBeGreaterThan(0);
      expect(Math.abs((3 * current * voltage * power_factor) / 1000 - power)).toBeLessThan(0.06);
    }),
  );
});

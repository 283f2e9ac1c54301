import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instants, integrate, places } from '../../test/arbitrary.js';
import { gpsTracker } from './gps-tracker.js';

const KM_PER_DEGREE = 111.32;

test('the odometer is the integral of the speed', () => {
  fc.assert(
    fc.property(places, instants, (place, t) => {
      const moved = gpsTracker.sample(place, t + 300_000).odometer - gpsTracker.sample(place, t).odometer;
      const summed = integrate((at) => gpsTracker.sample(place, at).speed, t, t + 300_000, 1_000);
      expect(Math.abs(moved - summed)).toBeLessThan(0.01);
    }),
    { numRuns: 30 },
  );
});

test('two positions are never further apart than the odometer moved', () => {
  fc.assert(
    fc.property(places, instants, fc.integer({ min: 1, max: 600_000 }), (place, t, later) => {
      const from = gpsTracker.sample(place, t);
      const to = gpsTracker.sample(place, t + later);
      const north = (to.lat - from.lat) * KM_PER_DEGREE;
      const east = (to.lon - from.lon) * KM_PER_DEGREE * Math.cos((place.lat * Math.PI) / 180);
      expect(Math.hypot(north, east)).toBeLessThanOrEqual(to.odometer - from.odometer + 0.002);
    }),
    { numRuns: 500 },
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instants, places } from '../../test/arbitrary.js';
import { DAY, HOUR } from '../signals/cycle.js';
import { airQuality, FRESH_AIR } from './air-quality.js';

test('CO₂ never falls below fresh air, and PM10 includes PM2.5', () => {
  fc.assert(
    fc.property(places, instants, (place, t) => {
      const { co2, pm25, pm10 } = airQuality.sample(place, t);
      expect(co2).toBeGreaterThanOrEqual(FRESH_AIR);
      expect(pm25).toBeGreaterThanOrEqual(0);
      expect(pm10).toBeGreaterThanOrEqual(pm25);
    }),
  );
});

test('there is more CO₂ at 13:00 than at 01:00', () => {
  fc.assert(
    fc.property(places, instants, (place, t) => {
      const at = (hour: number) => Math.floor(t / DAY) * DAY + hour * HOUR - (place.lon / 360) * DAY;
      expect(airQuality.sample(place, at(13)).co2).toBeGreaterThan(airQuality.sample(place, at(1)).co2);
    }),
  );
});

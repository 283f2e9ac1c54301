import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instants, places } from '../../test/arbitrary.js';
import { weatherMast } from './weather-mast.js';

test('the gust is never below the wind, and it rains only in humid air', () => {
  fc.assert(
    fc.property(places, instants, (place, t) => {
      const { wind, gust, rain, humidity } = weatherMast.sample(place, t);
      expect(wind).toBeGreaterThanOrEqual(0);
      expect(gust).toBeGreaterThanOrEqual(wind);
      expect(rain).toBeGreaterThanOrEqual(0);
      if (rain > 0) expect(humidity).toBeGreaterThanOrEqual(85);
    }),
    { numRuns: 500 },
  );
});

test('the wind direction is a bearing', () => {
  fc.assert(
    fc.property(places, instants, (place, t) => {
      const { wind_direction } = weatherMast.sample(place, t);
      expect(wind_direction >= 0 && wind_direction < 360).toBe(true);
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instants, places } from '../../test/arbitrary.js';
import { pump, pumpCurve } from './pump.js';

test('flow goes with the speed and pressure with its square', () => {
  fc.assert(
    fc.property(places, instants, (place, t) => {
      const { rpm, flow, pressure } = pump.sample(place, t);
      const curve = pumpCurve(place);
      const speed = rpm / 1450;
      expect(Math.abs(flow - curve.flow * speed)).toBeLessThan(0.2);
      expect(Math.abs(pressure - curve.rest - curve.head * speed ** 2)).toBeLessThan(0.02);
    }),
  );
});

test('a pump at rest has no speed and no flow, and shakes less than a running one', () => {
  fc.assert(
    fc.property(places, instants, (place, t) => {
      const { running, rpm, flow, vibration } = pump.sample(place, t);
      if (!running) expect([rpm, flow, vibration]).toEqual([0, 0, 0.1]);
      else expect(vibration).toBeGreaterThan(0.1);
    }),
  );
});

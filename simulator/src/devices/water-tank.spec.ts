import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instants, integrate, places } from '../../test/arbitrary.js';
import { tankCapacity, waterTank } from './water-tank.js';

test('the volume changes by inflow minus outflow', () => {
  fc.assert(
    fc.property(places, instants, (place, t) => {
      const net = (at: number) => {
        const { inflow, outflow } = waterTank.sample(place, at);
        return inflow - outflow;
      };
      const changed = waterTank.sample(place, t + 600_000).volume - waterTank.sample(place, t).volume;
      expect(Math.abs(changed - integrate(net, t, t + 600_000, 500))).toBeLessThan(0.08);
    }),
    { numRuns: 30 },
  );
});

test('the tank neither overflows nor runs dry, and its level is the share of its volume', () => {
  fc.assert(
    fc.property(places, instants, (place, t) => {
      const { level, volume, outflow } = waterTank.sample(place, t);
      expect(level).toBeGreaterThan(25);
      expect(level).toBeLessThan(92);
      expect(outflow).toBeGreaterThan(0);
      expect(Math.abs((volume / tankCapacity(place)) * 100 - level)).toBeLessThan(0.05);
    }),
    { numRuns: 500 },
  );
});

import fc from 'fast-check';
import type { Place } from '../src/devices/kind.js';

/** Any device: its key stands for seed and id. */
export const places: fc.Arbitrary<Place> = fc.record({
  key: fc.integer({ min: 0, max: 0xffff_ffff }),
  siteKey: fc.integer({ min: 0, max: 0xffff_ffff }),
  lat: fc.double({ min: -65, max: 65, noNaN: true }),
  lon: fc.double({ min: -179.9, max: 179.9, noNaN: true }),
});

/** Any instant from 2025 to 2039, ms since the epoch. */
export const instants: fc.Arbitrary<number> = fc.integer({
  min: Date.UTC(2025, 0, 1),
  max: Date.UTC(2040, 0, 1),
});

/** Integral of a rate per hour over [from, to] (ms), by the trapezium rule in steps of `step` ms. */
export function integrate(rate: (t: number) => number, from: number, to: number, step: number): number {
  let sum = 0;
  for (let t = from; t < to; t += step) {
    const end = Math.min(to, t + step);
    sum += ((rate(t) + rate(end)) / 2) * ((end - t) / 3_600_000);
  }
  return sum;
}

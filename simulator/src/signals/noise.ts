import { mix, unit } from './hash.js';

/** Steepest possible slope of `noise`, per period: two lattice points 2 apart, joined by a smooth step. */
export const NOISE_MAX_SLOPE = 3;

/** Smooth noise in [-1, 1] at time `t`, with a new random value each `period` (both ms). */
export function noise(key: number, t: number, period: number): number {
  const cell = Math.floor(t / period);
  const u = t / period - cell;
  const from = lattice(key, cell);
  return from + (lattice(key, cell + 1) - from) * smoothStep(u);
}

/** Derivative of `noise` per ms, so that a rate and its integral can be told apart without summing. */
export function noiseSlope(key: number, t: number, period: number): number {
  const cell = Math.floor(t / period);
  const u = t / period - cell;
  return ((lattice(key, cell + 1) - lattice(key, cell)) * 6 * u * (1 - u)) / period;
}

/** Noise in [-1, 1] with three ever faster parts, the slowest changing each `period` ms. */
export function roughNoise(key: number, t: number, period: number): number {
  return (
    (noise(key, t, period) * 4 +
      noise(mix(key, 1), t, period / 3.7) * 2 +
      noise(mix(key, 2), t, period / 13.1)) /
    7
  );
}

/** Step from 0 to 1 over u in [0, 1], flat at both ends. */
export function smoothStep(u: number): number {
  const x = Math.min(1, Math.max(0, u));
  return x * x * (3 - 2 * x);
}

function lattice(key: number, cell: number): number {
  return unit(key, cell) * 2 - 1;
}

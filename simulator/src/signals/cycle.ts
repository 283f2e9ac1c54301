import { noise } from './noise.js';

/** A day, ms. */
export const DAY = 86_400_000;
/** An hour, ms. */
export const HOUR = 3_600_000;
/** A minute, ms. */
export const MINUTE = 60_000;

/** Solar time of day at a longitude: 0 at midnight, 0.5 at noon, below 1. `t` in ms since the epoch. */
export function dayPhase(t: number, lon: number): number {
  const turns = t / DAY + lon / 360;
  return turns - Math.floor(turns);
}

/** Daily wave in [-1, 1] that is highest at `peakHour` of solar time. */
export function dailyWave(t: number, lon: number, peakHour: number): number {
  return Math.cos(2 * Math.PI * (dayPhase(t, lon) - peakHour / 24));
}

/** Integral of `dailyWave` over time since the epoch, ms; stays within a day / 2 pi of zero. */
export function dailyWaveIntegral(t: number, lon: number, peakHour: number): number {
  return (Math.sin(2 * Math.PI * (dayPhase(t, lon) - peakHour / 24)) * DAY) / (2 * Math.PI);
}

/** A position in an endlessly repeated cycle. */
export interface CyclePosition {
  /** Which cycle since the epoch. */
  index: number;
  /** How far through it, from 0 to below 1. */
  phase: number;
}

/**
 * Position in cycles of about `period` ms that are never equally long (0.6 to 1.8 periods):
 * time runs faster and slower, but never backwards.
 */
export function unevenCycle(key: number, t: number, period: number): CyclePosition {
  return split(t / period + 0.6 * noise(key, t, 4 * period));
}

/** Position in cycles of exactly `period` ms, `offset` ms late. */
export function evenCycle(t: number, period: number, offset = 0): CyclePosition {
  return split((t - offset) / period);
}

function split(turns: number): CyclePosition {
  const index = Math.floor(turns);
  return { index, phase: turns - index };
}

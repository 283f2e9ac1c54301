import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instants, integrate } from '../../test/arbitrary.js';
import { batteryAt } from './battery.js';
import {
  DAY,
  dailyWave,
  dailyWaveIntegral,
  dayPhase,
  evenCycle,
  HOUR,
  MINUTE,
  unevenCycle,
} from './cycle.js';
import { between, keyOf, mix, unit } from './hash.js';
import { noise, NOISE_MAX_SLOPE, noiseSlope, roughNoise } from './noise.js';
import { round } from './round.js';
import { clearSky, sunElevation } from './sun.js';

const keys = fc.integer({ min: 0, max: 0xffff_ffff });

describe('hash', () => {
  test('draws are spread evenly and differ between neighbouring keys', () => {
    const draws = Array.from({ length: 20_000 }, (_, n) => unit(42, n));
    const tenths = Map.groupBy(draws, (draw) => Math.floor(draw * 10));
    for (const tenth of tenths.values()) expect(Math.abs(tenth.length - 2_000)).toBeLessThan(200);
    expect(new Set(Array.from({ length: 5_000 }, (_, key) => mix(key, 7))).size).toBe(5_000);
  });

  test('texts have keys of their own', () => {
    const ids = Array.from({ length: 20_000 }, (_, n) => `pump-${n}`);
    expect(new Set(ids.map(keyOf)).size).toBeGreaterThan(19_990);
    expect(between(keyOf('pump-1'), 0, 5, 6)).toBe(between(keyOf('pump-1'), 0, 5, 6));
  });
});

describe('noise', () => {
  test('stays in [-1, 1] and never gets steeper than promised', () => {
    fc.assert(
      fc.property(keys, instants, (key, t) => {
        expect(Math.abs(noise(key, t, MINUTE))).toBeLessThanOrEqual(1);
        expect(Math.abs(roughNoise(key, t, MINUTE))).toBeLessThanOrEqual(1);
        expect(Math.abs(noiseSlope(key, t, MINUTE))).toBeLessThanOrEqual(NOISE_MAX_SLOPE / MINUTE);
      }),
    );
  });

  test('its slope integrates to its change', () => {
    fc.assert(
      fc.property(keys, instants, (key, t) => {
        const change = noise(key, t + MINUTE, 20_000) - noise(key, t, 20_000);
        const summed = integrate((at) => noiseSlope(key, at, 20_000) * HOUR, t, t + MINUTE, 50);
        expect(change).toBeCloseTo(summed, 3);
      }),
      { numRuns: 30 },
    );
  });
});

describe('cycles', () => {
  test('an uneven cycle never goes back', () => {
    fc.assert(
      fc.property(keys, instants, fc.integer({ min: 1, max: HOUR }), (key, t, later) => {
        const before = unevenCycle(key, t, 7 * MINUTE);
        const after = unevenCycle(key, t + later, 7 * MINUTE);
        expect(after.index + after.phase).toBeGreaterThanOrEqual(before.index + before.phase);
      }),
    );
  });

  test('an even cycle starts at its offset', () => {
    expect(evenCycle(25, 10, 5)).toEqual({ index: 2, phase: 0 });
    expect(evenCycle(30, 10, 5)).toEqual({ index: 2, phase: 0.5 });
  });

  test('the daily wave peaks at its hour, and its integral is exact', () => {
    expect(dailyWave(15 * HOUR, 0, 15)).toBeCloseTo(1);
    expect(dailyWave(3 * HOUR, 0, 15)).toBeCloseTo(-1);
    expect(dayPhase(0, 180)).toBe(0.5);
    const summed = integrate((t) => dailyWave(t, 20, 9), 0, DAY / 3, 10_000) * HOUR;
    expect(dailyWaveIntegral(DAY / 3, 20, 9) - dailyWaveIntegral(0, 20, 9)).toBeCloseTo(summed, -1);
  });
});

describe('sun', () => {
  const june = Date.UTC(2026, 5, 21);

  test('stands high at noon and below the horizon at midnight', () => {
    expect(sunElevation(41.1, 0, june + 12 * HOUR)).toBeCloseTo(90 - 41.1 + 23.44, 0);
    expect(sunElevation(41.1, 0, june)).toBeLessThan(-20);
    expect(clearSky(41.1, 0, june)).toBe(0);
    expect(clearSky(41.1, 0, june + 12 * HOUR)).toBeGreaterThan(850);
  });

  test('noon is earlier in the east', () => {
    expect(sunElevation(35, 129, june + 3 * HOUR)).toBeGreaterThan(sunElevation(35, 0, june + 3 * HOUR));
  });
});

test('a battery falls and stays between 12 and 100 %', () => {
  fc.assert(
    fc.property(keys, instants, (key, t) => {
      const now = batteryAt(key, t, 30);
      expect(now >= 12 && now <= 100).toBe(true);
      const later = batteryAt(key, t + HOUR, 30);
      expect(later <= now || later > 99).toBe(true);
    }),
  );
});

test('rounding leaves no binary dust and no negative zero', () => {
  expect(round(0.1 + 0.2, 2)).toBe(0.3);
  expect(Object.is(round(-0.001, 1), 0)).toBe(true);
});

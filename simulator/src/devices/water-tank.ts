import { DAY, dailyWave, dailyWaveIntegral, evenCycle, HOUR, MINUTE } from '../signals/cycle.js';
import { between, mix } from '../signals/hash.js';
import { noise, NOISE_MAX_SLOPE, noiseSlope, roughNoise } from '../signals/noise.js';
import { round } from '../signals/round.js';
import type { DeviceKind, Place } from './kind.js';

const CYCLE = 24 * MINUTE;
const RIPPLE = 45_000;

/**
 * A water tank: users draw as they like, a pump refills it once in each cycle.
 * Law: the volume changes by the integral of inflow minus outflow; each refill returns what was drawn
 * over its cycle, so the tank neither overflows nor runs dry.
 */
export const waterTank = {
  id: 'water-tank',
  title: 'Water tank',
  model: 'Aqualith T-400',
  interval: 6_000,
  form: 'values',
  metrics: {
    level: {
      unit: '%',
      label: 'Level',
      min: 0,
      max: 100,
      limits: { warning: { low: 25, high: 92 }, critical: { low: 10, high: 98 } },
    },
    volume: { unit: 'm³', label: 'Volume', min: 0, max: 400 },
    inflow: { unit: 'm³/h', label: 'Inflow', min: 0, max: 400 },
    outflow: { unit: 'm³/h', label: 'Outflow', min: 0, max: 200 },
    temperature: { unit: '°C', label: 'Water', min: 0, max: 40 },
  },
  sample(place: Place, t: number) {
    const offset = between(place.key, 1, 0, CYCLE);
    const cycle = evenCycle(t, CYCLE, offset);
    const start = cycle.index * CYCLE + offset;
    const drawnBefore = drawnSince(place, start);
    const need = drawnSince(place, start + CYCLE) - drawnBefore;
    const refill = mean(place) * 2.8;
    const pumped = Math.min(need, (refill * (t - start)) / HOUR);
    const capacity = tankCapacity(place);
    const volume = 0.38 * capacity + pumped - (drawnSince(place, t) - drawnBefore);
    return {
      level: round((volume / capacity) * 100, 2),
      volume: round(volume, 2),
      inflow: round(pumped < need ? refill : 0, 1),
      outflow: round(outflowAt(place, t), 1),
      temperature: round(13 + 1.5 * roughNoise(mix(place.key, 2), t, DAY), 1),
    };
  },
} satisfies DeviceKind;

/** Volume of a full tank, m³. */
export function tankCapacity(place: Place): number {
  return Math.round(mean(place) * 0.8);
}

/** Outflow, m³/h: daily wave and ripple around the mean. */
function outflowAt(place: Place, t: number): number {
  const ripple = rippleVolume(place) * noiseSlope(mix(place.key, 3), t, RIPPLE) * HOUR;
  return mean(place) * (1 + 0.45 * dailyWave(t, place.lon, 19)) + ripple;
}

/** Volume drawn up to `t`, m³, up to a constant: the integral of `outflowAt`, in closed form. */
function drawnSince(place: Place, t: number): number {
  const hours = (t + 0.45 * dailyWaveIntegral(t, place.lon, 19)) / HOUR;
  return mean(place) * hours + rippleVolume(place) * noise(mix(place.key, 3), t, RIPPLE);
}

/** Amplitude of the ripple, m³, such that it changes the outflow by 30 % of the mean at most. */
function rippleVolume(place: Place): number {
  return (0.3 * mean(place) * (RIPPLE / HOUR)) / NOISE_MAX_SLOPE;
}

/** Mean outflow, m³/h. */
function mean({ key }: Place): number {
  return between(key, 4, 20, 90);
}

import { batteryAt } from '../signals/battery.js';
import { dailyWave, HOUR, MINUTE } from '../signals/cycle.js';
import { between, mix } from '../signals/hash.js';
import { noise, roughNoise } from '../signals/noise.js';
import { clamp, round } from '../signals/round.js';
import type { DeviceKind, Place } from './kind.js';

/** CO₂ of fresh air, ppm. */
export const FRESH_AIR = 420;

/**
 * An indoor air sensor: people bring CO₂ and warmth during the day, dust comes and goes.
 * Law: CO₂ never falls below fresh air (420 ppm) and rises with the people present; coarse dust
 * includes the fine one, so PM10 is never below PM2.5.
 */
export const airQuality = {
  id: 'air-quality',
  title: 'Air sensor',
  model: 'Breeze AQ-1',
  interval: 15_000,
  form: 'values',
  metrics: {
    co2: {
      unit: 'ppm',
      label: 'CO₂',
      min: 0,
      max: 5000,
      limits: { warning: { high: 1200 }, critical: { high: 2000 } },
    },
    pm25: { unit: 'µg/m³', label: 'PM2.5', min: 0, max: 500, limits: { warning: { high: 25 } } },
    pm10: { unit: 'µg/m³', label: 'PM10', min: 0, max: 600, limits: { warning: { high: 50 } } },
    temperature: { unit: '°C', label: 'Temperature', min: -10, max: 50 },
    humidity: { unit: '%', label: 'Relative humidity', min: 0, max: 100 },
    battery: { unit: '%', label: 'Battery', min: 0, max: 100, limits: { warning: { low: 15 } } },
  },
  sample(place: Place, t: number) {
    const { key } = place;
    const people = presence(place, t);
    const dust = roughNoise(mix(key, 2), t, 40 * MINUTE);
    const pm25 = 5 + 9 * (1 + dust) * (0.4 + 0.6 * people);
    const breath = 0.05 * (1 + noise(mix(key, 3), t, 90_000));
    const temperature = 19.5 + 2.6 * people + 0.7 * roughNoise(mix(key, 4), t, HOUR);
    return {
      co2: Math.round(FRESH_AIR + between(key, 5, 350, 800) * (people + breath)),
      pm25: round(pm25, 1),
      pm10: round(pm25 * (1.35 + 0.2 * noise(mix(key, 6), t, 10 * MINUTE)), 1),
      temperature: round(temperature, 1),
      humidity: round(
        clamp(46 - 1.3 * (temperature - 21) + 7 * roughNoise(mix(key, 7), t, 2 * HOUR), 0, 100),
        1,
      ),
      battery: batteryAt(key, t, 240),
    };
  },
} satisfies DeviceKind;

/** People in the room as a share of the most there ever are: many at 13:00 solar time, none at night. */
function presence({ key, lon }: Place, t: number): number {
  const hours = clamp(0.35 + 0.75 * dailyWave(t, lon, 13), 0, 1);
  return hours * (0.75 + 0.25 * roughNoise(mix(key, 1), t, 25 * MINUTE));
}

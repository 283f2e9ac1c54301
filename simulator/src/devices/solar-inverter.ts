import { MINUTE } from '../signals/cycle.js';
import { between, mix } from '../signals/hash.js';
import { noise } from '../signals/noise.js';
import { round } from '../signals/round.js';
import { weatherAt } from '../signals/weather.js';
import type { DeviceKind, Place } from './kind.js';

/**
 * A string inverter of a roof with solar panels.
 * Law: no power while the sun is below the horizon, never more than the rated power, and the power fed
 * in is the direct-current power (voltage x current) times the efficiency.
 */
export const solarInverter = {
  id: 'solar-inverter',
  title: 'Solar inverter',
  model: 'Helio SI-50',
  interval: 10_000,
  form: 'values',
  metrics: {
    power: { unit: 'kW', label: 'Power fed in', min: 0, max: 60 },
    dc_voltage: { unit: 'V', label: 'String voltage', min: 0, max: 1000 },
    dc_current: { unit: 'A', label: 'String current', min: 0, max: 120 },
    efficiency: { unit: '%', label: 'Efficiency', min: 0, max: 100 },
    irradiance: { unit: 'W/m²', label: 'Irradiance', min: 0, max: 1400 },
    temperature: {
      unit: '°C',
      label: 'Heat sink',
      min: -30,
      max: 110,
      limits: { warning: { high: 75 }, critical: { high: 90 } },
    },
  },
  sample(place: Place, t: number) {
    const { key } = place;
    const weather = weatherAt(place, t);
    const sun = weather.irradiance;
    const panel = weather.temperature + sun / 34;
    const share = (sun / 1000) * (1 - 0.004 * (panel - 25)) * between(key, 1, 0.9, 0.98);
    const dcPower = Math.min(ratedPower(place) * share, ratedPower(place));
    const voltage =
      sun === 0 ? 0 : round(540 + 70 * Math.min(1, sun / 120) + 6 * noise(mix(key, 2), t, MINUTE), 1);
    const current = voltage === 0 ? 0 : round((dcPower * 1000) / voltage, 2);
    const efficiency = sun === 0 ? 0 : round(97.8 - 4 * Math.exp(-sun / 60), 1);
    return {
      power: round((voltage * current * efficiency) / 100_000, 2),
      dc_voltage: voltage,
      dc_current: current,
      efficiency,
      irradiance: round(sun, 1),
      temperature: round(weather.temperature + 6 + 34 * share, 1),
    };
  },
} satisfies DeviceKind;

/** Rated power of an inverter, kW. */
export function ratedPower({ key }: Place): number {
  return Math.round(between(key, 3, 20, 50));
}

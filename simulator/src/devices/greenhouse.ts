import { evenCycle, HOUR, MINUTE } from '../signals/cycle.js';
import { between, mix } from '../signals/hash.js';
import { noise, roughNoise } from '../signals/noise.js';
import { clamp, round } from '../signals/round.js';
import { weatherAt } from '../signals/weather.js';
import type { DeviceKind, Place } from './kind.js';

const VENT_FROM = 22;
const VENT_SPAN = 7;
const WATERING = 3 * HOUR;

/**
 * A greenhouse bay: sun warms it, a heater keeps it above its night temperature, vents cool it.
 * Law: the vents open in proportion to the temperature, from closed at 22 °C to fully open at 29 °C,
 * and the heater works only while the vents are shut.
 */
export const greenhouse = {
  id: 'greenhouse',
  title: 'Greenhouse bay',
  model: 'Flora GC-3',
  interval: 10_000,
  form: 'values',
  metrics: {
    temperature: {
      unit: '°C',
      label: 'Air temperature',
      min: -20,
      max: 60,
      limits: { warning: { low: 12, high: 32 }, critical: { low: 8, high: 38 } },
    },
    humidity: { unit: '%', label: 'Relative humidity', min: 0, max: 100, limits: { warning: { high: 95 } } },
    co2: { unit: 'ppm', label: 'CO₂', min: 0, max: 5000 },
    light: { unit: 'lx', label: 'Light', min: 0, max: 150000 },
    soil_moisture: { unit: '%', label: 'Soil moisture', min: 0, max: 100, limits: { warning: { low: 20 } } },
    vent: { unit: '%', label: 'Vent opening', min: 0, max: 100 },
    heating: { label: 'Heating', kind: 'boolean' },
  },
  sample(place: Place, t: number) {
    const weather = weatherAt(place, t);
    const { key } = place;
    const light = weather.irradiance * 110 * between(key, 1, 0.62, 0.74);
    const free = weather.temperature + 4 + light / 7500 + 0.8 * roughNoise(mix(key, 2), t, 12 * MINUTE);
    const night = between(key, 3, 16.5, 18.5);
    const kept = Math.max(free, night + 0.3 * noise(mix(key, 4), t, 5 * MINUTE));
    const temperature = round(kept > VENT_FROM ? VENT_FROM + (kept - VENT_FROM) * 0.6 : kept, 1);
    const vent = ventOpening(temperature);
    return {
      temperature,
      humidity: round(clamp(84 - 0.22 * vent + 5 * roughNoise(mix(key, 5), t, 20 * MINUTE), 0, 100), 1),
      co2: Math.round(860 - light / 190 - 2 * vent + 40 * roughNoise(mix(key, 6), t, 9 * MINUTE)),
      light: Math.round(light),
      soil_moisture: round(soilMoisture(key, t), 1),
      vent: round(vent, 1),
      heating: free < night && vent === 0,
    };
  },
} satisfies DeviceKind;

/** Opening of the vents, %, at an air temperature in °C. */
export function ventOpening(temperature: number): number {
  return clamp(((temperature - VENT_FROM) / VENT_SPAN) * 100, 0, 100);
}

/** Soil moisture, %: rises over ten minutes of watering, then dries until the next. */
function soilMoisture(key: number, t: number): number {
  const { phase } = evenCycle(t, WATERING, between(key, 7, 0, WATERING));
  const watering = (10 * MINUTE) / WATERING;
  const wet = phase < watering ? phase / watering : (1 - phase) / (1 - watering);
  return between(key, 8, 28, 36) + 24 * wet;
}

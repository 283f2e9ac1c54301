import { HOUR, MINUTE } from '../signals/cycle.js';
import { mix } from '../signals/hash.js';
import { noise, roughNoise } from '../signals/noise.js';
import { round } from '../signals/round.js';
import { weatherAt } from '../signals/weather.js';
import type { DeviceKind, Place } from './kind.js';

/**
 * A weather mast; devices of one site share the sky that it measures.
 * Law: the gust is never below the mean wind, neither is negative, and it rains only at a humidity
 * of at least 85 %.
 */
export const weatherMast = {
  id: 'weather-mast',
  title: 'Weather mast',
  model: 'Aeolus WX-6',
  interval: 5_000,
  form: 'flat',
  metrics: {
    wind: { unit: 'm/s', label: 'Wind, mean', min: 0, max: 60 },
    temperature: { unit: '°C', label: 'Air temperature', min: -40, max: 60 },
    pressure: { unit: 'hPa', label: 'Air pressure', min: 870, max: 1085 },
    humidity: { unit: '%', label: 'Relative humidity', min: 0, max: 100 },
    gust: {
      unit: 'm/s',
      label: 'Gust',
      min: 0,
      max: 80,
      limits: { warning: { high: 17 }, critical: { high: 25 } },
    },
    wind_direction: { unit: '°', label: 'Wind from', min: 0, max: 360 },
    rain: { unit: 'mm/h', label: 'Rain', min: 0, max: 200 },
  },
  sample(place: Place, t: number) {
    const weather = weatherAt(place, t);
    const { siteKey, key } = place;
    const breeze = 5.5 + 4.5 * roughNoise(mix(siteKey, 21), t, 5 * HOUR);
    const wind = Math.max(0, breeze * (1 + 0.25 * roughNoise(mix(key, 1), t, MINUTE)));
    const gust = wind * (1.18 + 0.3 * Math.abs(noise(mix(key, 2), t, 8_000)));
    const turn = 360 * noise(mix(siteKey, 22), t, 9 * HOUR) + 14 * noise(mix(key, 3), t, 15_000);
    return {
      wind: round(wind, 1),
      temperature: round(weather.temperature + 0.15 * noise(mix(key, 4), t, 40_000), 1),
      pressure: round(1013 + 14 * roughNoise(mix(siteKey, 23), t, 30 * HOUR), 1),
      humidity: round(weather.humidity, 1),
      gust: round(gust, 1),
      wind_direction: Math.round(turn + 720) % 360,
      rain: round(weather.rain, 1),
    };
  },
} satisfies DeviceKind;

import { clamp } from './round.js';
import { dailyWave, HOUR, MINUTE } from './cycle.js';
import { mix } from './hash.js';
import { roughNoise } from './noise.js';
import { clearSky, declination } from './sun.js';

/** Where a device stands, and the keys of its random draws. */
export interface Place {
  /** Key of the device. */
  key: number;
  /** Key of its site: devices of one site share their weather. */
  siteKey: number;
  lat: number;
  lon: number;
}

/** Weather that all devices of a site share. */
export interface Weather {
  /** Share of the sky, 0 to 1. */
  cloud: number;
  /** °C */
  temperature: number;
  /** % */
  humidity: number;
  /** W/m² on level ground. */
  irradiance: number;
  /** mm/h, zero unless the humidity is at least 85. */
  rain: number;
}

/** Weather at a site at `t` (ms since the epoch). */
export function weatherAt(place: Place, t: number): Weather {
  const { siteKey, lat, lon } = place;
  const cloud = clamp(0.45 + 0.75 * roughNoise(mix(siteKey, 11), t, 3 * HOUR), 0, 1);
  const passing = clamp(cloud + 0.35 * cloud * roughNoise(mix(siteKey, 12), t, 4 * MINUTE), 0, 1);
  const temperature = temperatureAt(place, t, cloud);
  const rain = Math.max(0, cloud - 0.82) * 35 * (1 + 0.5 * roughNoise(mix(siteKey, 13), t, 5 * MINUTE));
  const air = 62 + 28 * (cloud - 0.4) - 12 * dailyWave(t, lon, 15) * (1 - cloud);
  return {
    cloud,
    temperature,
    humidity: clamp(rain > 0 ? Math.max(air, 86 + 4 * cloud) : air, 12, 99),
    irradiance: clearSky(lat, lon, t) * (1 - 0.78 * passing ** 1.6),
    rain,
  };
}

function temperatureAt({ siteKey, lat, lon }: Place, t: number, cloud: number): number {
  const season = (declination(t) / 23.44) * Math.sign(lat) * Math.abs(lat) * 0.17;
  const swing = dailyWave(t, lon, 15) * (5 - 3 * cloud);
  return 29 - 0.36 * Math.abs(lat) + season + swing + 2.5 * roughNoise(mix(siteKey, 14), t, 7 * HOUR);
}

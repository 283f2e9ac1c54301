import { DAY, dayPhase } from './cycle.js';

const RADIANS = Math.PI / 180;

/** Declination of the sun, degrees: +23.4 in June, -23.4 in December. `t` in ms since the epoch. */
export function declination(t: number): number {
  const dayOfYear = (t / DAY) % 365.2425;
  return -23.44 * Math.cos((2 * Math.PI * (dayOfYear + 10)) / 365.2425);
}

/** Height of the sun over the horizon, degrees, negative at night. `t` in ms since the epoch. */
export function sunElevation(lat: number, lon: number, t: number): number {
  const tilt = declination(t) * RADIANS;
  const hourAngle = 2 * Math.PI * (dayPhase(t, lon) - 0.5);
  const height =
    Math.sin(lat * RADIANS) * Math.sin(tilt) + Math.cos(lat * RADIANS) * Math.cos(tilt) * Math.cos(hourAngle);
  return Math.asin(Math.min(1, Math.max(-1, height))) / RADIANS;
}

/** Light of a clear sky on level ground, W/m²; zero while the sun is down. */
export function clearSky(lat: number, lon: number, t: number): number {
  const height = Math.sin(sunElevation(lat, lon, t) * RADIANS);
  return height <= 0 ? 0 : 1050 * height ** 1.15;
}

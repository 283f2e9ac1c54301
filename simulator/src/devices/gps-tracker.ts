import { batteryAt } from '../signals/battery.js';
import { evenCycle, HOUR, MINUTE } from '../signals/cycle.js';
import { between, mix } from '../signals/hash.js';
import { smoothStep } from '../signals/noise.js';
import { round } from '../signals/round.js';
import type { DeviceKind, Place } from './kind.js';

const TRIP = 7 * MINUTE;
const CORNERS = 9;
const KM_PER_DEGREE = 111.32;

/**
 * A vehicle that drives round a closed route of straight legs, with a stop after each trip.
 * Law: the odometer is the integral of the speed, and two positions are never further apart than the
 * odometer moved between them.
 */
export const gpsTracker = {
  id: 'gps-tracker',
  title: 'GPS tracker',
  model: 'Wayfinder T2',
  interval: 3_000,
  form: 'values',
  metrics: {
    speed: { unit: 'km/h', label: 'Speed', min: 0, max: 130, limits: { warning: { high: 60 } } },
    battery: { unit: '%', label: 'Battery', min: 0, max: 100, limits: { warning: { low: 15 } } },
    lat: { unit: '°', label: 'Latitude', min: -90, max: 90 },
    lon: { unit: '°', label: 'Longitude', min: -180, max: 180 },
    heading: { unit: '°', label: 'Heading', min: 0, max: 360 },
    odometer: { unit: 'km', label: 'Odometer', min: 0 },
  },
  sample(place: Place, t: number) {
    const trip = tripAt(place.key, t);
    const { x, y, heading } = onRoute(place.key, trip.odometer);
    const lat = place.lat + y / KM_PER_DEGREE;
    return {
      speed: round(trip.speed, 1),
      battery: batteryAt(place.key, t, 21),
      lat: round(lat, 6),
      lon: round(place.lon + x / (KM_PER_DEGREE * Math.cos((place.lat * Math.PI) / 180)), 6),
      heading: Math.round(heading) % 360,
      odometer: round(trip.odometer, 3),
    };
  },
} satisfies DeviceKind;

/** Odometer (km) and speed (km/h): each trip has the same length, but its own pace and stop. */
function tripAt(key: number, t: number): { odometer: number; speed: number } {
  const length = between(key, 1, 1.6, 2.8);
  const { index, phase } = evenCycle(t, TRIP, between(key, 2, 0, TRIP));
  const driving = between(mix(key, 3), index, 0.62, 0.92);
  const u = phase / driving;
  const speed = u < 1 ? (length * 6 * u * (1 - u)) / ((driving * TRIP) / HOUR) : 0;
  const started = Math.floor(between(key, 4, 4_100_000, 4_130_000));
  return { odometer: length * (index - started + smoothStep(u)), speed };
}

interface Corner {
  x: number;
  y: number;
}

/** Position (km east and north of the site) and heading (degrees) after so many km on the route. */
function onRoute(key: number, km: number): Corner & { heading: number } {
  const corners = Array.from({ length: CORNERS }, (_, n) => corner(key, n));
  const legs = corners.map((from, n) => leg(from, corners[(n + 1) % CORNERS] ?? from));
  const round = legs.reduce((sum, { length }) => sum + length, 0);
  let left = ((km % round) + round) % round;
  for (const { from, to, length, heading } of legs) {
    if (left <= length) {
      const part = left / length;
      return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part, heading };
    }
    left -= length;
  }
  return { ...corner(key, 0), heading: 0 };
}

function corner(key: number, n: number): Corner {
  const angle = (2 * Math.PI * (n + between(mix(key, 5), n, 0, 0.7))) / CORNERS;
  const radius = between(mix(key, 6), n, 0.5, 1.7);
  return { x: Math.cos(angle) * radius, y: Math.sin(angle) * radius };
}

function leg(from: Corner, to: Corner): { from: Corner; to: Corner; length: number; heading: number } {
  const east = to.x - from.x;
  const north = to.y - from.y;
  const heading = ((Math.atan2(east, north) * 180) / Math.PI + 360) % 360;
  return { from, to, length: Math.hypot(east, north), heading };
}

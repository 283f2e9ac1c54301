import type { DeviceKind } from '../devices/kind.js';
import { keyOf, mix, unit } from '../signals/hash.js';
import type { Place } from '../signals/weather.js';
import type { Site } from './sites.js';

/** One simulated device. */
export interface Device {
  id: string;
  name: string;
  kind: DeviceKind;
  site: Site;
  /** Part of the site, a label. */
  hall: string;
  place: Place;
  /** Time between samples, ms. */
  interval: number;
  /** Where in its interval it samples, ms, so that a fleet does not publish in lock step. */
  phase: number;
  /** If set, publishes only on a change and at least once in so many ms. */
  heartbeat: number | undefined;
}

/** What a scenario says about a device; the rest follows from the seed. */
export interface DeviceRow {
  id: string;
  name: string;
  kind: DeviceKind;
  site: Site;
  hall: string;
  interval?: number;
}

/**
 * Makes a device from its row. An `override` (ms) replaces the interval of the row and of the kind, and
 * makes the device publish each sample.
 */
export function makeDevice(row: DeviceRow, seed: number, override: number | undefined): Device {
  const key = mix(seed, keyOf(row.id));
  const interval = override ?? row.interval ?? row.kind.interval;
  const { site } = row;
  return {
    ...row,
    interval,
    phase: Math.floor(unit(key, 101) * interval),
    heartbeat: override === undefined ? row.kind.heartbeat : undefined,
    place: {
      key,
      siteKey: mix(seed, keyOf(site.name)),
      lat: site.lat + (unit(key, 102) - 0.5) * 0.004,
      lon: site.lon + (unit(key, 103) - 0.5) * 0.004,
    },
  };
}

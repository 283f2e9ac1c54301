import { batteryAt } from '../signals/battery.js';
import { DAY, dailyWaveIntegral, MINUTE } from '../signals/cycle.js';
import { between, mix, unit } from '../signals/hash.js';
import { round } from '../signals/round.js';
import { roughNoise } from '../signals/noise.js';
import type { DeviceKind, Place } from './kind.js';

const SLOT = 3 * MINUTE;
/** Doors were installed in the course of 2024. */
const FIRST_SLOT = Math.floor(Date.UTC(2024, 0, 1) / SLOT);
const SLOTS_OF_2024 = Math.floor((300 * DAY) / SLOT);

/**
 * A contact on a door, reported when it changes and once a minute.
 * Law: the counter of openings never decreases, and goes up by exactly one whenever the door opens.
 */
export const doorContact = {
  id: 'door-contact',
  title: 'Door contact',
  model: 'Latch DC-5',
  interval: 1_000,
  heartbeat: 60_000,
  form: 'flat',
  metrics: {
    open: { label: 'Open', kind: 'boolean' },
    openings: { label: 'Openings', min: 0 },
    signal: { unit: 'dBm', label: 'Radio signal', min: -120, max: 0 },
    battery: { unit: '%', label: 'Battery', min: 0, max: 100, limits: { warning: { low: 15 } } },
  },
  sample(place: Place, t: number) {
    const { key } = place;
    const traffic = trafficAt(place, t);
    const slot = Math.floor(traffic);
    const installed = FIRST_SLOT + Math.floor(unit(key, 6) * SLOTS_OF_2024);
    const start = unit(mix(key, 1), slot) * 0.55;
    const end = start + between(mix(key, 2), slot, 0.05, 0.4);
    const within = traffic - slot;
    return {
      open: within >= start && within < end,
      openings: slot - installed + (within >= start ? 1 : 0),
      signal: round(between(key, 3, -84, -58) + 3 * roughNoise(mix(key, 4), t, 30 * MINUTE), 0),
      battery: batteryAt(key, t, 400),
    };
  },
} satisfies DeviceKind;

/** Slots of traffic passed until `t`, each with one opening: they run fastest at 14:00 solar time. */
function trafficAt({ key, lon }: Place, t: number): number {
  return (t + 0.8 * (dailyWaveIntegral(t, lon, 14) + DAY)) / SLOT + unit(key, 5);
}

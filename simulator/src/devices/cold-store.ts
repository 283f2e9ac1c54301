import { evenCycle, HOUR, MINUTE, unevenCycle } from '../signals/cycle.js';
import { between, mix, unit } from '../signals/hash.js';
import { noise, roughNoise } from '../signals/noise.js';
import { clamp, round } from '../signals/round.js';
import type { DeviceKind, Place } from './kind.js';

const CYCLE = 7 * MINUTE;
const DOOR_SLOT = 9 * MINUTE;

/**
 * A freezer room held between two temperatures by a thermostat.
 * Law: while the compressor runs the temperature never rises, while it rests it never falls, and it
 * stays inside the band of the thermostat; a running compressor takes more power than a resting one.
 */
export const coldStore = {
  id: 'cold-store',
  title: 'Cold store',
  model: 'Nordkyl CS-40',
  interval: 5_000,
  form: 'values',
  metrics: {
    temperature: {
      unit: '°C',
      label: 'Room temperature',
      min: -40,
      max: 30,
      limits: { warning: { low: -28, high: -15 }, critical: { high: -12 } },
    },
    humidity: { unit: '%', label: 'Relative humidity', min: 0, max: 100 },
    power: { unit: 'kW', label: 'Power', min: 0, max: 20 },
    compressor: { label: 'Compressor', kind: 'boolean' },
    door: { label: 'Door open', kind: 'boolean' },
  },
  sample(place: Place, t: number) {
    const { low, high } = thermostat(place);
    const duty = between(place.key, 3, 0.35, 0.55);
    const { phase } = unevenCycle(mix(place.key, 4), t, CYCLE);
    const compressor = phase < duty;
    const part = compressor ? phase / duty : (phase - duty) / (1 - duty);
    const moved = (high - low) * approach(part);
    const door = doorOpen(place, t);
    const humid = roughNoise(mix(place.key, 5), t, HOUR);
    return {
      temperature: round(compressor ? high - moved : low + moved, 2),
      humidity: round(clamp(72 + 7 * humid + (door ? 9 : 0), 0, 100), 1),
      power: round(compressor ? runningPower(place, t, part) : 0.24 + 0.03 * humid, 2),
      compressor,
      door,
    };
  },
} satisfies DeviceKind;

/** Band of the thermostat of a cold store, °C. */
export function thermostat({ key }: Place): { low: number; high: number } {
  const low = round(between(key, 1, -24.5, -19.5), 1);
  return { low, high: round(low + between(key, 2, 1.2, 2.4), 1) };
}

/** Power of the running compressor, kW: a surge at its start, then rather even. */
function runningPower({ key }: Place, t: number, part: number): number {
  const rated = between(key, 6, 4, 9);
  return rated * (1 + 0.35 * Math.exp(-part * 12) + 0.03 * noise(mix(key, 7), t, 20_000));
}

/** Share of the band already crossed: quick at first, then slower. */
function approach(part: number): number {
  return (1 - Math.exp(-1.6 * part)) / (1 - Math.exp(-1.6));
}

function doorOpen({ key }: Place, t: number): boolean {
  const slot = evenCycle(t, DOOR_SLOT, between(key, 8, 0, DOOR_SLOT));
  const start = unit(mix(key, 9), slot.index) * 0.9;
  return slot.phase >= start && slot.phase < start + between(mix(key, 10), slot.index, 0.02, 0.07);
}

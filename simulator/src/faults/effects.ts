import type { Values } from '../devices/kind.js';
import { round } from '../signals/round.js';
import type { Mishap, MishapName } from './mishap.js';

/** How far the clock of a struck device runs behind, ms. */
export const CLOCK_BEHIND = 12_000;

const MUTING: ReadonlySet<MishapName> = new Set<MishapName>(['crash', 'silence', 'outage']);

/** True while a mishap keeps its device from publishing at `t`. */
export function isMuted(mishaps: readonly Mishap[], t: number): boolean {
  return mishaps.some(({ name, from, until }) => MUTING.has(name) && t >= from && t < until);
}

/** The stamp that a device gives to a sample of `t`, ms. */
export function stampAt(mishaps: readonly Mishap[], t: number): number {
  return mishaps.some(({ name }) => name === 'clock-behind') ? t - CLOCK_BEHIND : t;
}

/** The values of a sample of `t` as the mishaps of its device change them. */
export function distort(mishaps: readonly Mishap[], values: Values, t: number): Values {
  return mishaps.reduce((changed, mishap) => {
    if (t < mishap.from || t >= mishap.faded) return changed;
    if (mishap.name === 'door-left-open') return warmed(mishap, changed, t);
    if (mishap.name === 'vibration') return shaken(mishap, changed, t);
    return changed;
  }, values);
}

/** Warm air flows in while the door is open: up to 14 °C more, and the compressor runs against it. */
function warmed({ from, until }: Mishap, values: Values, t: number): Values {
  const open = t < until;
  const peak = 14 * (1 - Math.exp(-(Math.min(t, until) - from) / 60_000));
  const excess = open ? peak : peak * Math.exp(-(t - until) / 80_000);
  return {
    ...values,
    temperature: round(numberOf(values, 'temperature') + excess, 2),
    humidity: round(Math.min(99, numberOf(values, 'humidity') + excess), 1),
    power: round(excess > 0.5 ? Math.max(6.2, numberOf(values, 'power')) : numberOf(values, 'power'), 2),
    compressor: excess > 0.5 || values.compressor === true,
    door: open || values.door === true,
  };
}

/** A worn bearing: vibration climbs by up to 8 mm/s within three minutes while the pump runs. */
function shaken({ from, until }: Mishap, values: Values, t: number): Values {
  if (values.running !== true || t >= until) return values;
  const wear = Math.min(1, (t - from) / 180_000);
  return {
    ...values,
    vibration: round(numberOf(values, 'vibration') + 8 * wear, 2),
    temperature: round(numberOf(values, 'temperature') + 17 * wear ** 2, 1),
  };
}

function numberOf(values: Values, metric: string): number {
  return Number(values[metric] ?? 0);
}

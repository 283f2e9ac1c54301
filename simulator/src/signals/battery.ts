import { DAY } from './cycle.js';
import { between, unit } from './hash.js';
import { round } from './round.js';

/** Charge of a battery, %, that falls evenly from 100 to 12 over `lifeDays` and is then replaced. */
export function batteryAt(key: number, t: number, lifeDays: number): number {
  const life = lifeDays * DAY * between(key, 71, 0.8, 1.2);
  const used = t / life + unit(key, 72);
  return round(100 - 88 * (used - Math.floor(used)), 1);
}

import { isJsonObject, type JsonObject } from '../../envelope.js';

/** Objects in objects that are looked through. */
const DEPTH_MAX = 32;

/** Members that say which, when or about minutes that are over: no measurement of now. */
const NO_VALUES = new Set([
  'id',
  'ts',
  'unixtime',
  'time',
  'by_minute',
  'mac',
  'address',
  'pid',
  'packet_id',
  'encryption',
  'BTHome_version',
  'available_updates',
  'wakeup_reason',
]);

/** Moments and revisions, by the ends of their names: `minute_ts`, `timer_started_at`, `cfg_rev`. */
const WHEN_OR_REVISION = /_(?:ts|at|rev)$/;

/** What of a status is a measurement or a state. */
export function valuesOf(status: JsonObject, depth = 0): JsonObject {
  const kept = Object.entries(status)
    .filter(([key]) => !NO_VALUES.has(key) && !WHEN_OR_REVISION.test(key))
    .map(([key, value]): [string, unknown] => [
      key,
      isJsonObject(value) && depth < DEPTH_MAX ? valuesOf(value, depth + 1) : value,
    ]);
  return Object.fromEntries(kept);
}

/** Units by the last word of a metric (documentation of the components). */
const UNITS = new Map<string, string>([
  ['apower', 'W'],
  ['act_power', 'W'],
  ['total_act_power', 'W'],
  ['aprt_power', 'VA'],
  ['total_aprt_power', 'VA'],
  ['voltage', 'V'],
  ['current', 'A'],
  ['total_current', 'A'],
  ['freq', 'Hz'],
  ['total_act_energy', 'Wh'],
  ['total_act_ret_energy', 'Wh'],
  ['total_act', 'Wh'],
  ['total_act_ret', 'Wh'],
  ['tC', '°C'],
  ['tF', '°F'],
  ['target_C', '°C'],
  ['current_C', '°C'],
  ['rh', '%'],
  ['percent', '%'],
  ['battery', '%'],
  ['humidity', '%'],
  ['temperature', '°C'],
  ['illuminance', 'lx'],
  ['rotation', '°'],
  ['brightness', '%'],
  ['current_pos', '%'],
  ['target_pos', '%'],
  ['pos', '%'],
  ['V', 'V'],
  ['rssi', 'dBm'],
  ['lux', 'lx'],
  ['ct', 'K'],
  ['uptime', 's'],
  ['ram_size', 'B'],
  ['ram_free', 'B'],
  ['ram_min_free', 'B'],
  ['fs_size', 'B'],
  ['fs_free', 'B'],
]);

/** Counters of energy; pulses that an input counts have a `total` too, but no unit. */
const ENERGY = /(?:^|\.)(?:ret_)?aenergy\.total$/;

/** Of a three-phase meter (`em`) each phase has its letter before the word: `a_voltage`. */
export function unitOf(metric: string): string | undefined {
  if (ENERGY.test(metric)) return 'Wh';
  const word = metric.slice(metric.lastIndexOf('.') + 1);
  return UNITS.get(word) ?? UNITS.get(word.replace(/^[abcn]_/, ''));
}

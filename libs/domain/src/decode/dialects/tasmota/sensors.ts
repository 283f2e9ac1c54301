import { readSwitch } from '../../availability.js';
import { isJsonObject, own, type JsonObject } from '../../envelope.js';
import type { DeviceKey, Fact } from '../../outcome.js';
import { valuesOutcome, type When } from '../../readings.js';
import { readLocalStamp, readStamp } from '../../stamp.js';
import { UNIT_KEYS, unitOf, type StatedUnits } from './units.js';

/** Objects in objects that are looked through for what is no measurement. */
const DEPTH_MAX = 32;

/** Members that say when, in what unit or by which address, at any depth. */
const NO_VALUES = new Set<string>([
  ...UNIT_KEYS,
  'Time',
  'StartTime',
  'TotalStartTime',
  'Epoch',
  'Id',
  'Address',
  'Downtime',
  'BSSId',
]);

/** Older firmware counts hours as a number; since 5.13 it is days, hours, minutes and seconds, which is no number. */
const UPTIME_WORDS = /^\d+T\d\d:\d\d:\d\d$/;

/** Readings of an object as SENSOR and STATE have it; `path` goes before the names of its metrics. */
export function readingsOf(device: DeviceKey, body: JsonObject, path = ''): ReturnType<typeof valuesOutcome> {
  const values = valuesOf(body);
  const outcome = valuesOutcome(device, path === '' ? values : { [path]: values }, timeOf(body));
  if (outcome.kind !== 'facts') return outcome;
  const stated = statedUnits(body);
  return { ...outcome, facts: outcome.facts.map((fact) => withUnits(fact, stated)) };
}

/** `Time` has a zone only if the device was told to write one. */
function timeOf(body: JsonObject): When {
  const time = own(body, 'Time');
  const stamp = readStamp(time);
  if (stamp !== undefined) return { stamp };
  return { stamp: undefined, localStamp: typeof time === 'string' ? readLocalStamp(time) : undefined };
}

function statedUnits(body: JsonObject): StatedUnits {
  const unit = (key: (typeof UNIT_KEYS)[number]): string | undefined => {
    const value = own(body, key);
    return typeof value === 'string' && value.length <= 32 ? value : undefined;
  };
  return { TempUnit: unit('TempUnit'), PressureUnit: unit('PressureUnit'), SpeedUnit: unit('SpeedUnit') };
}

function withUnits(fact: Fact, stated: StatedUnits): Fact {
  if (fact.type !== 'readings') return fact;
  return { ...fact, units: fact.metrics.map((metric) => unitOf(metric, stated)) };
}

/** The members that are measurements or states; switches as booleans. */
export function valuesOf(body: JsonObject, depth = 0): JsonObject {
  const kept = Object.entries(body)
    .filter(([key, value]) => !NO_VALUES.has(key) && !(typeof value === 'string' && UPTIME_WORDS.test(value)))
    .map(([key, value]): [string, unknown] => [key, valueOf(value, depth)]);
  return Object.fromEntries(kept);
}

function valueOf(value: unknown, depth: number): unknown {
  if (value === 'ON' || value === 'OFF') return readSwitch(value);
  return isJsonObject(value) && depth < DEPTH_MAX ? valuesOf(value, depth + 1) : value;
}

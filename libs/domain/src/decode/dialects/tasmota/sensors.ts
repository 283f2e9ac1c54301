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
  'mac',
  'MAC',
  'Timestamp',
  'LastSeenEpoch',
  'BatteryLastSeenEpoch',
]);

/** Numbers of a meter and of its owner, by the names that the scripts for smart meters give them. */
const METER_IDS = /^(?:meter|server|z(?:ä|ae)hler)[ _]?(?:number|nummer|nr|id)$/i;

/** Two digits for each channel; without the sign of a colour it would be read as a number if none is a letter. */
const HEX_COLOR = /^(?:[0-9A-F]{2}){1,5}$/i;

/** Older firmware counts hours as a number; since 5.13 it is days, hours, minutes and seconds, which is no number. */
const UPTIME_WORDS = /^\d+T\d\d:\d\d:\d\d$/;

/** Readings of an object as SENSOR and STATE have it; `path` goes before the names of its metrics. */
export function readingsOf(device: DeviceKey, body: JsonObject, path = ''): ReturnType<typeof valuesOutcome> {
  const values = valuesOf(body, 0);
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
function valuesOf(body: JsonObject, depth: number): JsonObject {
  const kept = Object.entries(body)
    .filter(([key, value]) => isValue(key, value))
    .map(([key, value]): [string, unknown] => [
      key,
      isJsonObject(value) && depth < DEPTH_MAX ? valuesOf(value, depth + 1) : valueOf(key, value),
    ]);
  return Object.fromEntries(kept);
}

function isValue(key: string, value: unknown): boolean {
  if (NO_VALUES.has(key) || METER_IDS.test(key)) return false;
  return typeof value !== 'string' || !UPTIME_WORDS.test(value);
}

/** A scalar as it is meant: switches as booleans, colours as text. */
export function valueOf(key: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (value === 'ON' || value === 'OFF' || /^POWER\d*$/.test(key)) return readSwitch(value) ?? value;
  return /^color\d*$/i.test(key) && HEX_COLOR.test(value) ? `#${value}` : value;
}

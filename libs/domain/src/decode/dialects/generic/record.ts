import type { Micros } from '../../../time/index.js';
import { isJsonObject, own, without, type JsonObject, type PayloadRecord } from '../../envelope.js';
import { isPlausibleStamp, readLocalStamp, readStamp } from '../../stamp.js';

/** Keys that may hold the time of a measurement, by how much they are to be preferred. */
const STAMP_KEYS = [
  'ts',
  'timestamp',
  'Timestamp',
  'time',
  'Time',
  'tst',
  'datetime',
  'dateTime',
  'date_time',
  'measured_at',
  'recorded_at',
  'received_at',
  'created_at',
  'epoch',
  'unixtime',
];

/** Keys of envelopes in which the time of a measurement may stand beside its values. */
const ENVELOPES = ['params', 'payload', 'data', 'values', 'uplink_message', 'reported'];

/** Reads a record: a key is its stamp only if it holds a plausible time, with a zone or without. */
export function readGenericRecord(object: JsonObject, now: Micros): PayloadRecord {
  const found = findStamp(object, now);
  if (found) {
    const inner = own(object, 'values');
    return {
      ...found.when,
      badStamp: undefined,
      values: isJsonObject(inner) ? inner : without(object, found.key),
    };
  }
  for (const name of ENVELOPES) {
    const inner = own(object, name);
    const within = isJsonObject(inner) ? findStamp(inner, now) : undefined;
    if (!within || !isJsonObject(inner)) continue;
    const rest = Object.entries(without(object, name));
    const values = Object.fromEntries([...rest, [name, without(inner, within.key)]]);
    return { ...within.when, badStamp: undefined, values };
  }
  return { values: object, stamp: undefined, badStamp: undefined };
}

interface When {
  stamp: Micros | undefined;
  localStamp?: Micros | undefined;
}

function findStamp(object: JsonObject, now: Micros): { key: string; when: When } | undefined {
  for (const key of STAMP_KEYS) {
    const raw = own(object, key);
    if (raw === undefined) continue;
    const stamp = readStamp(raw);
    if (stamp !== undefined && isPlausibleStamp(stamp, now)) return { key, when: { stamp } };
    const localStamp = readLocalStamp(raw);
    if (localStamp !== undefined) return { key, when: { stamp: undefined, localStamp } };
  }
  return undefined;
}

/** True for an object that states its own time. */
export function isStamped(value: unknown, now: Micros): value is JsonObject {
  return isJsonObject(value) && findStamp(value, now)?.when.stamp !== undefined;
}

const PAIR_NAMES = ['value_type', 'name', 'n', 'metric', 'key', 'type', 'id'];
const PAIR_VALUES = ['value', 'v', 'val', 'vb', 'vs'];

/** A list of named values (`[{"name":"temperature","value":20.4}]`) as an object of them; undefined for other lists. */
export function readPairs(list: readonly unknown[]): JsonObject | undefined {
  const entries: [string, unknown][] = [];
  for (const item of list) {
    if (!isJsonObject(item)) return undefined;
    const name = PAIR_NAMES.map((key) => own(item, key)).find((one) => typeof one === 'string' && one !== '');
    const key = PAIR_VALUES.find((one) => Object.hasOwn(item, one));
    if (typeof name !== 'string' || key === undefined) return undefined;
    entries.push([name, own(item, key)]);
  }
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

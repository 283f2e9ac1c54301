import type { Micros } from '../time/index.js';
import { isPlausibleStamp, readStamp } from './stamp.js';

/** A parsed JSON object. Its keys come from outside: read own keys only, never copy into another object. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Own property of a parsed object; undefined for inherited names such as `constructor`. */
export function own(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** One record of a payload: its values without the envelope, its stamp, and whether a stamp was unreadable. */
export interface PayloadRecord {
  values: JsonObject;
  stamp: Micros | undefined;
  badStamp: string | undefined;
}

/** Reads a native record: `{"ts", "values": {…}}`, or flat with `ts` beside the metrics. */
export function readNativeRecord(object: JsonObject): PayloadRecord {
  const raw = own(object, 'ts');
  const stamp = raw === undefined ? undefined : readStamp(raw);
  const inner = own(object, 'values');
  return {
    values: isJsonObject(inner) ? inner : without(object, 'ts'),
    stamp,
    badStamp: raw !== undefined && raw !== null && stamp === undefined ? 'ts' : undefined,
  };
}

/** Keys that may hold the time of a measurement in a payload that follows no known dialect. */
const STAMP_KEYS = ['ts', 'timestamp', 'time', 'Time'];

/** Reads a record of an unknown publisher: a key is its stamp only if it holds a plausible time. */
export function readGenericRecord(object: JsonObject, now: Micros): PayloadRecord {
  for (const key of STAMP_KEYS) {
    const stamp = readStamp(own(object, key));
    if (stamp !== undefined && isPlausibleStamp(stamp, now)) {
      const inner = own(object, 'values');
      const values = isJsonObject(inner) ? inner : without(object, key);
      return { values, stamp, badStamp: undefined };
    }
  }
  return { values: object, stamp: undefined, badStamp: undefined };
}

/** The same object without one key, safe for keys such as `__proto__`. */
export function without(object: JsonObject, key: string): JsonObject {
  if (!Object.hasOwn(object, key)) return object;
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}

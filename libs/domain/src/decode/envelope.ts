import type { Micros } from '../time/index.js';
import { readStamp } from './stamp.js';

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
  /** The device's wall clock as if it were UTC, where it stated a time without a zone. */
  localStamp?: Micros | undefined;
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

/** The same object without one key, safe for keys such as `__proto__`. */
export function without(object: JsonObject, key: string): JsonObject {
  if (!Object.hasOwn(object, key)) return object;
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}

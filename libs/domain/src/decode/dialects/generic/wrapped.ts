import type { Micros } from '../../../time/index.js';
import { isJsonObject, own } from '../../envelope.js';
import { findTimes, type When } from './times.js';

/** A single value in an object with its time. */
export interface Wrapped {
  value: unknown;
  when: When | undefined;
}

/** What stands beside such a value: acknowledged, when it last changed, its quality, and who set it. */
const BESIDE = new Set(['val', 'ack', 'ts', 'lc', 'q', 'c', 'from', 'user', 'expire', 'qos']);

/**
 * Reads a state of ioBroker (`{"val": 21.5, "ack": true, "ts": …, "lc": …, "q": 0, "from": "…"}`): one value of the
 * last level of its topic, as a bare one would be. Undefined for any other object.
 */
export function readState(value: object, now: Micros): Wrapped | undefined {
  if (!isJsonObject(value) || !Object.hasOwn(value, 'val') || typeof own(value, 'ack') !== 'boolean') {
    return undefined;
  }
  const single = own(value, 'val');
  const isScalar = typeof single !== 'object' || single === null;
  if (!isScalar || !Object.keys(value).every((key) => BESIDE.has(key))) return undefined;
  return { value: single, when: findTimes(value, now).when };
}

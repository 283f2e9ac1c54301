import { isStorableName, LIMITS, type Rejection, type RejectReason } from '@sensorium/contracts';
import type { RawValue } from './outcome.js';

/** Metrics and values of one payload, as parallel lists, and what was not taken of it. */
export interface Flat {
  metrics: string[];
  values: RawValue[];
  rejected: Rejection[];
  /** Values that were null: known to be unknown, so neither taken nor rejected. */
  nulls: number;
  /** Values that the message had before this record. */
  before: number;
}

/** `before`: values that the message had in its records so far. */
export function emptyFlat(before = 0): Flat {
  return { metrics: [], values: [], rejected: [], nulls: 0, before };
}

/** Values that the message had up to and with this record, nulls and rejected ones included. */
export function countOf({ metrics, rejected, nulls, before }: Flat): number {
  return before + metrics.length + rejected.length + nulls;
}

/**
 * Adds every leaf of a parsed JSON value to `flat`: keys joined with `.`, array elements as `.0`, `.1`.
 * Returns the reason if the whole message must be refused.
 */
export function flatten(value: unknown, path: string, flat: Flat, depth = 0): RejectReason | undefined {
  if (depth > LIMITS.jsonDepth) return 'too-deep';
  if (value === null) {
    if (countOf(flat) >= LIMITS.valuesPerMessage) return 'too-many-values';
    flat.nulls += 1;
    return undefined;
  }
  if (typeof value !== 'object') return addLeaf(value as RawValue, path, flat);
  if (Array.isArray(value)) return flattenArray(value, path, flat, depth);
  for (const key of Object.keys(value)) {
    if (key === '__proto__') {
      flat.rejected.push({ path: path === '' ? key : `${path}.${key}`, reason: 'bad-metric' });
      continue;
    }
    const child = (value as Readonly<Record<string, unknown>>)[key];
    const reason = flatten(child, path === '' ? key : `${path}.${key}`, flat, depth + 1);
    if (reason) return reason;
  }
  return undefined;
}

function flattenArray(list: unknown[], path: string, flat: Flat, depth: number): RejectReason | undefined {
  for (let i = 0; i < list.length; i++) {
    const reason = flatten(list[i], path === '' ? String(i) : `${path}.${i}`, flat, depth + 1);
    if (reason) return reason;
  }
  return undefined;
}

function addLeaf(value: RawValue, path: string, flat: Flat): RejectReason | undefined {
  if (countOf(flat) >= LIMITS.valuesPerMessage) return 'too-many-values';
  if (isStorableName(path)) {
    flat.metrics.push(path);
    flat.values.push(value);
  } else {
    flat.rejected.push({ path: path.slice(0, LIMITS.nameBytes), reason: 'bad-metric' });
  }
  return undefined;
}

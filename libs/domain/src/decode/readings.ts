import { LIMITS, type Rejection } from '@sensorium/contracts';
import type { PayloadRecord } from './envelope.js';
import { countOf, emptyFlat, flatten, type Flat } from './flatten.js';
import {
  EMPTY_DECODE_STATE,
  ignored,
  rejected,
  type DeviceKey,
  type Fact,
  type Outcome,
  type RawValue,
} from './outcome.js';

/** Outcome of one bare value: null says nothing, anything but a scalar is no value. */
export function bareOutcome(device: DeviceKey, metric: string, value: unknown): Outcome {
  if (value === null) return ignored('only-nulls');
  const fact: Fact = {
    type: 'readings',
    device,
    stamp: undefined,
    metrics: [metric],
    values: [value as RawValue],
  };
  return { kind: 'facts', facts: [fact], rejected: [], state: EMPTY_DECODE_STATE, requests: [] };
}

/**
 * Outcome of the records of one payload, one fact each. An undefined record was no object: it is
 * rejected by its place. `first` holds values that were read already and belong to the first record.
 */
export function readingsOutcome(
  device: DeviceKey,
  records: readonly (PayloadRecord | undefined)[],
  first: Flat = emptyFlat(),
): Outcome {
  const facts: Fact[] = [];
  const refused: Rejection[] = [];
  let nulls = 0;
  let count = 0;
  for (const [place, record] of records.entries()) {
    if (count >= LIMITS.valuesPerMessage) return rejected('too-many-values');
    if (!record) {
      count += 1;
      refused.push({ path: `[${place}]`, reason: 'no-values' });
      continue;
    }
    const flat = place === 0 ? first : emptyFlat(count);
    const reason = flatten(record.values, '', flat);
    if (reason) return rejected(reason);
    if (record.badStamp) refused.push({ path: record.badStamp, reason: 'bad-stamp' });
    refused.push(...flat.rejected);
    nulls += flat.nulls;
    count = countOf(flat);
    const { metrics, values } = flat;
    if (metrics.length > 0) facts.push({ type: 'readings', device, stamp: record.stamp, metrics, values });
  }
  if (facts.length > 0 || refused.length > 0) {
    return { kind: 'facts', facts, rejected: refused, state: EMPTY_DECODE_STATE, requests: [] };
  }
  return nulls > 0 ? ignored('only-nulls') : rejected('no-values');
}

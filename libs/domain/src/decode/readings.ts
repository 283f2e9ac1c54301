import { LIMITS, type Rejection } from '@sensorium/contracts';
import type { JsonObject, PayloadRecord } from './envelope.js';
import { countOf, emptyFlat, flatten, type Flat } from './flatten.js';
import {
  decoded,
  ignored,
  rejected,
  type Decoded,
  type DeviceKey,
  type Fact,
  type Ignored,
  type RawValue,
  type Rejected,
} from './outcome.js';

/** Outcome of one bare value: null says nothing, anything but a scalar is no value. */
export function bareOutcome(device: DeviceKey, metric: string, value: unknown): Decoded | Ignored | Rejected {
  if (value === null) return ignored('only-nulls');
  const fact: Fact = {
    type: 'readings',
    device,
    stamp: undefined,
    metrics: [metric],
    values: [value as RawValue],
  };
  return decoded([fact]);
}

/**
 * Outcome of the records of one payload, one fact each. An undefined record was no object: it is
 * rejected by its place. `first` holds values that were read already and belong to the first record.
 */
export function readingsOutcome(
  device: DeviceKey,
  records: readonly (PayloadRecord | undefined)[],
  first: Flat = emptyFlat(),
): Decoded | Ignored | Rejected {
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
    const { stamp, localStamp } = record;
    if (metrics.length === 0) continue;
    facts.push(
      localStamp === undefined
        ? { type: 'readings', device, stamp, metrics, values }
        : { type: 'readings', device, stamp, metrics, values, localStamp },
    );
  }
  if (facts.length > 0 || refused.length > 0) return decoded(facts, refused);
  return nulls > 0 ? ignored('only-nulls') : rejected('no-values');
}

/** When the values of an object were measured; without anything: when they came. */
export type When = Partial<Pick<PayloadRecord, 'stamp' | 'localStamp'>>;

/** Outcome of the values of one object of a device that may well have none to tell. */
export function valuesOutcome(
  device: DeviceKey,
  values: JsonObject,
  when: When = {},
): Decoded | Ignored | Rejected {
  const record: PayloadRecord = { values, stamp: undefined, badStamp: undefined, ...when };
  const outcome = readingsOutcome(device, [record]);
  return outcome.kind === 'rejected' && outcome.reason === 'no-values' ? ignored('no-values') : outcome;
}

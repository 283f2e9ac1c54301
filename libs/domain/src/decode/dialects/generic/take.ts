import { LIMITS, type RejectReason } from '@sensorium/contracts';
import type { Micros } from '../../../time/index.js';
import { guessMetric } from '../../../units/index.js';
import { isJsonObject, own, type JsonObject } from '../../envelope.js';
import {
  decoded,
  ignored,
  rejected,
  type Decoded,
  type DeviceKey,
  type Ignored,
  type Rejected,
} from '../../outcome.js';
import { Collector } from './collect.js';
import { readNested } from './nested.js';
import { isAnnouncement, isSample, readDataSets } from './opcua.js';
import { isNumberedName } from './owner.js';
import { isBad, measuredIn, readPairs, sharedUnit, unitKey, valueKey } from './pairs.js';
import { findTimes, readByTime, timeOfRecord, type When } from './times.js';

const RECEIPT: When = { stamp: undefined };

export interface TakeOptions {
  /** The time of what states none. */
  when?: When | undefined;
  /** A list is one of messages, whatever is in them. */
  isBatch?: boolean;
}

/**
 * The readings in a JSON value of one device. Metrics are key paths; a list of named values gives them by their names.
 * Each value has the nearest time that is stated around it, else `when`, and the unit that stands beside it.
 */
export function takeReadings(
  device: DeviceKey,
  value: object,
  now: Micros,
  { when = RECEIPT, isBatch = false }: TakeOptions = {},
): Decoded | Ignored | Rejected {
  const collected = new Collector(device);
  const taker = new Taker(collected, now);
  const reason = Array.isArray(value)
    ? taker.records(value, when, isBatch)
    : taker.record(value as JsonObject, when);
  if (reason) return rejected(reason);
  const { facts, rejected: refused, nulls, times } = collected;
  if (facts.size + refused.length > 0) return decoded([...facts.values()], refused);
  if (nulls > 0) return ignored('only-nulls');
  return ignored(times > 0 ? 'metadata' : 'no-values');
}

class Taker {
  constructor(
    private readonly into: Collector,
    private readonly now: Micros,
  ) {}

  /** A list: named values, records of different times, messages of OPC UA, or any values by their places. */
  records(list: readonly unknown[], when: When, isBatch: boolean): RejectReason | undefined {
    const pairs = readPairs(list);
    if (pairs) return this.pairs(pairs, '', when, 0);
    const isOne = isBatch ? isJsonObject : (item: unknown): boolean => this.isRecord(item);
    const areRecords = list.length > 0 && list.every(isOne);
    if (areRecords) return firstReason(list, (item) => this.record(item as JsonObject, when));
    return this.list(list, '', when, 0);
  }

  private isRecord(item: unknown): boolean {
    return isJsonObject(item) && (isSample(item) || this.isStamped(item) || readDataSets(item) !== undefined);
  }

  private isStamped(item: unknown): item is JsonObject {
    return isJsonObject(item) && findTimes(item, this.now).when !== undefined;
  }

  /** The object that a payload or a part of it consists of. */
  record(object: JsonObject, when: When): RejectReason | undefined {
    if (isAnnouncement(object)) return undefined;
    const byTime = readByTime(object, this.now);
    if (byTime) return firstReason(byTime, ([at, values]) => this.object(values, '', at, 0));
    const sets = readDataSets(object);
    if (sets) return firstReason(sets, ({ message, values }) => this.dataSet(message, values, when));
    const at = timeOfRecord(object, this.now) ?? when;
    const pairs = isSample(object) ? readPairs([object]) : undefined;
    return pairs ? this.pairs(pairs, '', at, 0) : this.object(object, '', at, 0);
  }

  private dataSet(message: JsonObject, values: JsonObject, when: When): RejectReason | undefined {
    const at = findTimes(message, this.now).when ?? when;
    return firstReason(Object.entries(values), ([name, value]) =>
      isJsonObject(value) && valueKey(value) !== undefined
        ? this.pairs([[name, value]], '', at, 0)
        : this.value(value, name, at, 0),
    );
  }

  private value(value: unknown, path: string, when: When, depth: number): RejectReason | undefined {
    const nested = typeof value === 'string' ? readNested(value) : undefined;
    if (nested) return this.value(nested, path, when, depth + 1);
    if (typeof value !== 'object' || value === null) return this.into.leaf(value, path, when);
    if (depth > LIMITS.jsonDepth) return 'too-deep';
    return Array.isArray(value)
      ? this.list(value, path, when, depth)
      : this.object(value as JsonObject, path, when, depth);
  }

  private object(object: JsonObject, path: string, when: When, depth: number): RejectReason | undefined {
    const single = valueKey(object);
    if (single !== undefined && isBad(object)) {
      return this.into.refuse(path === '' ? single : `${path}.${single}`, 'bad-quality');
    }
    const { when: own, keys } = findTimes(object, this.now);
    const at = own ?? when;
    const inner = path === '' && own ? this.innerValues(object) : undefined;
    const measured = this.statedUnit(object);
    const shared = sharedUnit(object);
    return firstReason(Object.keys(object), (key) => {
      if (keys.includes(key) || key === measured?.unitKey) return undefined;
      if (shared !== undefined && key === 'units') return undefined;
      const value = object[key];
      if (isNumberedName(key, value)) return undefined;
      if (key === inner) return this.value(value, '', at, depth + 1);
      if (inner !== undefined && (typeof value === 'string' || typeof value === 'object')) return undefined;
      const name = path === '' ? key : `${path}.${key}`;
      if (key === '__proto__') return this.into.refuse(name, 'bad-metric');
      if (Array.isArray(value)) return this.member(value, key, name, at, depth + 1);
      if (shared !== undefined && typeof value === 'number' && guessMetric(key).unit === undefined)
        return this.into.leaf(value, name, at, shared);
      return key === measured?.valueKey
        ? this.into.leaf(value, name, at, measured.unit)
        : this.value(value, name, at, depth + 1);
    });
  }

  /** Of `{"ts", "values": {…}}` (of Beckhoff also `Values`) the values are meant; beside them only numbers count. */
  private innerValues(object: JsonObject): string | undefined {
    return ['values', 'Values'].find((key) => isJsonObject(own(object, key)));
  }

  private statedUnit(object: JsonObject): { valueKey: string; unitKey: string; unit: string } | undefined {
    const key = valueKey(object);
    if (key === undefined || typeof own(object, key) === 'object') return undefined;
    const unit = unitKey(object);
    return unit === undefined ? undefined : { valueKey: key, unitKey: unit, unit: String(own(object, unit)) };
  }

  /** A list that is a member: named values have their own names, records of different times that of the member. */
  private member(
    list: readonly unknown[],
    key: string,
    name: string,
    when: When,
    depth: number,
  ): RejectReason | undefined {
    const pairs = readPairs(list);
    if (pairs) return this.pairs(pairs, name.slice(0, -key.length), when, depth);
    const stamps = new Set(list.map((item) => this.isStamped(item) && findTimes(item, this.now).when?.stamp));
    if (list.length === 0 || stamps.has(false) || stamps.has(undefined) || stamps.size < list.length) {
      return this.list(list, name, when, depth);
    }
    return firstReason(list, (item) => {
      const inner = isJsonObject(item) ? own(item, 'values') : undefined;
      const at = findTimes(item as JsonObject, this.now).when ?? when;
      return isJsonObject(inner) ? this.object(inner, name, at, depth) : this.value(item, name, at, depth);
    });
  }

  private list(list: readonly unknown[], path: string, when: When, depth: number): RejectReason | undefined {
    const pairs = path === '' ? undefined : readPairs(list);
    if (pairs) return this.pairs(pairs, `${path}.`, when, depth);
    return firstReason(list, (item, place) =>
      this.value(item, path === '' ? String(place) : `${path}.${place}`, when, depth + 1),
    );
  }

  private pairs(
    pairs: readonly (readonly [name: string, item: JsonObject])[],
    prefix: string,
    when: When,
    depth: number,
  ): RejectReason | undefined {
    return firstReason(pairs, ([name, item]) => {
      const { value, unit, when: own, isBad } = measuredIn(item, this.now);
      const path = prefix + name;
      if (isBad) return this.into.refuse(path, 'bad-quality');
      const at = own ?? when;
      return typeof value === 'object'
        ? this.value(value, path, at, depth + 1)
        : this.into.leaf(value, path, at, unit);
    });
  }
}

/** Does something with each, up to the first that gives the reason to refuse the whole message. */
function firstReason<T>(
  items: readonly T[],
  take: (item: T, place: number) => RejectReason | undefined,
): RejectReason | undefined {
  for (const [place, item] of items.entries()) {
    const reason = take(item, place);
    if (reason) return reason;
  }
  return undefined;
}

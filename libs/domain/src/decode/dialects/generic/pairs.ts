import { findUnit } from '../../../units/index.js';
import type { Micros } from '../../../time/index.js';
import { isJsonObject, own, type JsonObject } from '../../envelope.js';
import { findTimes, readWhen, type When } from './times.js';

/** Keys of what a value is, by how much they are to be preferred, and of the value itself. */
const NAMES = [
  'value_type',
  'DisplayName',
  'displayName',
  'tagPath',
  'tagName',
  'resourceName',
  'name',
  'Name',
  'n',
  'metric',
  'key',
  'tag',
  'quantity',
  'type',
  'sensor',
  'parameter',
  'variable',
  'measurement',
  'flag',
  'obis',
  'id',
  'NodeId',
  'nodeId',
];
const VALUES = ['value', 'Value', 'v', 'val', 'vb', 'vs', 'measurementValue'];
const UNITS = [
  'unit',
  'units',
  'Unit',
  'uom',
  'unitOfMeasurement',
  'unit_of_measurement',
  'unitOfMeasure',
  'u',
];
const UNIT_MAX = 32;

/** A value with what is stated beside it. */
export interface Measured {
  value: unknown;
  unit: string | undefined;
  when: When | undefined;
  isBad: boolean;
}

/** The name of the value in an object such as `{"name": "temperature", "value": 20.4}`, else undefined. */
function nameOf(item: unknown): string | undefined {
  if (!isJsonObject(item)) return undefined;
  const name = NAMES.map((key) => own(item, key)).find((one) => typeof one === 'string' && one !== '');
  return typeof name === 'string' && (valueKey(item) !== undefined || Object.hasOwn(item, 'error'))
    ? name
    : undefined;
}

/** The values of a list that names each (`[{"name":"temperature","value":20.4}]`); undefined for other lists. */
export function readPairs(list: readonly unknown[]): [name: string, item: JsonObject][] | undefined {
  const pairs: [string, JsonObject][] = [];
  let values = 0;
  for (const item of list) {
    const name = nameOf(item);
    if (name === undefined) return undefined;
    if (valueKey(item as JsonObject) !== undefined) values += 1;
    pairs.push([name, item as JsonObject]);
  }
  return values > 0 ? pairs : undefined;
}

/** The member of an object that holds its value. */
export function valueKey(object: JsonObject): string | undefined {
  return VALUES.find((key) => Object.hasOwn(object, key));
}

/** The member of an object that states the unit of its value. */
export function unitKey(object: JsonObject): string | undefined {
  return UNITS.find((key) => {
    const unit = own(object, key);
    return typeof unit === 'string' && unit !== '' && unit.length <= UNIT_MAX;
  });
}

/**
 * The unit that an object states for all its numbers in `units`, as a meter does for its counters (`{"day": 2.5, "week":
 * 17, "units": "kWh"}`); none where it is not the unit of one value, or is no unit.
 */
export function sharedUnit(object: JsonObject): string | undefined {
  const unit = own(object, 'units');
  const isOne = valueKey(object) !== undefined;
  return typeof unit === 'string' && !isOne && findUnit(unit) ? unit : undefined;
}

/**
 * The value in an object with its unit and time; that of an inner object where the value is one (OPC UA's data values).
 */
export function measuredIn(item: JsonObject, now: Micros): Measured {
  const key = valueKey(item);
  const value = key === undefined ? null : own(item, key);
  const unit = unitKey(item);
  const outer: Measured = {
    value,
    unit: unit === undefined ? undefined : String(own(item, unit)),
    when: findTimes(item, now).when ?? readWhen(own(item, 't'), now),
    isBad: isBad(item),
  };
  if (!isJsonObject(value) || valueKey(value) === undefined) return outer;
  const inner = measuredIn(value, now);
  return {
    ...inner,
    unit: inner.unit ?? outer.unit,
    when: inner.when ?? outer.when,
    isBad: inner.isBad || outer.isBad,
  };
}

/** Status codes of OPC UA from here on are bad (part 4, 7.39: severity). */
const BAD_CODES = 0x8000_0000;

/** True for a value that its source says not to trust, in the words of OPC or with a status code of OPC UA. */
export function isBad(item: JsonObject): boolean {
  const quality = own(item, 'quality') ?? own(item, 'Quality');
  const status = own(item, 'StatusCode');
  const code = isJsonObject(status) ? own(status, 'Code') : status;
  return (
    own(item, 'q') === false ||
    (typeof quality === 'string' && /^bad/i.test(quality)) ||
    (typeof code === 'number' && code >= BAD_CODES)
  );
}

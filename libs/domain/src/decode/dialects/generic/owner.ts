import { isJsonObject, without, type JsonObject } from '../../envelope.js';
import { namesNobody } from './topic.js';

/** Keys that name the device of a payload wherever it comes; without case, `_` and `-`. */
const DEVICE_NAMES = new Set(['deviceid', 'devid', 'deveui']);

/** And those that name it only where the topic does not, the surest first. */
const WEAK_NAMES = [
  'sensorid',
  'devicename',
  'nodeid',
  'clientid',
  'device',
  'serialnumber',
  'serial',
  'macaddress',
  'mac',
  'imei',
  'sensor',
  'node',
  'name',
  'id',
];
const NAME_MAX = 14;

/** The device that a payload names, and the payload without that name. */
export interface Owner {
  id: string;
  rest: JsonObject;
}

/** The device that an object says it is from: `path` are the levels of its topic. */
export function ownDevice(value: object, path: readonly string[]): Owner | undefined {
  if (!isJsonObject(value)) return undefined;
  const names = new Map<string, string>();
  for (const key of Object.keys(value)) {
    if (key.length > NAME_MAX) continue;
    const name = key.toLowerCase().replace(/[_-]/g, '');
    if (!names.has(name) && isId(value[key])) names.set(name, key);
  }
  const strong = [...names.keys()].find((name) => DEVICE_NAMES.has(name));
  const weak = strong ?? (namesNobody(path) ? WEAK_NAMES.find((name) => names.has(name)) : undefined);
  const key = weak === undefined ? undefined : names.get(weak);
  return key === undefined ? undefined : { id: String(value[key]), rest: without(value, key) };
}

function isId(id: unknown): boolean {
  return (typeof id === 'string' && id !== '') || typeof id === 'number';
}

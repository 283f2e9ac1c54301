import { isJsonObject, without, type JsonObject } from '../../envelope.js';
import { namesNobody } from './topic.js';

/** Keys that name the device of a payload wherever it comes; without case, `_` and `-`. */
const DEVICE_NAMES = new Set(['deviceid', 'devid', 'deveui', 'wirelessdeviceid']);

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
const NAME_MAX = 18;

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

/** The parts of a body each of which names a device of its own, and what stands around them; undefined for others. */
export function readOwners(value: object): { parts: Owner[]; around: JsonObject } | undefined {
  if (!isJsonObject(value)) {
    const parts = ownersOf(value as unknown[]);
    return parts && { parts, around: {} };
  }
  const keys = Object.keys(value);
  if (keys.length > AROUND_MAX) return undefined;
  for (const key of keys) {
    const member = value[key];
    const parts = Array.isArray(member) ? ownersOf(member) : undefined;
    if (parts) return { parts, around: without(value, key) };
  }
  return undefined;
}

/** Members that stand beside a list of devices. */
const AROUND_MAX = 12;

function ownersOf(list: readonly unknown[]): Owner[] | undefined {
  const parts: Owner[] = [];
  for (const item of list) {
    const owner = isJsonObject(item) ? ownDevice(item, ['']) : undefined;
    if (!owner) return undefined;
    parts.push(owner);
  }
  return parts.length > 0 ? parts : undefined;
}

const NUMBERED = /(?:^id|^ID|[a-z0-9]I[dD]|[._]id|_ID|imei|IMEI|imsi|IMSI|iccid|ICCID)$/;

/** True for a number that names something (`sensorID`, `imei`) and measures nothing; a text tells that by itself. */
export function isNumberedName(key: string, value: unknown): boolean {
  if (!key.endsWith('d') && !key.endsWith('D') && !/i$/i.test(key)) return false;
  const isWhole = typeof value === 'string' ? /^\d+$/.test(value) : Number.isInteger(value);
  return isWhole && NUMBERED.test(key);
}

function isId(id: unknown): boolean {
  return (typeof id === 'string' && id !== '') || typeof id === 'number';
}

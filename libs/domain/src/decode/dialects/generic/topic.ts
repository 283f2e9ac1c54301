import { deviceKey } from '../../device-key.js';
import type { DeviceKey } from '../../outcome.js';

/** Last topic levels that say what kind of message it is, not which device. */
const GENERIC_WORDS = new Set([
  'state',
  'telemetry',
  'data',
  'stats',
  'sensor',
  'sensors',
  'values',
  'json',
  'event',
  'events',
  'up',
  'attributes',
  'measurement',
  'measurements',
  'reading',
  'readings',
  'status',
  'metrics',
  'message',
  'messages',
  'payload',
  // Where the United Manufacturing Hub keeps the values of a machine.
  '_historian',
]);

/** Levels that say what a topic is for, not whose it is. */
const NOBODY = new Set([
  ...GENERIC_WORDS,
  'device',
  'devices',
  'iot',
  'mqtt',
  'test',
  'topic',
  'update',
  'report',
  'v1',
  'v2',
]);

/** True for a topic that names no device, such as `sensors/data`. */
export function namesNobody(path: readonly string[]): boolean {
  return path.every((level) => NOBODY.has(level.toLowerCase()));
}

/** Last topic levels under which a device says that it is there. */
const AVAILABILITY_WORDS = new Set([
  'status',
  'availability',
  'available',
  'lwt',
  'connection',
  'online',
  'state',
]);

/** The generic key of an object on a topic: its levels without a trailing generic word. */
export function objectDevice(path: readonly string[]): DeviceKey | undefined {
  const last = path.at(-1)?.toLowerCase() ?? '';
  return genericKey(path.length > 1 && GENERIC_WORDS.has(last) ? path.slice(0, -1) : path);
}

/** The generic key of a bare value on a topic: all levels but the last, which is the metric. */
export function bareDevice(path: readonly string[]): DeviceKey | undefined {
  return genericKey(path.length > 1 ? path.slice(0, -1) : path);
}

/** The device whose availability a topic may state, else undefined. */
export function availabilityDevice(path: readonly string[]): DeviceKey | undefined {
  const isStated = path.length > 1 && AVAILABILITY_WORDS.has(path.at(-1)?.toLowerCase() ?? '');
  if (!isStated) return undefined;
  // The last will of ESPEasy is on `<device>/status/LWT`.
  const isBelowStatus = path.length > 2 && path.at(-1)?.toLowerCase() === 'lwt' && path.at(-2) === 'status';
  return bareDevice(isBelowStatus ? path.slice(0, -1) : path);
}

export function genericKey(levels: readonly string[]): DeviceKey | undefined {
  return deviceKey('generic', '', levels.join('/'));
}

/** All keys that the generic rule may have given to the device of a topic, for adopting it under its dialect. */
export function genericKeysOf(topic: string): DeviceKey[] {
  const path = topic.split('/').filter((level) => level !== '');
  if (path.length === 0) return [];
  return [...new Set([objectDevice(path), bareDevice(path)])].filter((key) => key !== undefined);
}

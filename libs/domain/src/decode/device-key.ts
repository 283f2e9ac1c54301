import { isStorableName } from '@sensorium/contracts';
import type { DeviceKey } from './outcome.js';

/** Keys that are remembered, so that whoever looks devices up can go by the identity of the object. */
const KEYS_MAX = 50_000;
const keys = new Map<string, DeviceKey>();

/** The key of a device, the same object each time; undefined for an id that cannot be stored. */
export function deviceKey(dialect: string, base: string, id: string): DeviceKey | undefined {
  const name = `${dialect}\0${base}\0${id}`;
  const known = keys.get(name);
  if (known) return known;
  if (!isStorableName(id)) return undefined;
  const key: DeviceKey = { dialect, base, id };
  if (keys.size >= KEYS_MAX) keys.clear();
  keys.set(name, key);
  return key;
}

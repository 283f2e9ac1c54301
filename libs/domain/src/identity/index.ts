import type { DeviceKey } from '../decode/outcome.js';

/** Where a device is known from: the source (a broker or the HTTP route) and its key there. */
export interface Identity extends DeviceKey {
  source: string;
}

/** One text for an identity, usable as a map key: no part of it can hold a NUL. */
export function identityKey(source: string, key: DeviceKey): string {
  return `${source}\0${key.dialect}\0${key.base}\0${key.id}`;
}

/**
 * Public id of a new device: its bare id, unless another device has it; then `<base>/<id>` (the dialect
 * where there is no base), then the same with a counter. The first to come keeps its id.
 */
export function choosePublicId(key: DeviceKey, isTaken: (id: string) => boolean): string {
  if (!isTaken(key.id)) return key.id;
  const longer = `${key.base === '' ? key.dialect : key.base}/${key.id}`;
  if (!isTaken(longer)) return longer;
  for (let count = 2; ; count++) {
    const counted = `${longer}~${count}`;
    if (!isTaken(counted)) return counted;
  }
}

import { formatSeriesName, parseSeriesName, type Device, type Metric } from '@sensorium/contracts';
import type { DeviceEntry } from '../../data/device-entry';

/** One series that the viewer has picked: as the address names it, and what it is. */
export interface Picked {
  /** As the address names it. */
  asked: string;
  /** As the server names it, by the public id of the device. */
  name: string;
  entry: DeviceEntry;
  device: Device;
  metric: Metric;
}

/** Devices by every name that they are found under: uid, public id, alias, in the order of their right to it. */
export function findable(entries: readonly DeviceEntry[]): ReadonlyMap<string, DeviceEntry> {
  const found = new Map<string, DeviceEntry>();
  for (const entry of entries) for (const alias of entry.device.aliases) found.set(alias, entry);
  for (const entry of entries) found.set(entry.device.id, entry);
  for (const entry of entries) found.set(entry.uid, entry);
  return found;
}

/** The series that names stand for, each once, and the names that stand for nothing. */
export function resolve(
  names: readonly string[],
  devices: ReadonlyMap<string, DeviceEntry>,
): { picked: Picked[]; unknown: string[] } {
  const picked = new Map<string, Picked>();
  const unknown: string[] = [];
  for (const asked of names) {
    const parts = parseSeriesName(asked);
    const entry = devices.get(parts?.device ?? '');
    const metric = entry?.device.metrics.find(({ name }) => name === parts?.metric);
    if (!entry || !metric) {
      unknown.push(asked);
      continue;
    }
    const name = formatSeriesName(entry.device.id, metric.name);
    if (!picked.has(name)) picked.set(name, { asked, name, entry, device: entry.device, metric });
  }
  return { picked: [...picked.values()], unknown };
}

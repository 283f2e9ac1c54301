import type { Device, DeviceQuery } from '@sensorium/contracts';

/** True if the device passes every filter that the query names. Texts compare without case. */
export function matchesQuery(device: Device, query: DeviceQuery): boolean {
  if (query.presence && !query.presence.includes(device.presence)) return false;
  if (query.site !== undefined && device.site !== query.site) return false;
  if (query.kind !== undefined && device.kind !== query.kind) return false;
  if (query.label && !query.label.every((label) => hasLabel(device, label))) return false;
  return query.q === undefined || matchesText(device, query.q.trim().toLowerCase());
}

function hasLabel(device: Device, label: string): boolean {
  const colon = label.indexOf(':');
  const key = label.slice(0, colon);
  return Object.hasOwn(device.labels, key) && device.labels[key] === label.slice(colon + 1);
}

function matchesText(device: Device, text: string): boolean {
  const texts = [
    device.name,
    device.id,
    ...Object.values(device.labels),
    ...device.metrics.map((m) => m.name),
  ];
  return texts.some((one) => one.toLowerCase().includes(text));
}

import type { DeviceMeta } from '@sensorium/contracts';
import type { Device } from './device.js';

/** What a device says about itself on its retained `meta` topic. Metrics without a rhythm name no interval. */
export function describeDevice(device: Device): DeviceMeta {
  const { kind, site, place } = device;
  const interval = device.heartbeat ?? device.interval;
  const metrics = Object.entries(kind.metrics).map(([name, meta]) => {
    const irregular = device.heartbeat !== undefined && meta.kind === 'boolean';
    return [name, irregular ? meta : { ...meta, interval }] as const;
  });
  return {
    name: device.name,
    model: kind.model,
    site: site.name,
    zone: site.zone,
    kind: kind.id,
    labels: { site: site.name, hall: device.hall, source: 'simulator' },
    location: { lat: Number(place.lat.toFixed(5)), lon: Number(place.lon.toFixed(5)) },
    metrics: Object.fromEntries(metrics),
  };
}

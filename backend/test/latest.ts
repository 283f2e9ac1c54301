import type { Device } from '@sensorium/contracts';

/** The newest value of a metric; undefined if the device has none. */
export function latest(device: Device, metric: string): unknown {
  return device.metrics.find((one) => one.name === metric)?.latest?.value;
}

import type { Device, LiveReading, Metric } from '@sensorium/contracts';

/** A moment of the server's clock that tests count from, ms since the epoch. */
export const NOON = Date.UTC(2026, 10, 23, 12);

/** A metric with everything that a test does not care about. */
export function aMetric(name: string, over: Partial<Metric> = {}): Metric {
  return {
    name,
    label: null,
    unit: null,
    unitSource: null,
    kind: 'number',
    interval: 5000,
    min: null,
    max: null,
    limits: null,
    state: 'live',
    latest: null,
    ...over,
  };
}

/** A device with everything that a test does not care about; its uid is `u-` and the id. */
export function aDevice(id: string, over: Partial<Device> = {}): Device {
  return {
    id,
    uid: `u-${id}`,
    name: id,
    dialect: 'native',
    source: 'main',
    site: null,
    kind: null,
    model: null,
    parent: null,
    presence: 'live',
    presenceSince: NOON,
    presenceReason: '',
    presenceCause: { code: 'reading' },
    lastSeen: NOON,
    firstSeen: NOON,
    messagesPerMinute: 12,
    clockSkewMs: null,
    labels: {},
    metrics: [aMetric('temperature')],
    ...over,
  };
}

/** A reading that reached the server when it was measured. */
export function aReading(
  device: string,
  metric: string,
  t: number,
  value: LiveReading['value'],
): LiveReading {
  return { device, metric, t, received: t, value, quality: 'good' };
}

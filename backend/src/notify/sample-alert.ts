import type { Alert } from '@sensorium/contracts';

const MINUTE_MS = 60_000;

/** An alert that never was, for tests and previews of channels. `now` in ms. */
export function sampleAlert(now: number): Alert {
  const firedAt = now - MINUTE_MS;
  return {
    id: 'test',
    rule: { id: 'test', name: 'Test: freezer too warm', version: 1 },
    device: 'freezer-1',
    uid: null,
    deviceName: 'Freezer 1',
    site: null,
    labels: {},
    metric: 'temperature',
    unit: '°C',
    severity: 'info',
    state: 'firing',
    startedAt: firedAt - MINUTE_MS,
    firedAt,
    resolvedAt: null,
    value: -11.4,
    valueAt: now,
    peak: -11.2,
    peakAt: firedAt,
    limit: -15,
    clear: -16,
    reason: 'held',
    message: 'This is a test: temperature is -11.4 °C, above -15 °C for 1 min.',
    acknowledged: null,
    snoozedUntil: null,
    noDataSince: null,
    suppressedBy: null,
    flapping: false,
    firings: 1,
    runbook: '',
    updatedAt: now,
  };
}

import type { Notice } from '../../ports/notifier.js';

/** A notice with one alert, on which templates are tried. */
export function sampleNotice(): Notice {
  const at = Date.UTC(2026, 0, 1, 12);
  const alert: Notice['alerts'][number] = {
    id: 'sample',
    rule: { id: 'sample', name: 'Freezer too warm', version: 1 },
    device: 'freezer-3',
    uid: 'sample',
    deviceName: 'Freezer 3',
    site: 'plant',
    labels: { room: 'cold store' },
    metric: 'temperature',
    unit: '°C',
    severity: 'warning',
    state: 'firing',
    startedAt: at,
    firedAt: at + 60_000,
    resolvedAt: null,
    value: -11.4,
    valueAt: at + 60_000,
    peak: -11.2,
    peakAt: at + 30_000,
    limit: -15,
    clear: -16,
    reason: 'held',
    message: 'temperature is -11.4 °C, above -15 °C for 1 min',
    acknowledged: null,
    snoozedUntil: null,
    noDataSince: null,
    suppressedBy: null,
    flapping: false,
    firings: 1,
    runbook: '',
    updatedAt: at + 60_000,
    url: 'http://localhost:3000/alerts/sample',
  };
  return { id: 'sample', event: 'firing', reason: 'new', sentAt: at + 60_000, alerts: [alert] };
}

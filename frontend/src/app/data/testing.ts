import {
  NEWEST,
  TEXT,
  type Alert,
  type Columns,
  type Device,
  type Metric,
  type SeriesEntry,
} from '@sensorium/contracts';

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
    intervalSource: 'learned',
    min: null,
    max: null,
    limits: null,
    class: null,
    values: null,
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
    clockAssumption: null,
    labels: {},
    aliases: [],
    edited: [],
    outOfService: null,
    location: null,
    metrics: [aMetric('temperature')],
    ...over,
  };
}

/** An incident that fires, with everything that a test does not care about; of the device that {@link aDevice} made. */
export function anAlert(id: string, over: Partial<Alert> = {}): Alert {
  return {
    id,
    rule: { id: 'r-cold', name: 'Cold store too warm', version: 1 },
    device: 'cold-01',
    uid: 'u-cold-01',
    deviceName: 'Cold store 1',
    site: 'Busan',
    labels: {},
    metric: 'temperature',
    unit: '°C',
    severity: 'critical',
    state: 'firing',
    startedAt: NOON - 300_000,
    firedAt: NOON,
    resolvedAt: null,
    value: -14.6,
    valueAt: NOON,
    peak: -14.3,
    peakAt: NOON,
    limit: -15,
    clear: -15.5,
    reason: 'held',
    message: 'Temperature is above -15 °C.',
    acknowledged: null,
    snoozedUntil: null,
    noDataSince: null,
    suppressedBy: null,
    flapping: false,
    firings: 1,
    runbook: '',
    updatedAt: NOON,
    ...over,
  };
}

/** What a row of a frame says; `n` is the number of its series. */
export interface Row {
  n: number;
  /** ms of the server's clock, when it was measured and received. */
  t: number;
  value: number | string;
  flags?: number;
}

/** Columns as they come decoded from a frame. */
export function columnsOf(rows: readonly Row[]): Columns {
  const texts: string[] = [];
  const value = rows.map((row) => (typeof row.value === 'string' ? texts.push(row.value) - 1 : row.value));
  const micros = Float64Array.from(rows, (row) => row.t * 1000);
  return {
    count: rows.length,
    series: Uint32Array.from(rows, (row) => row.n),
    t: micros,
    received: micros,
    value: Float64Array.from(value),
    flags: Uint8Array.from(rows, (row) => (row.flags ?? NEWEST) | (typeof row.value === 'string' ? TEXT : 0)),
    texts,
  };
}

/** A series of a device that {@link aDevice} made. */
export function aSeries(n: number, device: string, metric: string): SeriesEntry {
  return { n, device, uid: `u-${device}`, metric, kind: 'number', unit: null };
}

import { LIMITS } from '@sensorium/contracts';
import { newConnectedClock, startClock } from '@sensorium/domain/presence';
import { beforeEach, describe, expect, it } from 'vitest';
import { NEWEST, QUALITY_BITS, RETAINED } from '../ports/live-bus.js';
import { Batch } from './batch.js';
import { Pipeline } from './pipeline.js';
import { presenceChange, toRecord, toStored } from './records.js';
import { Registry } from './registry.js';
import { RejectionLog } from './rejection-log.js';

const NOW = Date.UTC(2026, 10, 23) * 1_000;
const SECOND = 1_000_000;

let registry: Registry;
let batch: Batch;
let rejections: RejectionLog;
let pipeline: Pipeline;

beforeEach(() => {
  const connected = newConnectedClock();
  startClock(connected, NOW);
  registry = new Registry();
  batch = new Batch();
  rejections = new RejectionLog();
  pipeline = new Pipeline(registry, batch, rejections, connected);
});

function publish(topic: string, payload: string, options: { retained?: boolean; at?: number } = {}): void {
  const { retained = false, at = NOW } = options;
  pipeline.take('main', { topic, payload: Buffer.from(payload), retained }, at);
}

/** Rows of the batch as `series t-in-s value flags`. */
function rows(): string[] {
  const columns = batch.take();
  if (!columns) return [];
  return Array.from({ length: columns.count }, (_, i) =>
    [columns.series[i], ((columns.t[i] ?? 0) - NOW) / SECOND, columns.value[i], columns.flags[i]].join(' '),
  );
}

describe('readings', () => {
  it('become rows, one a value', () => {
    publish('devices/a/telemetry', '{"x":1,"y":true,"z":"on"}');
    expect(rows()).toEqual([`0 0 1 ${NEWEST}`, `1 0 1 ${NEWEST}`, `2 0 0 ${NEWEST}`]);
    expect(pipeline.readings).toBe(3);
  });

  it('are the latest only if they are the newest measured', () => {
    publish('devices/a/telemetry', `{"ts":${NOW / 1_000},"x":1}`);
    publish('devices/a/telemetry', `{"ts":${NOW / 1_000 - 5_000},"x":2}`);
    publish('devices/a/telemetry', `{"ts":${NOW / 1_000 + 1_000},"x":3}`);
    expect(rows()).toEqual([`0 0 1 ${NEWEST}`, '0 -5 2 0', `0 1 3 ${NEWEST}`]);
  });

  it('start anew when a clock was set back', () => {
    publish('devices/a/telemetry', `{"ts":${NOW / 1_000},"x":1}`);
    for (let i = 0; i < 11; i++)
      publish('devices/a/telemetry', `{"ts":${NOW / 1_000 - 3_600_000 + i},"x":${i}}`);
    const flags = rows().map((row) => row.endsWith(` ${NEWEST}`));
    expect(flags.slice(0, 11).filter(Boolean)).toHaveLength(2);
    expect(flags[11]).toBe(true);
  });

  it('with a bad clock have the time of receipt and say so', () => {
    publish('devices/a/telemetry', '{"ts":12345,"x":1}');
    publish('devices/b/telemetry', `{"ts":${NOW / 1_000 + 60_000},"x":1}`);
    const columns = batch.take();
    expect([columns?.t[0], columns?.t[1]]).toEqual([NOW, NOW]);
    expect([columns?.flags[0], columns?.flags[1]].map((flags) => (flags ?? 0) & QUALITY_BITS)).toEqual([
      2, 1,
    ]);
  });

  it('that are retained show a value, but no sign of life', () => {
    publish('devices/a/telemetry', '{"x":1}', { retained: true });
    const [device] = registry.devices();
    expect(rows()).toEqual([`0 0 1 ${NEWEST | RETAINED}`]);
    expect(device?.lastSeen).toBeNull();
    expect(device && presenceChange(device, true, 0, NOW)).toBeUndefined();
  });

  it('keep the kind of their series', () => {
    publish('devices/a/telemetry', '{"x":1}');
    publish('devices/a/telemetry', '{"x":"open"}');
    expect(rows()).toHaveLength(1);
    expect(rejections.list()).toMatchObject([
      { reason: 'kind-mismatch', count: 1, topics: ['devices/a/telemetry'] },
    ]);
  });
});

describe('devices', () => {
  it('are described by their meta, whenever it comes', () => {
    publish('devices/a/telemetry', '{"b":2,"a":1}');
    publish(
      'devices/a/meta',
      '{"name":"Pump","site":"Porto","metrics":{"a":{"unit":"C","interval":500},"b":{}}}',
    );
    const [device] = registry.takeAnnounced();
    expect(device && toRecord(device)).toMatchObject({
      id: 'a',
      name: 'Pump',
      site: 'Porto',
      metrics: [
        { name: 'a', unit: '°C' },
        { name: 'b', unit: null },
      ],
    });
  });

  it('of two dialects with one id are two', () => {
    publish('devices/a/telemetry', '{"x":1}');
    publish('a/state', '{"x":1}');
    expect([...registry.devices()].map((device) => device.publicId)).toEqual(['a', 'generic/a']);
  });

  it('are said to be offline, and live again with the next reading', () => {
    publish('devices/a/telemetry', '{"x":1}');
    publish('devices/a/status', 'offline');
    const [device] = registry.devices();
    if (!device) throw new Error('no device');
    expect(presenceChange(device, true, 0, NOW)?.presence).toBe('offline');
    publish('devices/a/telemetry', '{"x":2}', { at: NOW + SECOND });
    expect(presenceChange(device, true, SECOND, NOW + SECOND)?.presence).toBe('live');
    expect(presenceChange(device, true, SECOND, NOW + SECOND)).toBeUndefined();
  });

  it('survive a restart with their ids and series', () => {
    publish('devices/a/telemetry', '{"x":1,"y":"on"}');
    publish('devices/a/meta', '{"name":"Pump"}');
    const stored = toStored(registry.takeUnsaved(true));
    const later = new Registry();
    later.restore(stored, NOW + SECOND);
    expect(toStored([...later.devices()])).toEqual(stored);
    expect(later.takeUnsaved(true)).toEqual([]);
    const [device] = later.devices();
    expect(device && presenceChange(device, true, 0, NOW)).toMatchObject({
      presence: 'unknown',
      cause: { code: 'restarted' },
    });
  });
});

describe('limits', () => {
  it('end with a named reason and keep what was there', () => {
    const metrics = Array.from({ length: LIMITS.metricsPerDevice + 5 }, (_, i) => `"m${i}":${i}`).join();
    publish('devices/a/telemetry', `{${metrics}}`);
    expect(rows()).toHaveLength(LIMITS.metricsPerDevice);
    expect(rejections.list()).toMatchObject([{ reason: 'metric-limit', count: 5 }]);
  });

  it('bound the number of devices', () => {
    for (let i = 0; i <= LIMITS.devices; i++) publish(`devices/d${i}/status`, 'online');
    expect([...registry.devices()]).toHaveLength(LIMITS.devices);
    expect(rejections.list()).toMatchObject([{ reason: 'device-limit', count: 1 }]);
  });
});

it('tells the HTTP route what was taken and what was not', () => {
  const payload = Buffer.from('{"ok":1,"huge":1e400}');
  expect(pipeline.takeFor('http', 'a', payload, NOW)).toEqual({
    accepted: 1,
    rejected: [{ path: 'huge', reason: 'not-finite' }],
  });
});

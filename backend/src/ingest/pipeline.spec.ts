import { LIMITS, NEWEST, QUALITY_BITS, RETAINED, TEXT } from '@sensorium/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { Batch } from './batch.js';
import { Pipeline } from './pipeline.js';
import { applyPatch } from './device-edits.js';
import { EventLog } from './event-log.js';
import { presenceChange } from './presence-change.js';
import { ReadingsStage } from './readings-stage.js';
import { toRecord, toStored } from './records.js';
import { Registry } from './registry.js';
import { RejectionLog } from './rejection-log.js';
import { SiteList } from './site-list.js';
import { SourceClocks } from './source-clocks.js';

const NOW = Date.UTC(2026, 10, 23) * 1_000;
const SECOND = 1_000_000;

let registry: Registry;
let batch: Batch;
let rejections: RejectionLog;
let pipeline: Pipeline;
/** What goes into history, as `series t-in-µs value quality`. */
let kept: string[];

beforeEach(() => {
  const clocks = new SourceClocks();
  const log = new EventLog();
  clocks.start('main', NOW);
  registry = new Registry();
  batch = new Batch();
  rejections = new RejectionLog();
  kept = [];
  const committer = {
    add: (...[series, t, value, quality]: [number, number, number | string, number]) =>
      void kept.push([series, t - NOW, value, quality].join(' ')),
  };
  const stage = new ReadingsStage({
    registry,
    batch,
    committer,
    clocks,
    log,
    alerts: { reading: () => undefined },
  });
  pipeline = new Pipeline(registry, stage, rejections, new SiteList(), log);
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

describe('what history keeps', () => {
  it('is every reading, and a retained one only with its own time', () => {
    const own = (NOW - SECOND) / 1_000;
    publish('devices/a/telemetry', '{"x":1}');
    publish('devices/a/telemetry', '{"x":2}', { retained: true });
    publish('devices/a/telemetry', `{"ts":${own},"x":3}`, { retained: true });
    publish('devices/a/telemetry', `{"ts":${own + 3_600_000},"x":4}`, { retained: true });
    expect(kept).toEqual(['0 0 1 0', `0 ${-SECOND} 3 0`]);
  });

  it('has a time for each of several readings that came at one moment', () => {
    publish('devices/a/telemetry', '[{"x":1},{"x":2},{"x":3}]');
    publish('devices/a/telemetry', '{"x":4}');
    expect(kept).toEqual(['0 0 1 0', '0 1 2 0', '0 2 3 0', '0 3 4 0']);
  });
});

describe('readings', () => {
  it('become rows, one a value', () => {
    publish('devices/a/telemetry', '{"x":1,"y":true,"z":"on"}');
    expect(rows()).toEqual([`0 0 1 ${NEWEST}`, `1 0 1 ${NEWEST}`, `2 0 0 ${NEWEST | TEXT}`]);
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
    const [device] = registry.changes.takeAnnounced();
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
    expect(presenceChange(device, true, 0, NOW)?.update.presence).toBe('offline');
    publish('devices/a/telemetry', '{"x":2}', { at: NOW + SECOND });
    expect(presenceChange(device, true, SECOND, NOW + SECOND)?.update.presence).toBe('live');
    expect(presenceChange(device, true, SECOND, NOW + SECOND)).toBeUndefined();
  });

  it('say whether their interval is stated or learned', () => {
    publish('devices/a/telemetry', '{"x":1}');
    const [device] = registry.devices();
    if (!device) throw new Error('no device');
    const told = (at: number) => presenceChange(device, true, at * SECOND, NOW)?.update.metrics;
    expect(told(0)).toMatchObject([{ interval: null, intervalSource: null }]);
    for (let at = 1; at <= 5; at++) publish('devices/a/telemetry', '{"x":1}', { at: NOW + at * SECOND });
    expect(told(5)).toMatchObject([{ interval: 1_000, intervalSource: 'learned' }]);
    publish('devices/a/meta', '{"metrics":{"x":{"interval":1000}}}');
    expect(told(5)).toMatchObject([{ interval: 1_000, intervalSource: 'stated' }]);
    expect(told(5)).toBeUndefined();
  });

  it('survive a restart with their ids and series', () => {
    publish('devices/a/telemetry', '{"x":1,"y":"on"}');
    publish('devices/a/meta', '{"name":"Pump"}');
    const stored = toStored(registry.changes.takeUnsaved(true).devices);
    const later = new Registry();
    later.restore({ ...stored, sites: [], deleted: [], lastLogId: 0, setAside: null }, NOW + SECOND);
    expect(toStored([...later.devices()])).toEqual(stored);
    expect(later.changes.takeUnsaved(true).devices).toEqual([]);
    const [device] = later.devices();
    expect(device && presenceChange(device, true, 0, NOW)?.update).toMatchObject({
      presence: 'unknown',
      cause: { code: 'restarted' },
    });
  });
});

describe('a device', () => {
  function only() {
    const [device] = registry.devices();
    if (!device) throw new Error('no device');
    return device;
  }

  it('is not made by a message without a value to keep', () => {
    publish('a/b', `"${'x'.repeat(2_000)}"`);
    expect([...registry.devices()]).toEqual([]);
    expect(rejections.list()).toMatchObject([{ reason: 'text-too-long' }]);
  });

  it('that was deleted comes back by a message that is not retained, not by its retained ones', () => {
    publish('devices/a/telemetry', '{"x":1}');
    registry.remove(only(), true);
    publish('devices/a/meta', '{"name":"A"}', { retained: true });
    expect([...registry.devices()]).toEqual([]);
    publish('devices/a/telemetry', '{"x":1}');
    expect(only().publicId).toBe('a');
  });

  it('that replaces another goes on as that one, found by both ids', () => {
    publish('devices/old/telemetry', '{"x":1}');
    const old = only();
    publish('devices/new/telemetry', '{"x":2,"y":3}');
    const [, by] = registry.devices();
    if (!by) throw new Error('no second device');
    registry.replace(old, by);
    publish('devices/new/telemetry', '{"x":4}');
    expect([...registry.devices()]).toEqual([old]);
    expect(old.aliases).toEqual(['new']);
    expect([...old.series.keys()]).toEqual(['x', 'y']);
    expect(rows().at(-1)).toBe(`0 0.000001 4 ${NEWEST}`);
  });

  it('keeps its edits over what it says of itself, until they are taken back', () => {
    publish('devices/a/meta', '{"name":"A","site":"Porto"}');
    applyPatch(only(), { name: 'Mine', labels: { hall: '2' } }, 0);
    publish('devices/a/meta', '{"name":"B","site":"Busan"}');
    expect(toRecord(only())).toMatchObject({ name: 'Mine', site: 'Busan', edited: ['name', 'labels'] });
    const events = applyPatch(only(), { name: null, labels: null }, 0);
    expect(toRecord(only())).toMatchObject({ name: 'B', labels: {}, edited: [] });
    expect(events).toContainEqual({ code: 'edited', field: 'name', from: 'Mine', to: 'B' });
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

it('stays the same size however many topics come', () => {
  for (let i = 0; i < 100_000; i++) publish(`flood/${i}/level`, String(i));
  expect([...registry.devices()]).toHaveLength(LIMITS.devices);
  expect(rejections.list()).toMatchObject([{ reason: 'device-limit', count: 80_000 }]);
  expect(rejections.list()[0]?.topics).toHaveLength(5);
});

it('tells the HTTP route what was taken and what was not', () => {
  const payload = Buffer.from('{"ok":1,"huge":1e400}');
  expect(pipeline.takeFor('http', 'a', payload, NOW)).toEqual({
    accepted: 1,
    rejected: [{ path: 'huge', reason: 'not-finite' }],
  });
});

import type { Columns } from '@sensorium/contracts';
import { beforeEach, expect, it } from 'vitest';
import { InProcessLiveBus } from '../adapters/live-bus/in-process-live-bus.js';
import { Batch, type Row } from '../ingest/batch.js';
import type { DeviceRecord, LiveStep, MetricRecord } from '../ports/live-bus.js';
import { MemoryFleetView } from './memory-fleet-view.js';

const T = 1_000_000;
let bus: InProcessLiveBus;
let fleet: MemoryFleetView;
let batch: Batch;

beforeEach(() => {
  bus = new InProcessLiveBus();
  fleet = new MemoryFleetView(bus);
  batch = new Batch();
});

function publish(step: Partial<LiveStep>): void {
  bus.publish({
    time: T,
    devices: [],
    removed: [],
    readings: null,
    presence: [],
    activity: [],
    sites: null,
    link: null,
    alerts: null,
    history: null,
    stats: null,
    ...step,
  });
}

function metric(n: number, name: string, kind: MetricRecord['kind'] = 'number'): MetricRecord {
  return {
    n,
    name,
    kind,
    label: null,
    unit: null,
    min: null,
    max: null,
    limits: null,
    unitSource: null,
    class: null,
    values: null,
  };
}

function device(uid: string, metrics: MetricRecord[]): DeviceRecord {
  return {
    id: `id-${uid}`,
    uid,
    name: uid,
    dialect: 'native',
    source: 'main',
    site: null,
    kind: null,
    model: null,
    parent: null,
    clockAssumption: null,
    labels: {},
    aliases: [],
    edited: [],
    outOfService: null,
    location: null,
    firstSeen: T,
    metrics,
  };
}

/** Values of the rows, without what the buffers hold beyond them. */
function values({ count, value }: Columns): number[] {
  return [...value.subarray(0, count)];
}

function read(rows: Partial<Row>[]): void {
  for (const row of rows) {
    batch.add({
      series: 0,
      t: T,
      received: T,
      value: 0,
      quality: 'good',
      retained: false,
      newest: true,
      ...row,
    });
  }
  publish({ readings: batch.take() });
}

it('shows the latest value of every kind', () => {
  publish({ devices: [device('u', [metric(0, 'n'), metric(1, 'b', 'boolean'), metric(2, 's', 'text')])] });
  read([
    { series: 0, value: 21.5 },
    { series: 1, value: 1 },
    { series: 2, value: 'open', retained: true },
  ]);
  expect(fleet.device('u')?.metrics.map((one) => one.latest?.value)).toEqual([21.5, true, 'open']);
  expect(fleet.device('id-u')?.metrics.map((one) => one.latest?.retained)).toEqual([false, false, true]);
});

it('does not take an older measurement for the latest value', () => {
  publish({ devices: [device('u', [metric(0, 'n')])] });
  read([{ value: 1 }, { value: 2, t: T - 5, newest: false }]);
  expect(fleet.device('u')?.metrics[0]?.latest?.value).toBe(1);
  expect(values(fleet.everySince('all', { sequence: 0, passed: 0 }, 100).columns)).toEqual([1, 2]);
});

it('gives the newest value of each series once, however often it changed', () => {
  publish({ devices: [device('u', [metric(0, 'a'), metric(1, 'b')])] });
  read([
    { series: 0, value: 1 },
    { series: 1, value: 5 },
  ]);
  const seen = fleet.sequence;
  read([
    { series: 0, value: 2 },
    { series: 0, value: 3 },
  ]);
  expect(values(fleet.latestSince('all', seen))).toEqual([3]);
  expect(fleet.latestSince(Uint32Array.of(1), seen).count).toBe(0);
});

it('hands out the log in pieces and says what fell out of it', () => {
  publish({ devices: [device('u', [metric(0, 'a')])] });
  const total = 262_144 + 1_000;
  read(Array.from({ length: total }, (_, value) => ({ value })));
  const first = fleet.everySince('all', { sequence: 0, passed: 0 }, 10);
  expect(first).toMatchObject({ missed: 1_000, sequence: 1_010 });
  expect(values(first.columns)).toEqual([1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009]);
  expect(values(fleet.everySince('all', { sequence: total - 1, passed: 0 }, 10).columns)).toEqual([
    total - 1,
  ]);
});

it('says what fell out of the series that are read, and of no other', () => {
  const capacity = 262_144;
  const mine = Uint32Array.of(1);
  publish({ devices: [device('u', [metric(0, 'other'), metric(1, 'mine')])] });
  read([{ series: 1 }, { series: 1 }]);
  const place = fleet.placeOf(mine);
  read([{ series: 1, value: 1 }, { series: 0 }, { series: 1, value: 2 }, { series: 1, value: 3 }]);
  read(Array.from({ length: capacity - 1 }, () => ({ series: 0 })));
  const part = fleet.everySince(mine, place, 1);
  expect(part).toMatchObject({ missed: 2, passed: 5 });
  expect(values(part.columns)).toEqual([3]);
  expect(fleet.everySince(mine, part, 10)).toMatchObject({ missed: 0, passed: 5 });
  read(Array.from({ length: capacity }, () => ({ series: 0 })));
  expect(fleet.everySince(mine, part, 10)).toMatchObject({ missed: 0, passed: 5 });
});

it('keeps presence when a device is described anew, and forgets a removed one', () => {
  publish({ devices: [device('u', [metric(0, 'a')])] });
  const cause = { code: 'reading' } as const;
  const metrics = [{ name: 'a', state: 'live', interval: 500, intervalSource: 'stated' } as const];
  publish({ presence: [{ uid: 'u', presence: 'live', since: 1, reason: '', cause, metrics }] });
  publish({ devices: [device('u', [metric(0, 'a'), metric(1, 'b')])] });
  expect(fleet.device('u')).toMatchObject({
    presence: 'live',
    metrics: [
      { state: 'live', interval: 500, intervalSource: 'stated' },
      { state: 'never', intervalSource: null },
    ],
  });
  publish({ removed: ['u'] });
  expect(fleet.device('u')).toBeUndefined();
  expect(fleet.findSeries(() => true)).toHaveLength(0);
});

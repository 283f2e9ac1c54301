import { RETAINED, type Device, type Site, type Today } from '@sensorium/contracts';
import { dayOf } from '@sensorium/domain/time';
import { beforeEach, expect, it } from 'vitest';
import { InProcessLiveBus } from '../adapters/live-bus/in-process-live-bus.js';
import { Batch } from '../ingest/batch.js';
import type { DeviceRecord, LiveStep } from '../ports/live-bus.js';
import { MemoryFleetView } from './memory-fleet-view.js';
import { TodayRanges } from './today.js';

/** µs; in Seoul it is 23:30, in Berlin 15:30. */
const NOW = Date.parse('2026-11-23T14:30Z') * 1_000;
const MINUTE = 60_000_000;
const SEOUL_MIDNIGHT = NOW + 30 * MINUTE;

let bus: InProcessLiveBus;
let fleet: MemoryFleetView;

beforeEach(() => {
  bus = new InProcessLiveBus();
  fleet = new MemoryFleetView(bus);
  publish({
    sites: [site('Busan', 'Asia/Seoul'), site('Jena', 'Europe/Berlin')],
    devices: [device('Busan')],
  });
});

function publish(step: Partial<LiveStep>): void {
  const nothing = { devices: [], removed: [], readings: null, presence: [], activity: [] };
  bus.publish({
    time: NOW,
    ...nothing,
    sites: null,
    link: null,
    history: null,
    stats: null,
    alerts: null,
    ...step,
  });
}

function site(name: string, zone: string | null): Site {
  return { id: name, name, zone, location: null };
}

/** A device with series 0 (a number), 1 (a boolean) and 2 (a text). */
function device(at: string | null): DeviceRecord {
  const stated = {
    label: null,
    unit: null,
    min: null,
    max: null,
    limits: null,
    unitSource: null,
    class: null,
    values: null,
  };
  const metrics = (['number', 'boolean', 'text'] as const).map((kind, n) => ({
    n,
    name: kind,
    kind,
    ...stated,
  }));
  const none = {
    kind: null,
    model: null,
    parent: null,
    clockAssumption: null,
    outOfService: null,
    location: null,
  };
  const names = { id: 'id', uid: 'u', name: 'u', dialect: 'native', source: 'main', site: at };
  return { ...names, ...none, labels: {}, aliases: [], edited: [], firstSeen: NOW, metrics };
}

/** Publishes a reading that was received at `time` and measured `late` µs before. */
function read(value: number | string, time = NOW, { late = 0, series = 0, flags = 0 } = {}): void {
  const batch = new Batch();
  const retained = (flags & RETAINED) !== 0;
  batch.add({ series, t: time - late, received: time, value, quality: 'good', retained, newest: true });
  publish({ time, readings: batch.take() });
}

function shown(): Device | undefined {
  const plain = fleet.device('u');
  return plain && fleet.withToday(plain);
}

function today(): Today | null | undefined {
  return shown()?.metrics[0]?.today;
}

it('shows the lowest and highest number of the day at the site, and only of numbers', () => {
  for (const [minutes, value] of [21, 19.5, 23].entries()) read(value, NOW + minutes * MINUTE);
  read(1, NOW, { series: 1 });
  read('open', NOW, { series: 2 });
  const { begins, ends } = dayOf(NOW, 'Asia/Seoul');
  expect(today()).toEqual({
    min: 19.5,
    max: 23,
    since: NOW / 1_000,
    begins: begins / 1_000,
    ends: ends / 1_000,
  });
  expect(shown()?.metrics.map((metric) => metric.today ?? null)).toEqual([today(), null, null]);
});

it('leaves the day out of what live events carry', () => {
  read(21);
  expect(fleet.device('u')?.metrics[0]).not.toHaveProperty('today');
});

it('counts late readings of today, no older ones and no retained ones', () => {
  read(-40, NOW, { late: 25 * 60 * MINUTE });
  read(99, NOW, { flags: RETAINED });
  expect(today()).toBeNull();
  read(21);
  read(15, NOW, { late: 60 * MINUTE });
  expect(today()).toMatchObject({ min: 15, max: 21, since: (NOW - 60 * MINUTE) / 1_000 });
});

it("does not show yesterday's values after midnight at the site, also without a reading", () => {
  read(21);
  publish({ time: SEOUL_MIDNIGHT - 1 });
  expect(today()).toMatchObject({ min: 21 });
  publish({ time: SEOUL_MIDNIGHT });
  expect(today()).toBeNull();
  read(18, SEOUL_MIDNIGHT + MINUTE);
  expect(today()).toMatchObject({ min: 18, max: 18, since: SEOUL_MIDNIGHT / 1_000 });
});

it('counts what a device with a fast clock sends before midnight to the day that it means', () => {
  read(21, SEOUL_MIDNIGHT - 1, { late: -20_000_000 });
  expect(today()).toBeNull();
  publish({ time: SEOUL_MIDNIGHT });
  expect(today()).toMatchObject({ min: 21 });
});

it('begins anew when the zone of the site changes or the device moves, and only then', () => {
  read(21);
  publish({ sites: [site('Busan', 'Asia/Seoul'), site('Jena', null)], devices: [device('Busan')] });
  expect(today()).toMatchObject({ min: 21 });
  publish({ sites: [site('Busan', 'Asia/Tokyo')] });
  expect(today()).toBeNull();
  read(22, NOW + MINUTE);
  expect(today()).toMatchObject({ min: 22, since: (NOW + MINUTE) / 1_000 });
  publish({ sites: [site('Busan', 'Asia/Tokyo'), site('Jena', 'Europe/Berlin')], devices: [device('Jena')] });
  expect(today()).toBeNull();
  read(23, NOW + 2 * MINUTE);
  expect(today()).toMatchObject({ begins: dayOf(NOW, 'Europe/Berlin').begins / 1_000 });
});

it('takes the zone of the server without a site, or at a site without a zone', () => {
  const ranges = new TodayRanges('America/New_York');
  ranges.follow(NOW);
  ranges.setSites([site('Busan', null)], []);
  const batch = new Batch();
  for (const [series, at] of [null, 'Busan', 'Unheard'].entries()) {
    ranges.place({ site: at, metrics: [{ n: series, kind: 'number' }] });
    const row = { t: NOW, received: NOW, value: 1, quality: 'good', retained: false, newest: true } as const;
    batch.add({ series, ...row });
  }
  const readings = batch.take();
  if (readings) ranges.apply(readings);
  const begins = dayOf(NOW, 'America/New_York').begins / 1_000;
  expect([0, 1, 2].map((n) => ranges.of(n)?.begins)).toEqual([begins, begins, begins]);
});

it('forgets a device that is removed', () => {
  read(21);
  publish({ removed: ['u'] });
  publish({ devices: [device('Busan')] });
  expect(today()).toBeNull();
});

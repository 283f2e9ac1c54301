import { isStorableName } from '@sensorium/contracts';
import { expect, test } from 'vitest';
import { KINDS } from '../devices/catalogue.js';
import { pump } from '../devices/pump.js';
import { waterTank } from '../devices/water-tank.js';
import { type FleetPlan, makeFleet } from './fleet.js';
import { describeDevice } from './describe.js';

const demo: FleetPlan = { scenario: 'demo', devices: 0, kinds: [], seed: 1, interval: undefined };
const plain: FleetPlan = { scenario: 'plain', devices: 25, kinds: [], seed: 1, interval: undefined };

test('the demo fleet has 48 devices of all kinds on three sites', () => {
  const fleet = makeFleet(demo);
  expect(fleet).toHaveLength(48);
  expect(new Set(fleet.map(({ id }) => id)).size).toBe(48);
  expect(new Set(fleet.map(({ kind }) => kind)).size).toBe(KINDS.length);
  expect(new Set(fleet.map(({ site }) => site.name)).size).toBe(3);
  for (const { id, interval } of fleet) {
    expect(isStorableName(id) && !/[/+#]/.test(id)).toBe(true);
    expect(interval >= 1_000 && interval <= 15_000).toBe(true);
  }
});

test('a plain fleet deals out its kinds in turn and numbers them', () => {
  const ids = makeFleet({ ...plain, devices: 5, kinds: [pump, waterTank] }).map(({ id }) => id);
  expect(ids).toEqual(['pump-0001', 'water-tank-0001', 'pump-0002', 'water-tank-0002', 'pump-0003']);
  expect(new Set(makeFleet({ ...plain, devices: 20_000 }).map(({ id }) => id)).size).toBe(20_000);
});

test('only the kinds asked for, in the demo too', () => {
  const fleet = makeFleet({ ...demo, kinds: [pump] });
  expect(fleet.length).toBeGreaterThan(3);
  expect(fleet.every(({ kind }) => kind === pump)).toBe(true);
});

test('the same seed gives the same fleet, another seed other values', () => {
  const at = Date.UTC(2026, 3, 1);
  const values = (seed: number) =>
    makeFleet({ ...plain, seed }).map(({ kind, place }) => kind.sample(place, at));
  expect(values(3)).toEqual(values(3));
  expect(values(4)).not.toEqual(values(3));
});

test('devices have phases of their own', () => {
  const phases = makeFleet({ ...plain, devices: 200, interval: 1_000 }).map(({ phase }) => phase);
  expect(new Set(phases).size).toBeGreaterThan(150);
  expect(phases.every((phase) => phase >= 0 && phase < 1_000)).toBe(true);
});

test('an interval for all replaces the rhythm of each, and the heartbeat', () => {
  for (const device of makeFleet({ ...plain, interval: 250 })) {
    expect([device.interval, device.heartbeat]).toEqual([250, undefined]);
  }
});

test('a metric without a rhythm promises none', () => {
  const door = makeFleet(demo).find(({ kind }) => kind.id === 'door-contact');
  const metrics = door && describeDevice(door).metrics;
  expect(metrics?.open?.interval).toBeUndefined();
  expect(metrics?.battery?.interval).toBe(60_000);
});

import { expect, test } from 'vitest';
import type { MishapPlan } from './faults/mishap.js';
import type { Message, Style } from './payload.js';
import { type FleetPlan, makeFleet } from './scenario/fleet.js';
import { type Outlet, Simulation } from './simulation.js';
import { Counts } from './throughput.js';

const start = Date.UTC(2026, 4, 1);

class Recorder implements Outlet {
  readonly messages: { device: number; message: Message; at: number }[] = [];
  readonly events: string[] = [];
  now = start;
  takes = true;

  publish(device: number, message: Message): boolean {
    if (this.takes) this.messages.push({ device, message, at: this.now });
    return this.takes;
  }

  crash(device: number): void {
    this.events.push(`crash ${device}`);
  }

  restore(device: number): void {
    this.events.push(`restore ${device}`);
  }

  stamps(device: number): number[] {
    return this.messages
      .filter((each) => each.device === device)
      .map(({ message }) => (JSON.parse(message.payload) as { ts: number }).ts);
  }
}

function setUp(fleet: Partial<FleetPlan>, mishaps: boolean, style: Style = 'json') {
  const devices = makeFleet({
    scenario: 'plain',
    devices: 10,
    kinds: [],
    seed: 1,
    interval: undefined,
    ...fleet,
  });
  const kinds = devices.map(({ kind }) => kind.id);
  const plan: MishapPlan | undefined = mishaps ? { seed: 1, start, kinds, without: new Set() } : undefined;
  const counts = new Counts();
  const outlet = new Recorder();
  const simulation = new Simulation({ devices, base: '', style, mishaps: plan }, outlet, counts);
  simulation.start(start);
  const runTo = (end: number, step = 100) => {
    for (; outlet.now <= end; outlet.now += step) simulation.advance(outlet.now);
  };
  return { devices, counts, outlet, simulation, runTo };
}

test('each device publishes on its own grid', () => {
  const { devices, outlet, counts, runTo } = setUp({ interval: 1_000 }, false);
  runTo(start + 10_000);
  devices.forEach(({ phase }, index) => {
    const stamps = outlet.stamps(index);
    expect(stamps).toHaveLength(10);
    expect(stamps.every((ts) => (ts - phase) % 1_000 === 0)).toBe(true);
  });
  expect(counts.messages).toBe(100);
  expect(counts.readings).toBeGreaterThan(400);
});

test('two runs of the same seed publish the same', () => {
  const [one, two] = [setUp({}, true), setUp({}, true)];
  one.runTo(start + 120_000);
  two.runTo(start + 120_000);
  expect(one.outlet.messages).toEqual(two.outlet.messages);
  expect(one.outlet.messages.length).toBeGreaterThan(100);
});

test('a stall is counted as skipped, a full connection as dropped', () => {
  const { outlet, counts, simulation } = setUp({ devices: 1, interval: 1_000 }, false);
  simulation.advance(start + 5_000);
  expect([outlet.messages.length, counts.skipped]).toEqual([1, 4]);
  outlet.takes = false;
  simulation.advance(start + 6_000);
  expect([outlet.messages.length, counts.dropped]).toEqual([1, 1]);
});

test('a door contact reports at once, then changes and a heartbeat', () => {
  const { devices, outlet, runTo } = setUp({ scenario: 'demo' }, false);
  runTo(start + 600_000);
  const index = devices.findIndex(({ kind }) => kind.id === 'door-contact');
  const reports = outlet.messages.filter(({ device }) => device === index);
  expect(reports[0]?.at).toBeLessThan(start + 2_000);
  expect(reports.length).toBeGreaterThan(10);
  expect(reports.length).toBeLessThan(60);
});

test('a crash cuts the connection once and restores it', () => {
  const { outlet, runTo } = setUp({ scenario: 'demo' }, true);
  runTo(start + 130_000);
  const device = outlet.events[0]?.replace('crash ', '') ?? '';
  expect(outlet.events).toEqual([`crash ${device}`, `restore ${device}`]);
  const during = outlet.messages.filter(({ at }) => at > start + 62_000 && at < start + 100_000);
  expect(during.some((each) => each.device === Number(device))).toBe(false);
});

test('after an outage the missed samples follow in a burst with their own stamps', () => {
  const { devices, outlet, runTo } = setUp({ scenario: 'demo', interval: 1_000 }, true);
  runTo(start + 180_000);
  const late = outlet.messages.filter(
    ({ message, at }) => at - (JSON.parse(message.payload) as { ts: number }).ts > 13_000,
  );
  const struck = new Set(late.map(({ device }) => device));
  expect(struck.size).toBe(1);
  expect(new Set(late.map(({ at }) => at)).size).toBe(1);
  const [device = -1] = struck;
  const stamps = outlet.stamps(device);
  expect(new Set(stamps).size).toBe(stamps.length);
  expect(stamps.length).toBe(180);
  expect(devices[device]?.kind.id).not.toBe('door-contact');
});

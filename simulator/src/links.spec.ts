import { deviceMetaSchema } from '@sensorium/contracts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startBroker, type TestBroker } from '../test/broker.js';
import { Links, type LinksPlan } from './links.js';
import { describeDevice } from './scenario/describe.js';
import { makeFleet } from './scenario/fleet.js';

let broker: TestBroker;
let links: Links | undefined;

beforeEach(async () => {
  broker = await startBroker();
});

afterEach(async () => {
  await links?.close(false, 500);
  await broker.stop();
});

const devices = makeFleet({ scenario: 'plain', devices: 4, kinds: [], seed: 1, interval: undefined }).map(
  (device) => ({ id: device.id, name: device.name, describe: () => describeDevice(device) }),
);
const topic = (index: number, part: string) => `devices/${devices[index]?.id ?? ''}/${part}`;

function open(over: Partial<LinksPlan> = {}): string[] {
  const told: string[] = [];
  const settings = {
    url: broker.url,
    username: undefined,
    password: undefined,
    ca: undefined,
    qos: 1,
  } as const;
  const plan = { devices, base: '', broker: settings, connections: 4, run: crypto.randomUUID(), ...over };
  links = new Links(plan, {
    reached: () => told.push('reached'),
    unreachable: ({ reason }) => told.push(`unreachable ${reason}`),
    refused: ({ reason }) => told.push(reason),
  });
  links.open();
  return told;
}

async function allOnline(prefix = ''): Promise<void> {
  const online = () => devices.every((_, n) => broker.heard.get(prefix + topic(n, 'status')) === 'online');
  await broker.until(online, 'all devices online');
}

test('each device announces itself by retained meta and status', async () => {
  open();
  await allOnline();
  const retained = await broker.retained();
  for (const [n, device] of devices.entries()) {
    expect(retained.get(topic(n, 'status'))).toBe('online');
    const meta: unknown = JSON.parse(retained.get(topic(n, 'meta')) ?? 'null');
    expect(deviceMetaSchema.parse(meta).name).toBe(device.name);
  }
  expect([links?.connected, links?.size]).toEqual([4, 4]);
});

test('a crashed device goes offline by its last will, alone, and comes back when restored', async () => {
  open();
  await allOnline();
  links?.crash(2);
  await broker.until(() => broker.heard.get(topic(2, 'status')) === 'offline', 'last will');
  expect(broker.heard.get(topic(1, 'status'))).toBe('online');
  expect(links?.publish(2, { topic: topic(2, 'telemetry'), payload: '{}', readings: 0 })).toBe(false);
  links?.restore(2);
  await broker.until(() => broker.heard.get(topic(2, 'status')) === 'online', 'return');
});

test('closing reports each device offline, a crashed one through another connection, and fires no will', async () => {
  open();
  await allOnline();
  links?.crash(1);
  await broker.until(() => broker.heard.get(topic(1, 'status')) === 'offline', 'last will');
  expect(await links?.close(false, 3_000)).toBe(0);
  const retained = await broker.retained();
  for (const n of devices.keys()) expect(retained.get(topic(n, 'status'))).toBe('offline');
  expect(broker.log.filter((line) => line === `${topic(0, 'status')} offline`)).toHaveLength(1);
});

test('closing with clean says offline first, then removes all that is retained', async () => {
  open({ base: 'sensorium-demo' });
  await allOnline('sensorium-demo/');
  expect(await links?.close(true, 3_000)).toBe(0);
  expect([...(await broker.retained()).keys()]).toEqual([]);
  for (const n of devices.keys()) {
    const said = broker.log.filter((line) => line.startsWith(`sensorium-demo/${topic(n, 'status')} `));
    expect(said.map((line) => line.split(' ')[1])).toEqual(['online', 'offline', '']);
  }
});

test('devices share connections when there are fewer', async () => {
  open({ connections: 2 });
  await allOnline();
  expect(links?.size).toBe(2);
  expect(links?.publish(3, { topic: topic(3, 'telemetry'), payload: '{"a":1}', readings: 1 })).toBe(true);
  await broker.until(() => broker.heard.get(topic(3, 'telemetry')) === '{"a":1}', 'telemetry');
  expect(await links?.close(false, 3_000)).toBe(0);
  expect((await broker.retained()).get(topic(3, 'status'))).toBe('offline');
});

test('a lost network is told once, and all devices come back', async () => {
  const told = open();
  await allOnline();
  broker.heard.clear();
  broker.cut();
  await broker.until(() => told.some((line) => line.startsWith('unreachable')), 'loss noticed');
  await allOnline();
  await broker.until(() => links?.connected === 4, 'all connections');
  expect(told.map((line) => line.split(' ')[0])).toEqual(['reached', 'unreachable', 'reached']);
});

test('a broker that is not there is told once with the reason, and found when it comes', async () => {
  const { port } = broker;
  await broker.stop();
  const told = open();
  await expect.poll(() => told, { timeout: 5_000 }).toHaveLength(1);
  expect(told[0]).toContain('ECONNREFUSED');
  broker = await startBroker({ port });
  await broker.until(() => told.includes('reached'), 'connection');
  await broker.until(() => links?.connected === 4, 'all connections');
});

test('refused credentials are told as such', async () => {
  await broker.stop();
  broker = await startBroker({ refuse: true });
  const told = open();
  await broker.until(() => told.length > 0, 'refusal');
  expect(told).toEqual(['refused: not authorized']);
});

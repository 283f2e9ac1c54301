import { afterEach, beforeEach, expect, test } from 'vitest';
import { startBroker, type TestBroker } from '../test/broker.js';
import { checkOptions, type Options } from './options.js';
import type { RawOptions } from './command.js';
import { run } from './run.js';
import type { Terminal } from './terminal.js';

let broker: TestBroker;
let said: string[];
let terminal: Terminal;

beforeEach(async () => {
  broker = await startBroker();
  said = [];
  terminal = { live: false, say: (line) => said.push(line), show: () => undefined, now: () => Date.now() };
});

afterEach(async () => {
  await broker.stop();
});

function options(raw: RawOptions): Options {
  const checked = checkOptions({ broker: broker.url, quiet: true, ...raw }, [], {
    env: {},
    readText: () => '',
  });
  if ('faults' in checked) throw new Error(checked.faults.join('; '));
  return checked.options;
}

test('publishes well-formed telemetry until it is stopped, and leaves every device offline', async () => {
  const stop = new AbortController();
  const ended = run(options({ devices: '10', interval: '50' }), terminal, stop.signal);
  const sent = () => [...broker.heard].filter(([topic]) => topic.endsWith('/telemetry'));
  await broker.until(() => sent().length === 10, 'telemetry of each device');
  for (const [topic, payload] of sent()) {
    const body = JSON.parse(payload) as { ts: number };
    expect(Math.abs(Date.now() - body.ts), topic).toBeLessThan(20_000);
  }
  stop.abort();
  expect(await ended).toBe(0);
  const states = [...(await broker.retained())].filter(([topic]) => topic.endsWith('/status'));
  expect(states.map(([, state]) => state)).toEqual(Array.from({ length: 10 }, () => 'offline'));
  expect(said).toEqual([
    `Connected to ${broker.url}: 10 devices, 10 connections.`,
    'Stopped: all devices offline.',
  ]);
});

test('bare values, one topic per metric, on shared connections', async () => {
  const stop = new AbortController();
  const raw = { devices: '2', kinds: 'pump', interval: '50', style: 'plain', connections: '1', qos: '1' };
  const ended = run(options(raw), terminal, stop.signal);
  await broker.until(() => broker.heard.has('devices/pump-0002/telemetry/running'), 'a bare value');
  expect(broker.heard.get('devices/pump-0002/telemetry/running')).toMatch(/^(true|false)$/);
  expect(broker.heard.get('devices/pump-0002/telemetry/flow')).toMatch(/^[\d.]+$/);
  stop.abort();
  expect(await ended).toBe(0);
});

test('ends by itself after its duration', async () => {
  const once = { ...options({ devices: '1' }), duration: 300 };
  expect(await run(once, terminal, new AbortController().signal)).toBe(0);
});

test('exits with 1 when the broker refuses, and with --once when there is none', async () => {
  await broker.stop();
  const gone = await run(options({ devices: '1', once: true }), terminal, new AbortController().signal);
  expect([gone, said[0]]).toEqual([1, expect.stringContaining('not reachable')]);
  broker = await startBroker({ refuse: true });
  expect(await run(options({ devices: '3' }), terminal, new AbortController().signal)).toBe(1);
  expect(said.at(-1)).toContain('refused: not authorized');
});

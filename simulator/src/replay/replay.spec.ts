import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startBroker, type TestBroker } from '../../test/broker.js';
import type { RawOptions } from '../command.js';
import { checkOptions } from '../options.js';
import { run } from '../run.js';
import type { Terminal } from '../terminal.js';

let broker: TestBroker;
let folder: string;
let said: string[];
let terminal: Terminal;

beforeEach(async () => {
  broker = await startBroker();
  folder = mkdtempSync(join(tmpdir(), 'sensorium-replay-'));
  said = [];
  terminal = { live: false, say: (line) => said.push(line), show: () => undefined, now: () => Date.now() };
});

afterEach(async () => {
  await broker.stop();
  rmSync(folder, { recursive: true });
});

const WEATHER = 'time,temperature_C\n2020-01-01 00:00,1\n2020-01-01 01:00,2\n2020-01-01 02:00,3\n';

/** Until its last word is heard, which comes after all telemetry. */
async function offline(status: string): Promise<void> {
  await broker.until(() => broker.heard.get(status) === 'offline', 'the end');
}

async function replay(text: string, raw: RawOptions, stop = new AbortController()): Promise<number> {
  const path = join(folder, 'mast.csv');
  writeFileSync(path, text);
  const given = { broker: broker.url, quiet: true, replay: path, ...raw };
  const checked = checkOptions(given, [], { env: {}, readText: () => '' });
  if ('faults' in checked) throw new Error(checked.faults.join('; '));
  return run(checked.options, terminal, stop.signal);
}

const sent = (device: string) =>
  broker.log
    .filter((line) => line.startsWith(`devices/${device}/telemetry `))
    .map((line) => JSON.parse(line.split(' ')[1] ?? '') as { ts: number; values: Record<string, unknown> });

test('starts now and keeps the gaps, divided by the speed; then says offline and ends', async () => {
  const before = Date.now();
  expect(await replay(WEATHER, { speed: '36000' })).toBe(0);
  await offline('devices/mast/status');
  const messages = sent('mast');
  expect(messages.map(({ values }) => values)).toEqual([1, 2, 3].map((temperature) => ({ temperature })));
  const [first = NaN, second = NaN, third = NaN] = messages.map(({ ts }) => ts);
  expect(first).toBeGreaterThanOrEqual(before);
  expect([second - first, third - second].map(Math.round)).toEqual([100, 100]);
  expect(Date.now()).toBeGreaterThanOrEqual(third - 1);
  const retained = await broker.retained();
  expect(retained.get('devices/mast/status')).toBe('offline');
  expect(JSON.parse(retained.get('devices/mast/meta') ?? '')).toMatchObject({
    name: 'mast',
    labels: { source: 'simulator', file: 'mast.csv' },
    metrics: { temperature: { unit: '°C', kind: 'number' } },
  });
  expect(said.join('\n')).toContain('The times name no zone: taken for UTC.');
});

test('as fast as it goes, the file ends now with its own gaps', async () => {
  const before = Date.now();
  expect(await replay(WEATHER, { speed: 'max', qos: '1' })).toBe(0);
  await offline('devices/mast/status');
  const stamps = sent('mast').map(({ ts }) => ts);
  expect(stamps.map((ts) => ts - (stamps[2] ?? NaN))).toEqual([-7_200_000, -3_600_000, 0]);
  expect(stamps[2]).toBeGreaterThanOrEqual(before);
  expect(stamps[2]).toBeLessThanOrEqual(Date.now());
});

test('with its own stamps', async () => {
  expect(await replay(WEATHER, { speed: '0', originalTime: true })).toBe(0);
  await offline('devices/mast/status');
  expect(sent('mast').map(({ ts }) => new Date(ts).getUTCHours())).toEqual([0, 1, 2]);
  await expect(replay('cycle,v\n1,1\n', { originalTime: true })).rejects.toThrow('only counts');
});

test('in a loop the time goes on, until it is stopped', async () => {
  const stop = new AbortController();
  const ended = replay(WEATHER, { speed: '360000', loop: true }, stop);
  await broker.until(() => sent('mast').length >= 7, 'a third pass');
  stop.abort();
  expect(await ended).toBe(0);
  const stamps = sent('mast').map(({ ts }) => ts);
  stamps.slice(1).forEach((ts, n) => {
    expect(ts - (stamps[n] ?? NaN)).toBeCloseTo(10, 1);
  });
});

test('a device for each value, as bare values, under a base', async () => {
  const text = 'engine,cycle,T24,state\n1,1,641.8,on\n1,2,642.1,off\n2,1,640,on\n';
  const raw: RawOptions = {
    style: 'plain',
    base: 'sensorium-demo',
    step: '20',
    clean: true,
    connections: '1',
  };
  expect(await replay(text, raw)).toBe(0);
  const heard = (topic: string) => broker.heard.get(`sensorium-demo/devices/${topic}`);
  await broker.until(() => heard('engine-2/status') === '', 'the end');
  expect(heard('engine-1/telemetry/T24')).toBe('642.1');
  expect(heard('engine-1/telemetry/state')).toBe('off');
  expect(heard('engine-2/telemetry/T24')).toBe('640');
  expect([...(await broker.retained())]).toEqual([]);
});

test('nothing of a file is dropped, however fast it goes', { timeout: 30_000 }, async () => {
  const lines = Array.from({ length: 8_000 }, (_, n) => `${1_700_000_000 + n},${n}`);
  expect(await replay(['time,v', ...lines].join('\n'), { speed: 'max', qos: '1' })).toBe(0);
  await offline('devices/mast/status');
  expect(sent('mast').map(({ values }) => values.v)).toEqual(lines.map((_, n) => n));
});

test('a stop ends a long pause at once', async () => {
  const stop = new AbortController();
  const ended = replay(WEATHER, {}, stop);
  await broker.until(() => sent('mast').length === 1, 'the first row');
  stop.abort();
  expect(await ended).toBe(0);
});

test('options of a replay are checked', () => {
  const world = { env: {}, readText: () => '' };
  const faults = (raw: RawOptions) => {
    const checked = checkOptions(raw, [], world);
    return 'faults' in checked ? checked.faults.map((fault) => fault.split(':')[0]) : [];
  };
  expect(faults({ speed: '2', loop: true, timeColumn: 'x' })).toEqual(['--speed', '--loop', '--time-column']);
  expect(faults({ replay: 'x', devices: '3', mishaps: true })).toEqual(['--devices', '--mishaps']);
  expect(faults({ replay: 'x', speed: '-1', step: '0' })).toEqual(['--speed', '--step']);
  expect(faults({ replay: 'x', speed: 'max', loop: true })).toEqual(['--loop']);
  expect(faults({ replay: 'x', loop: true, originalTime: true, style: 'plain' })).toEqual([
    '--loop',
    '--original-time',
  ]);
  expect(faults({ replay: 'x', speed: '0.5', loop: true })).toEqual([]);
});

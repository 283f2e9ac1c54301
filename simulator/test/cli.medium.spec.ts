import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startBroker, type TestBroker } from './broker.js';

const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const DEMO = 48;

let broker: TestBroker;

beforeEach(async () => {
  broker = await startBroker();
});

afterEach(async () => {
  await broker.stop();
});

async function finished(child: ChildProcess): Promise<{ code: number | null; out: string; err: string }> {
  const reads = Promise.all([child.stdout ? text(child.stdout) : '', child.stderr ? text(child.stderr) : '']);
  const code = child.exitCode ?? ((await once(child, 'exit')) as [number | null])[0];
  const [out, err] = await reads;
  return { code, out, err };
}

function start(...options: string[]): ChildProcess {
  return spawn(process.execPath, [CLI, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
}

function inState(state: string): () => boolean {
  return () =>
    [...broker.heard].filter(([topic, value]) => topic.endsWith('/status') && value === state).length ===
    DEMO;
}

async function retainedStates(): Promise<string[]> {
  return [...(await broker.retained())].flatMap(([topic, state]) =>
    topic.endsWith('/status') ? [state] : [],
  );
}

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s, sent twice as a terminal does, leaves every device offline',
  async (signal) => {
    const child = start('--broker', broker.url);
    const end = finished(child);
    await broker.until(inState('online'), 'the demo fleet online');
    child.kill(signal);
    child.kill(signal);
    expect(await end).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('48 devices, 48 connections') as string,
    });
    expect(await retainedStates()).toEqual(Array.from({ length: DEMO }, () => 'offline'));
  },
);

test('killed without a chance to say anything, the last wills say it', async () => {
  const child = start('--broker', broker.url);
  const end = finished(child);
  await broker.until(inState('online'), 'the demo fleet online');
  child.kill('SIGKILL');
  await end;
  await broker.until(inState('offline'), 'last wills');
});

test('stops cleanly when the parent that started it is gone', async () => {
  const child = fork(CLI, ['--broker', broker.url, '--base', 'sensorium-demo', '--clean', '--quiet'], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [],
  });
  const end = finished(child);
  await broker.until(inState('online'), 'the demo fleet online');
  child.disconnect();
  expect(await end).toMatchObject({ code: 0, err: '' });
  expect([...(await broker.retained())]).toEqual([]);
});

test('faulty options are reported together, with exit code 2', async () => {
  const { code, err } = await finished(start('--qos', '7', '--devices', 'many', '--toast'));
  expect(code).toBe(2);
  expect(err.trim().split('\n')).toHaveLength(3);
});

test('a file is replayed to its end; one that is useless is explained, with exit code 2', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sensorium-replay-'));
  const path = join(folder, 'pump.csv');
  writeFileSync(path, 'time,flow (m3/h)\n2024-01-01,3\n2024-01-02,4\nsoon,5\n');
  const replayed = await finished(start('--broker', broker.url, '--replay', path, '--speed', 'max'));
  const missing = await finished(start('--replay', join(folder, 'none.csv')));
  rmSync(folder, { recursive: true });
  expect(replayed).toMatchObject({ code: 0, err: '' });
  expect(replayed.out).toContain('line 4: "soon" is no time');
  await broker.until(() => broker.heard.get('devices/pump/status') === 'offline', 'the end');
  expect(broker.log.filter((line) => line.startsWith('devices/pump/telemetry '))).toHaveLength(2);
  expect(missing).toMatchObject({ code: 2, err: expect.stringContaining("can't be read") as string });
});

test('--help and --list-kinds tell what there is', async () => {
  const help = await finished(start('--help'));
  const kinds = await finished(start('--list-kinds'));
  expect([help.code, kinds.code]).toEqual([0, 0]);
  expect(help.out).toContain('MQTT_PASSWORD_FILE');
  expect(kinds.out).toContain('electricity-meter');
});

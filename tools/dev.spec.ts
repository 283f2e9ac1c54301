import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TreeCopy } from './boundaries/tree-copy.ts';
import { freePort } from './free-port.ts';

const ROOT = join(import.meta.dirname, '..');

/** Ports of the backend that a person's own `npm run dev` does not use. */
const HTTP_PORTS = 34_100;
const MQTT_PORTS = 34_200;

const WAIT_MS = 60_000;
const TEST_MS = 2 * WAIT_MS;

interface Running {
  child: ChildProcess;
  output: string[];
  exited: Promise<unknown[]>;
}

let tree: TreeCopy;
let dev: Running;
let url: string;

beforeAll(async () => {
  tree = new TreeCopy(ROOT);
  dev = await startDev();
  url = await until(
    'the last line',
    () => /Sensorium ready at (\S+) \(reloads/.exec(dev.output.join(''))?.[1],
  );
}, TEST_MS);

afterAll(async () => {
  if (dev.child.exitCode === null && dev.child.kill('SIGTERM')) await dev.exited;
  tree.remove();
}, TEST_MS);

async function startDev(): Promise<Running> {
  const output: string[] = [];
  const [http, mqtt] = [await freePort(HTTP_PORTS), await freePort(MQTT_PORTS)];
  const child = spawn(process.execPath, [join(tree.root, 'tools/dev.ts')], {
    cwd: tree.root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, HTTP_PORT: `${http}`, MQTT_PORT: `${mqtt}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => output.push(text));
  }
  return { child, output, exited: once(child, 'exit') };
}

/** Asks again until `read` gives a value; fails with the output of the program if it ends. */
async function until<T>(what: string, read: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const end = performance.now() + WAIT_MS;
  for (;;) {
    const value = await Promise.resolve(read()).catch(() => undefined);
    if (value !== undefined) return value;
    if (dev.child.exitCode !== null || performance.now() > end) {
      throw new Error(`waited in vain for ${what}:\n${dev.output.join('')}`);
    }
    await pause(100);
  }
}

async function text(path: string): Promise<string | undefined> {
  const answer = await fetch(new URL(path, url));
  return answer.ok ? answer.text() : undefined;
}

function edit(path: string, change: (text: string) => string): void {
  tree.write(path, change(readFileSync(join(tree.root, path), 'utf8')));
}

/** What the running backend says of itself; `unsavedDevices` is counted in its ingest thread. */
async function system(): Promise<{ contract: number; queues: { unsavedDevices: number } } | undefined> {
  const answer = await text('api/system');
  return answer === undefined ? undefined : (JSON.parse(answer) as Awaited<ReturnType<typeof system>>);
}

it('serves the pages and the backend behind them', { timeout: TEST_MS }, async () => {
  expect(await until('the page', () => text('/'))).toContain('<sn-shell');
  expect((await until('the backend', system)).contract).not.toBe(4711);
});

it('reloads each part whose source changes', { timeout: TEST_MS }, async () => {
  edit('libs/contracts/src/live-contract.ts', (source) => source.replace(/= \d+/, '= 4711'));
  edit('backend/src/ingest/ingest-statistics.ts', (source) =>
    source.replace('changes.unsavedCount', 'changes.unsavedCount + 4711'),
  );
  edit('frontend/src/index.html', (page) => page.replace('<body', '<body data-changed="yes"'));
  await until('the backend with another contract and another count', async () => {
    const { contract, queues } = (await system()) ?? {};
    return (contract === 4711 && (queues?.unsavedDevices ?? 0) >= 4711) || undefined;
  });
  await until('the changed page', async () => {
    const page = await text('/');
    return page?.includes('data-changed="yes"') === true ? page : undefined;
  });
});

it('stops all that it started by one Ctrl-C', { timeout: TEST_MS }, async () => {
  dev.child.kill('SIGINT');
  expect(await dev.exited).toEqual([0, null]);
  await expect(fetch(url)).rejects.toThrow();
});

import type { Device, DeviceList, System } from '@sensorium/contracts';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './until.js';

const MAIN = join(import.meta.dirname, '../dist/main.js');

/** Address and broker of a started backend, as it says them itself. */
interface Ready {
  url: string;
  broker: { url: string };
}

/** A folder for the data of one test. */
export class DataFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'sensorium-'));

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** The built backend, running as a process of its own on free ports. */
export class Sensorium {
  private constructor(
    readonly child: ChildProcess,
    readonly url: string,
    readonly mqttUrl: string,
    private readonly output: string[],
  ) {}

  /** Starts it; fails with its output if it ends before it serves. */
  static async start(env: Record<string, string>): Promise<Sensorium> {
    const output: string[] = [];
    const child = launch(env, output);
    const ready = await Promise.race([
      once(child, 'message').then(([message]) => message as Ready),
      once(child, 'exit').then(([code]) => {
        throw new Error(`the backend ended with ${String(code)}:\n${output.join('')}`);
      }),
    ]);
    return new Sensorium(child, ready.url, ready.broker.url, output);
  }

  get log(): string {
    return this.output.join('');
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(new URL(path, this.url), { headers });
  }

  /** Waits until it has subscribed at the broker: it is ready before that. */
  async linkUp(): Promise<void> {
    await until('the link is up', async () => {
      const { link } = (await (await this.get('api/system')).json()) as System;
      return link.state === 'up';
    });
  }

  async devices(): Promise<Device[]> {
    const { devices } = (await (await this.get('api/devices')).json()) as DeviceList;
    return devices;
  }

  /** Waits until the device is there and `holds` is true of it. */
  device(id: string, holds: (device: Device) => boolean = () => true): Promise<Device> {
    return until(`device ${id}`, async () =>
      (await this.devices()).find((one) => one.id === id && holds(one)),
    );
  }

  /** Ends it by a signal; resolves to its exit code, or the signal if that killed it. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | NodeJS.Signals> {
    if (this.child.exitCode !== null) return this.child.exitCode;
    const exit = once(this.child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
    this.child.kill(signal);
    const [code, by] = await exit;
    return code ?? by ?? 'SIGKILL';
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

/** Runs the backend to its end; for starts that must fail. */
export async function runToEnd(
  env: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  const output: string[] = [];
  const child = launch(env, output);
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, output: output.join('') };
}

function launch(env: Record<string, string>, output: string[]): ChildProcess {
  const child = fork(MAIN, {
    env: { PATH: process.env.PATH, HTTP_PORT: '0', MQTT_PORT: '0', DEMO: 'off', ...env },
    cwd: env.DATA_DIR === undefined ? tmpdir() : undefined,
    execArgv: [],
    silent: true,
  });
  child.stdout?.setEncoding('utf8').on('data', (text: string) => output.push(text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => output.push(text));
  return child;
}

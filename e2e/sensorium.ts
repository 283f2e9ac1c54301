import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const START = join(import.meta.dirname, '../tools/start.ts');

/** A port that nothing listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** What `npm start` runs once it has built, on free ports and with data of its own; stops and starts on the same ones. */
export class Sensorium {
  private child: ChildProcess | undefined;

  private readonly env: NodeJS.ProcessEnv;

  private constructor(env: NodeJS.ProcessEnv) {
    this.env = env;
  }

  /** Starts it with `settings` (environment variables) and waits until it serves. */
  static async start(settings: Record<string, string> = {}): Promise<Sensorium> {
    const sensorium = new Sensorium({
      ...process.env,
      HTTP_PORT: String(await freePort()),
      MQTT_PORT: String(await freePort()),
      DATA_DIR: mkdtempSync(join(tmpdir(), 'sensorium-e2e-')),
      DEMO: 'off',
      ...settings,
    });
    await sensorium.resume();
    return sensorium;
  }

  get url(): string {
    return `http://127.0.0.1:${this.env.HTTP_PORT}/`;
  }

  get mqttUrl(): string {
    return this.env.MQTT_URL ?? `mqtt://127.0.0.1:${this.env.MQTT_PORT}`;
  }

  async resume(): Promise<void> {
    const child = spawn(process.execPath, [START, '--built'], {
      env: this.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    let output = '';
    await new Promise<void>((resolve, reject) => {
      const read = (text: string) => {
        output += text;
        if (output.includes('Sensorium ready at')) resolve();
      };
      child.stdout.setEncoding('utf8').on('data', read);
      child.stderr.setEncoding('utf8').on('data', read);
      child.once('exit', (code) => {
        reject(new Error(`npm start ended with ${code}:\n${output}`));
      });
    });
  }

  /** Stops the program and keeps its data. */
  async pause(): Promise<void> {
    const { child } = this;
    if (child?.exitCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGINT');
    await exit;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.pause();
    rmSync(this.env.DATA_DIR ?? '', { recursive: true, force: true });
  }
}

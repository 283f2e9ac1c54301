import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect as dial, createServer } from 'node:net';
import { join } from 'node:path';
import { until } from './until.js';

/** Program of a real Mosquitto; its tests are skipped where there is none. */
export const MOSQUITTO = process.env.MOSQUITTO_PATH;

/** A port that nothing listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** A real Mosquitto with persistence in `folder`. Stops and starts on the same port. */
export class Mosquitto {
  private child: ChildProcess | undefined;

  private constructor(
    private readonly program: string,
    private readonly config: string,
    readonly port: number,
  ) {}

  /** Starts one; `settings` are lines of its configuration. */
  static async start(
    folder: string,
    settings: readonly string[] = ['allow_anonymous true'],
  ): Promise<Mosquitto> {
    if (MOSQUITTO === undefined) throw new Error('MOSQUITTO_PATH is not set');
    const port = await freePort();
    const config = join(folder, 'mosquitto.conf');
    const lines = [
      `listener ${port} 127.0.0.1`,
      'user root',
      'persistence true',
      `persistence_location ${folder}/`,
      ...(settings.some((line) => line.startsWith('max_queued')) ? [] : ['max_queued_messages 100000']),
      'log_dest none',
      ...settings,
    ];
    writeFileSync(config, `${lines.join('\n')}\n`);
    const broker = new Mosquitto(MOSQUITTO, config, port);
    await broker.resume();
    return broker;
  }

  get url(): string {
    return `mqtt://127.0.0.1:${this.port}`;
  }

  async resume(): Promise<void> {
    this.child = spawn(this.program, ['-c', this.config], { stdio: 'ignore' });
    await until('mosquitto listens', () => accepts(this.port));
  }

  async pause(): Promise<void> {
    if (this.child?.exitCode !== null) return;
    const exit = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await exit;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.pause();
  }
}

async function accepts(port: number): Promise<boolean> {
  const socket = dial(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

import { spawn, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../measure/clock.ts';
import { atExit, TemporaryFolder } from './cleanup.ts';
import { end, hasEnded } from './ending.ts';
import { accepts, freePort } from './ports.ts';
import { pathOf } from './programs.ts';

/** Bounds that hold every message of a run, so that none is lost to a slow subscriber. */
const IN_FLIGHT_MAX = 10_000;
const QUEUED_MAX = 2_000_000;

/** A real broker of its own for one run, on a free port of this machine. */
export class Mosquitto {
  readonly #child: ChildProcess;
  readonly #folder: TemporaryFolder;
  readonly #forget: () => void;
  readonly port: number;

  private constructor(child: ChildProcess, folder: TemporaryFolder, port: number) {
    this.#child = child;
    this.#folder = folder;
    this.port = port;
    this.#forget = atExit(() => child.kill('SIGKILL'));
  }

  static async start(): Promise<Mosquitto> {
    const program = pathOf('mosquitto');
    const port = await freePort();
    const folder = new TemporaryFolder();
    const config = join(folder.path, 'mosquitto.conf');
    writeFileSync(config, `${configLines(port).join('\n')}\n`);
    const child = spawn(program, ['-c', config], { stdio: 'ignore' });
    const broker = new Mosquitto(child, folder, port);
    await until('the start of Mosquitto', async () => {
      if (hasEnded(child)) throw new Error(`Mosquitto ended with ${child.exitCode ?? 'a signal'}`);
      return (await accepts(port)) || undefined;
    });
    return broker;
  }

  get url(): string {
    return `mqtt://127.0.0.1:${this.port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await end(this.#child, () => this.#child.kill('SIGTERM'));
    this.#forget();
    this.#folder[Symbol.dispose]();
  }
}

function configLines(port: number): string[] {
  return [
    `listener ${port} 127.0.0.1`,
    'user root',
    'allow_anonymous true',
    'persistence false',
    'set_tcp_nodelay true',
    `max_inflight_messages ${IN_FLIGHT_MAX}`,
    `max_queued_messages ${QUEUED_MAX}`,
    'log_dest none',
  ];
}

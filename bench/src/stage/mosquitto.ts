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

export interface MosquittoPlan {
  /** Whether sessions and queues outlive a restart. */
  persistent?: boolean;
}

/** A real broker of its own for one run, on a free port of this machine. */
export class Mosquitto {
  #child: ChildProcess;
  readonly #config: string;
  readonly #folder: TemporaryFolder;
  readonly #forget: () => void;
  readonly port: number;

  private constructor(config: string, folder: TemporaryFolder, port: number) {
    this.#config = config;
    this.#folder = folder;
    this.port = port;
    this.#child = launch(config);
    this.#forget = atExit(() => this.#child.kill('SIGKILL'));
  }

  static async start({ persistent = false }: MosquittoPlan = {}): Promise<Mosquitto> {
    const port = await freePort();
    const folder = new TemporaryFolder();
    const config = join(folder.path, 'mosquitto.conf');
    const lines = [...configLines(port), ...persistence(persistent ? folder.path : undefined)];
    writeFileSync(config, `${lines.join('\n')}\n`);
    const broker = new Mosquitto(config, folder, port);
    await broker.#started();
    return broker;
  }

  /** An orderly end and a new start on the same port, with what persistence kept. */
  async restart(): Promise<void> {
    await end(this.#child, () => this.#child.kill('SIGTERM'));
    this.#child = launch(this.#config);
    await this.#started();
  }

  async #started(): Promise<void> {
    await until('the start of Mosquitto', async () => {
      if (hasEnded(this.#child))
        throw new Error(`Mosquitto ended with ${this.#child.exitCode ?? 'a signal'}`);
      return (await accepts(this.port)) || undefined;
    });
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

function launch(config: string): ChildProcess {
  return spawn(pathOf('mosquitto'), ['-c', config], { stdio: 'ignore' });
}

/** Lines that keep sessions in a folder, or nowhere. */
function persistence(folder: string | undefined): string[] {
  if (folder === undefined) return ['persistence false'];
  return ['persistence true', `persistence_location ${folder}/`, 'sys_interval 1'];
}

function configLines(port: number): string[] {
  return [
    `listener ${port} 127.0.0.1`,
    'user root',
    'allow_anonymous true',
    'set_tcp_nodelay true',
    `max_inflight_messages ${IN_FLIGHT_MAX}`,
    `max_queued_messages ${QUEUED_MAX}`,
    'log_dest none',
  ];
}

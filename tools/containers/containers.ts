import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Processes, type Command, type Running } from '../processes.ts';
import { readCompose, type Compose, type Service } from './compose.ts';
import { readStages, type Stage } from './dockerfile.ts';
import { copyImage } from './image-copy.ts';

const BROKER_URL = 'mqtt://broker:1883';

/**
 * The containers of docker/compose.yaml as processes of this machine: each with its own start command and
 * environment, with paths and ports of a container mapped into a temporary folder and to free ports.
 */
export class Containers {
  readonly folder = mkdtempSync(join(tmpdir(), 'sensorium-containers-'));
  readonly stages: Stage[];
  readonly compose: Compose;
  brokerPort = 0;
  httpPort = 0;
  readonly #broker = new Processes();
  readonly #guests = new Processes();
  readonly #root: string;

  constructor(root: string, variables: Readonly<Record<string, string>>) {
    this.#root = root;
    this.stages = readStages(readFileSync(join(root, 'docker/Dockerfile'), 'utf8'));
    this.compose = readCompose(readFileSync(join(root, 'docker/compose.yaml'), 'utf8'), variables);
  }

  get url(): string {
    return `http://127.0.0.1:${this.httpPort}`;
  }

  /** Lays out the files of the image and takes free ports. */
  async prepare(): Promise<void> {
    copyImage(this.stages, this.#root, join(this.folder, 'app'));
    for (const name of ['tmp', 'mosquitto', 'data', 'bin']) mkdirSync(join(this.folder, name));
    this.brokerPort = await freePort();
    this.httpPort = await freePort();
  }

  /** Starts the broker's command with `mosquitto` as that program. */
  startBroker(mosquitto: string): Running {
    const { environment, command = [] } = this.service('broker');
    symlinkSync(mosquitto, join(this.folder, 'bin/mosquitto'));
    writeFileSync(join(this.folder, 'mosquitto.conf'), this.#brokerConfig());
    const [program = '', ...args] = command.map((word) => this.#mapBrokerPaths(word));
    const PATH = [join(this.folder, 'bin'), process.env.PATH, '/usr/sbin', '/sbin'].join(delimiter);
    return this.#broker.start(this.#process('broker', program, args, { ...environment, PATH }));
  }

  /** Starts a service that runs the image: its own command, or that of the image. */
  startImage(name: string): Running {
    const [program = '', ...args] = this.service(name).command ?? this.#final.command;
    return this.#startNode(name, program, args);
  }

  /** Runs the image's health check in the environment of a service; resolves with its exit code. */
  async checkHealth(name: string): Promise<number | null> {
    const [, program = '', ...args] = ['CMD', ...this.#final.healthCommand];
    return (await this.#startNode(`health of ${name}`, program, args, name).exited).code;
  }

  service(name: string): Service {
    const service = this.compose.services[name];
    if (service === undefined) throw new Error(`compose.yaml has no service ${name}`);
    return service;
  }

  /** Stops all, the broker last as Docker does, and removes their files. */
  async remove(): Promise<void> {
    await this.#guests.stop();
    await this.#broker.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  get #final(): Stage {
    const stage = this.stages.at(-1);
    if (stage === undefined) throw new Error('the Dockerfile has no stage');
    return stage;
  }

  #startNode(name: string, program: string, args: string[], service = name): Running {
    if (program !== 'node') throw new Error(`the command of ${name} does not start node`);
    const env = {
      ...this.#final.env,
      ...this.service(service).environment,
      DATA_DIR: join(this.folder, 'data'),
      HTTP_PORT: String(this.httpPort),
    };
    const mapped = Object.entries(env).map(([key, value]) => [key, this.#mapBroker(value)] as const);
    const words = args.map((word) => this.#mapBroker(word));
    return this.#guests.start(this.#process(name, process.execPath, words, Object.fromEntries(mapped)));
  }

  #process(name: string, program: string, args: string[], env: Record<string, string>): Command {
    return { name, program, args, env, cwd: join(this.folder, 'app'), output: 'capture' };
  }

  #mapBroker(text: string): string {
    return text.replace(BROKER_URL, `mqtt://127.0.0.1:${this.brokerPort}`);
  }

  #mapBrokerPaths(text: string): string {
    return text
      .replaceAll('/mosquitto/config/mosquitto.conf', join(this.folder, 'mosquitto.conf'))
      .replaceAll('/mosquitto/data/', `${join(this.folder, 'mosquitto')}/`)
      .replaceAll('/tmp/passwords', join(this.folder, 'tmp/passwords'));
  }

  /** A Mosquitto that root starts would give up its rights, and with them those to the temporary folder. */
  #brokerConfig(): string {
    const text = readFileSync(join(this.#root, 'docker/mosquitto.conf'), 'utf8');
    const mapped = this.#mapBrokerPaths(text).replace(
      'listener 1883',
      `listener ${this.brokerPort} 127.0.0.1`,
    );
    return process.getuid?.() === 0 ? `user root\n${mapped}` : mapped;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

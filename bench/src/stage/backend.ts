import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { until } from '../measure/clock.ts';
import { backendOf, ROOT } from './checkout.ts';
import { TemporaryFolder } from './cleanup.ts';
import { end } from './ending.ts';

export interface BackendPlan {
  /** Broker to listen to; the embedded one if it is not given. */
  mqttUrl?: string;
  /** Clone whose build runs; default: this one. */
  root?: string;
  /** Folder for its data; default: one of its own, gone after its scope. */
  dataDir?: string;
  /** Options of Node itself; its threads inherit them. */
  nodeOptions?: readonly string[];
  /** Further settings. */
  settings?: Readonly<Record<string, string>>;
}

/** What of the product costs in this version; measured together with the rest as soon as it is there. */
export interface Features {
  history: boolean;
  rules: boolean;
}

/** The built backend as a process of its own, with data of its own, on a free port of this machine. */
export class Backend {
  readonly #child: ChildProcess;
  readonly #folder: TemporaryFolder;
  readonly url: string;
  readonly pid: number;

  private constructor(child: ChildProcess, folder: TemporaryFolder, url: string) {
    this.#child = child;
    this.#folder = folder;
    this.url = url;
    this.pid = child.pid ?? 0;
  }

  /** Starts it and waits until it serves and, if there is one, the broker is linked. */
  static async start(plan: BackendPlan): Promise<Backend> {
    const { mqttUrl, dataDir, root = ROOT, nodeOptions = [], settings = {} } = plan;
    const folder = new TemporaryFolder();
    const child = fork(backendOf(root), {
      cwd: folder.path,
      env: { ...environment(dataDir ?? folder.path, mqttUrl), ...settings },
      execArgv: [...nodeOptions],
      silent: true,
    });
    const backend = new Backend(child, folder, await readyUrl(child));
    await until(
      'the link to the broker',
      async () => (await backend.metric('sensorium_broker_up')) || undefined,
    );
    return backend;
  }

  /** One figure of `/metrics`; 0 if it is not there. */
  async metric(name: string): Promise<number> {
    const text = await (await fetch(new URL('metrics', this.url))).text();
    return Number(new RegExp(`^${name} (\\S+)$`, 'mu').exec(text)?.[1] ?? 0);
  }

  /** Messages taken in since the start; up to a second old. */
  messages(): Promise<number> {
    return this.metric('sensorium_messages_total');
  }

  async features(): Promise<Features> {
    const answer = await fetch(new URL('api/openapi.json', this.url));
    const { paths } = (await answer.json()) as { paths: Record<string, unknown> };
    const names = Object.keys(paths);
    return {
      history: names.some((path) => path.endsWith('/api/history')),
      rules: names.some((path) => path.endsWith('/api/alert-rules')),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await end(this.#child, () => this.#child.kill('SIGTERM'));
    this.#folder[Symbol.dispose]();
  }
}

function environment(folder: string, mqttUrl: string | undefined): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HTTP_PORT: '0',
    DATA_DIR: folder,
    DEMO: 'off',
    LOG_LEVEL: 'warn',
    ...(mqttUrl === undefined ? { MQTT_PORT: '0' } : { MQTT_URL: mqttUrl }),
  };
}

/** The address that it says once it serves; rejects with its output if it ends before. */
async function readyUrl(child: ChildProcess): Promise<string> {
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => output.push(text));
  }
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the backend ended with ${String(code)}:\n${output.join('')}`);
  });
  ended.catch(() => undefined);
  const [message] = (await Promise.race([once(child, 'message'), ended])) as [{ url: string }];
  return message.url;
}

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { machineMs, pause } from '../measure/clock.ts';
import { childrenOf } from '../measure/cpu.ts';
import type { KillKind, Life } from '../measure/kill-run.ts';
import { backendOf, ROOT } from './checkout.ts';
import { atExit, TemporaryFolder } from './cleanup.ts';
import { end, hasEnded } from './ending.ts';

export interface MortalPlan {
  /** Broker to listen to; without one the embedded broker listens on `mqttPort`. */
  mqttUrl: string | undefined;
  mqttPort: number;
  /** Where it serves in all its lives; without one each has another port. */
  httpPort?: number;
  /** Further settings. */
  settings?: Readonly<Record<string, string>>;
}

const CANARY_PAUSE_MS = 20;

/** Lines of its output that are kept for a fault. */
const OUTPUT_KEPT = 40;

/** A backend that is killed and started again on the same data; it notes its lives. */
export class MortalBackend {
  readonly lives: Life[] = [];
  readonly #folder = new TemporaryFolder();
  readonly #plan: MortalPlan;
  readonly #output: string[] = [];
  #child: ChildProcess;
  #life: Life;
  #url = Promise.withResolvers<string>();
  readonly #forget = atExit(() => killGroup(this.#child));

  constructor(plan: MortalPlan) {
    this.#plan = plan;
    this.#life = newLife();
    this.#child = this.#launch();
  }

  /** Address of the present life, once it serves; rejects if it ends before. */
  get url(): Promise<string> {
    return this.#url.promise;
  }

  get output(): string {
    return this.#output.join('');
  }

  /** Kills, and starts it again at once where the main process is among the dead. */
  async kill(kind: KillKind): Promise<void> {
    if (kind === 'store') {
      this.#killStore();
      return;
    }
    const exit = hasEnded(this.#child) ? undefined : once(this.#child, 'exit');
    if (exit) this.#life.endedBy = kind;
    if (kind === 'all') killGroup(this.#child);
    else this.#child.kill('SIGKILL');
    await exit;
    this.#begin();
  }

  /** An orderly end and a new start. */
  async restart(): Promise<void> {
    this.#life.endedBy = 'stop';
    await end(this.#child, () => this.#child.kill('SIGTERM'));
    this.#begin();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#life.endedBy = 'stop';
    await end(this.#child, () => this.#child.kill('SIGTERM'));
    this.#forget();
    killGroup(this.#child);
    this.#folder[Symbol.dispose]();
  }

  #begin(): void {
    this.#life = newLife();
    this.#url = Promise.withResolvers();
    this.#child = this.#launch();
  }

  #launch(): ChildProcess {
    const life = this.#life;
    const { promise, resolve, reject } = this.#url;
    promise.catch(() => undefined);
    this.lives.push(life);
    const child = fork(backendOf(ROOT), {
      cwd: this.#folder.path,
      env: environment(this.#folder.path, this.#plan),
      execArgv: [],
      silent: true,
      detached: true,
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => this.#heard(text));
    child.once('exit', () => {
      life.endedAt = machineMs();
      if (life.endedBy === 'not') life.endedBy = 'itself';
      reject(new Error(`the backend ended before it served:\n${this.output}`));
    });
    child.once('message', (message) => {
      life.readyMs = machineMs() - life.startedAt;
      const { url } = message as { url: string };
      resolve(url);
      void noteFirstCommit(url, life);
    });
    return child;
  }

  #heard(text: string): void {
    this.#output.push(text);
    if (this.#output.length > OUTPUT_KEPT) this.#output.shift();
  }

  #killStore(): void {
    const pid = storeOf(this.#child.pid ?? 0);
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  }
}

function newLife(): Life {
  return { startedAt: machineMs(), endedBy: 'not', endedAt: Infinity, readyMs: null, firstCommitMs: null };
}

/** Posts readings until one is durable, which is what the answer says. */
async function noteFirstCommit(url: string, life: Life): Promise<void> {
  while (life.endedAt === Infinity && life.firstCommitMs === null) {
    const answer = await fetch(new URL('api/ingest/canary', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"alive":1}',
    }).catch(() => undefined);
    if (answer?.status === 202) life.firstCommitMs = machineMs() - life.startedAt;
    else await pause(CANARY_PAUSE_MS);
  }
}

/** The process of the store among the children of a backend; undefined where the system does not tell. */
function storeOf(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const children = childrenOf(pid);
  return children.find((child) => readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('store.child'));
}

/** Ends every process of the backend, which share a group of their own; none may be left. */
function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function environment(folder: string, plan: MortalPlan): NodeJS.ProcessEnv {
  const { mqttUrl, mqttPort, httpPort = 0, settings = {} } = plan;
  return {
    PATH: process.env.PATH,
    HTTP_PORT: String(httpPort),
    DATA_DIR: folder,
    DEMO: 'off',
    LOG_LEVEL: 'warn',
    ...(mqttUrl === undefined ? { MQTT_PORT: String(mqttPort) } : { MQTT_URL: mqttUrl }),
    ...settings,
  };
}

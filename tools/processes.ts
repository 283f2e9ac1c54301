import { spawn, spawnSync, type ChildProcess, type StdioOptions } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** How long a child may take to end by itself after a stop. */
const GRACE_MS = 8_000;
/** Ctrl-C reaches every process of the terminal's group, and npm hands it on once more. */
const SAME_SIGNAL_MS = 1_000;

export type StopSignal = 'SIGINT' | 'SIGTERM';

export interface Command {
  /** Names the child in messages. */
  name: string;
  /** Default: this Node. */
  program?: string;
  args: readonly string[];
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** A message channel: `child.send`, and `disconnect` in the child when this process is gone. */
  ipc?: boolean;
  /**
   * A process group of its own: it gets our one signal and not the terminal's, and its own children die
   * with it. For programs that start others; a server that listens to `disconnect` needs none.
   */
  ownGroup?: boolean;
  /** Default `inherit`. `prefix` puts the name before each line, `capture` keeps all for `Exit.output`. */
  output?: 'inherit' | 'prefix' | 'capture';
}

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** stdout and stderr in the order they came, with `output: 'capture'`. */
  output: string;
}

export interface Running {
  name: string;
  child: ChildProcess;
  exited: Promise<Exit>;
}

/** The children of one program: started together, stopped together. */
export class Processes {
  readonly #running = new Map<Running, Command>();
  #stopping: Promise<void> | undefined;
  readonly #graceMs: number;

  constructor(graceMs = GRACE_MS) {
    this.#graceMs = graceMs;
    process.once('exit', () => {
      for (const [running, command] of this.#running) kill(running.child, command, 'SIGKILL');
    });
  }

  get stopping(): boolean {
    return this.#stopping !== undefined;
  }

  /** Starts a child. A program that cannot be started exits with code 127 and says why in `output`. */
  start(command: Command): Running {
    const child = spawn(command.program ?? process.execPath, command.args, {
      cwd: command.cwd,
      env: command.env ?? process.env,
      stdio: stdioOf(command),
      detached: command.ownGroup === true && process.platform !== 'win32',
    });
    const running = { name: command.name, child, exited: exitOf(child, command) };
    this.#running.set(running, command);
    void running.exited.then(() => this.#running.delete(running));
    return running;
  }

  /** Hands one signal to every child, and kills what is left after the grace. Safe to call again. */
  stop(signal: StopSignal = 'SIGTERM'): Promise<void> {
    this.#stopping ??= this.#stopAll(signal);
    return this.#stopping;
  }

  async #stopAll(signal: StopSignal): Promise<void> {
    const all = [...this.#running];
    for (const [running, command] of all) kill(running.child, command, signal);
    const killer = setTimeout(() => {
      for (const [running, command] of this.#running) {
        console.error(`${running.name} did not stop within ${this.#graceMs / 1_000} s and was killed.`);
        kill(running.child, command, 'SIGKILL');
      }
    }, this.#graceMs);
    await Promise.all(all.map(([running]) => running.exited));
    clearTimeout(killer);
  }
}

/**
 * Calls `onStop` once for a Ctrl-C or SIGTERM, however often the same one arrives within a second. A second
 * one after that means impatience: `onInsist`.
 */
export function onStopSignal(
  onStop: (signal: StopSignal) => void,
  onInsist: () => void = () => process.exit(130),
): () => void {
  let first: number | undefined;
  const listen = (signal: StopSignal): void => {
    const now = performance.now();
    if (first === undefined) {
      first = now;
      onStop(signal);
    } else if (now - first > SAME_SIGNAL_MS) onInsist();
  };
  process.on('SIGINT', listen).on('SIGTERM', listen);
  return () => process.off('SIGINT', listen).off('SIGTERM', listen);
}

function stdioOf({ output = 'inherit', ipc = false }: Command): StdioOptions {
  const stream = output === 'inherit' ? 'inherit' : 'pipe';
  return ['ignore', stream, stream, ...(ipc ? (['ipc'] as const) : [])];
}

function exitOf(child: ChildProcess, { name, output }: Command): Promise<Exit> {
  const captured: string[] = [];
  forward(child.stdout, process.stdout);
  forward(child.stderr, process.stderr);
  return new Promise((resolve) => {
    child.once('error', ({ message }) => {
      resolve({
        code: 127,
        signal: null,
        output: `${captured.join('')}${name} could not be started: ${message}\n`,
      });
    });
    child.once('close', (code, signal) => {
      resolve({ code, signal, output: captured.join('') });
    });
  });

  function forward(from: Readable | null, to: Writable): void {
    if (output === 'prefix' && from) {
      createInterface({ input: from }).on('line', (line) => to.write(`${name} | ${line}\n`));
    } else {
      from?.setEncoding('utf8').on('data', (text: string) => captured.push(text));
    }
  }
}

function kill(child: ChildProcess, command: Command, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  if (command.ownGroup !== true) child.kill(signal);
  else if (process.platform === 'win32') spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f']);
  else killGroup(child.pid, signal);
}

function killGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

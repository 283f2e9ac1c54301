import { spawn, type ChildProcess } from 'node:child_process';
import { ROOT } from './checkout.ts';
import { atExit, TemporaryFolder } from './cleanup.ts';
import { end, hasEnded } from './ending.ts';
import { freePort } from './ports.ts';

const READY = /Sensorium ready at (\S+)/u;
const BUILT = /Built in ([\d.]+) s/u;

/** What the command says of itself. */
export interface Said {
  url: string;
  /** Seconds that it needed to build, or to see that there is nothing to build. */
  built: number;
}

/** `npm start` itself, with the demo fleet, on free ports and with data of its own. */
export class NpmStart {
  /** Resolves once the command says that it is ready. */
  readonly ready: Promise<Said>;
  readonly #child: ChildProcess;
  readonly #folder: TemporaryFolder;
  readonly #forget: () => void;

  private constructor(child: ChildProcess, folder: TemporaryFolder) {
    this.#child = child;
    this.#folder = folder;
    this.#forget = atExit(() => signalGroup(child, 'SIGKILL'));
    this.ready = readySaid(child);
  }

  static async run(): Promise<NpmStart> {
    const folder = new TemporaryFolder();
    const env = {
      ...process.env,
      HTTP_PORT: String(await freePort()),
      MQTT_PORT: String(await freePort()),
      DATA_DIR: folder.path,
      DEMO: 'on',
    };
    const child = spawn('npm', ['start'], {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    return new NpmStart(child, folder);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await end(this.#child, () => signalGroup(this.#child, 'SIGINT'));
    this.#forget();
    this.#folder[Symbol.dispose]();
  }
}

/** npm, its shell and our command share a group of their own. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid !== undefined && !hasEnded(child)) process.kill(-child.pid, signal);
}

function readySaid(child: ChildProcess): Promise<Said> {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (text: string): void => {
      output += text;
      const url = READY.exec(output)?.[1];
      if (url !== undefined) resolve({ url, built: Number(BUILT.exec(output)?.[1] ?? NaN) });
    };
    child.stdout?.setEncoding('utf8').on('data', read);
    child.stderr?.setEncoding('utf8').on('data', read);
    child.once('exit', (code) => reject(new Error(`npm start ended with ${String(code)}:\n${output}`)));
  });
}

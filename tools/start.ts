import { join } from 'node:path';
import { build } from './build.ts';
import { demoFleet, isReadyMessage, type ReadyMessage } from './demo-fleet.ts';
import { onStopSignal, Processes, type Running } from './processes.ts';

/**
 * `npm start`: builds what changed, then runs broker, backend, dashboard and demo fleet until Ctrl-C. With `--built` it
 * takes what is built as it is: two builds at once would take each other's files away.
 */

const ROOT = join(import.meta.dirname, '..');

const builders = new Processes();
const servers = new Processes();
const guests = new Processes();

onStopSignal(() => void stop(0));
try {
  if (!process.argv.includes('--built')) await build(builders, ['backend', 'frontend', 'simulator']);
  if (!builders.stopping) await serve();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function serve(): Promise<void> {
  const backend = servers.start({
    name: 'backend',
    args: ['--enable-source-maps', join(ROOT, 'backend/dist/main.js')],
    cwd: ROOT,
    ipc: true,
    ownGroup: true,
  });
  const ready = await readyOf(backend);
  if (ready === undefined) return stop((await backend.exited).code ?? 1);
  if (ready.demo) startDemo(ready);
  process.stdout.write(`Sensorium ready at ${ready.url}\n`);
  const { code } = await backend.exited;
  await stop(servers.stopping ? 0 : (code ?? 1));
}

/** The demo fleet says nothing, unless it fails. */
function startDemo(ready: ReadyMessage): void {
  const { exited } = guests.start({ ...demoFleet(ROOT, ready), output: 'capture' });
  void exited.then(({ code, output }) => {
    if (code !== 0 && !guests.stopping) process.stderr.write(output);
  });
}

/** Resolves with what the backend says when it serves; undefined if it ends before. */
function readyOf({ child, exited }: Running): Promise<ReadyMessage | undefined> {
  return new Promise((resolve) => {
    child.on('message', (message) => {
      if (isReadyMessage(message)) resolve(message);
    });
    void exited.then(() => resolve(undefined));
  });
}

/** The fleet first, so that its devices can say that they go. */
async function stop(code: number): Promise<void> {
  await builders.stop();
  await guests.stop();
  await servers.stop();
  process.exit(code);
}

import { join } from 'node:path';
import { build } from './build.ts';
import { demoFleet, isReadyMessage } from './demo-fleet.ts';
import { onStopSignal, Processes } from './processes.ts';

/** `npm run dev`: the same as `npm start`, each part reloading when its source changes. */

const ROOT = join(import.meta.dirname, '..');
const bin = (path: string) => join(ROOT, 'node_modules', path);

const processes = new Processes();
onStopSignal((signal) => void processes.stop(signal));

await build(processes, ['backend', 'simulator']);
if (!processes.stopping) watch();

function watch(): void {
  processes.start({
    name: 'types',
    args: [
      bin('typescript/bin/tsc'),
      '-b',
      '-w',
      '--preserveWatchOutput',
      'backend/tsconfig.app.json',
      'simulator/tsconfig.app.json',
    ],
    cwd: ROOT,
    output: 'prefix',
  });
  processes.start({
    name: 'pages',
    args: [bin('@angular/cli/bin/ng.js'), 'serve', '--proxy-config', 'proxy.json'],
    cwd: join(ROOT, 'frontend'),
    env: { ...process.env, NG_CLI_ANALYTICS: 'false' },
    output: 'prefix',
  });
  const backend = processes.start({
    name: 'backend',
    args: ['--watch', '--watch-preserve-output', '--enable-source-maps', join(ROOT, 'backend/dist/main.js')],
    cwd: ROOT,
    ipc: true,
    output: 'prefix',
  });
  backend.child.once('message', (message) => {
    if (isReadyMessage(message) && message.demo)
      processes.start({ ...demoFleet(ROOT, message), output: 'prefix' });
  });
}

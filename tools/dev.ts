import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.ts';
import { demoFleet, isReadyMessage } from './demo-fleet.ts';
import { freePort } from './free-port.ts';
import { onStopSignal, Processes } from './processes.ts';

/** `npm run dev`: the same as `npm start`, each part reloading when its source changes. */

const ROOT = join(import.meta.dirname, '..');
const PROXY = join(ROOT, '.nx/dev-proxy.json');
/** Where the pages are, or the next free port after it. */
const PAGES_PORT = 4200;
const TYPESCRIPT_PROJECTS = ['backend/tsconfig.app.json', 'simulator/tsconfig.app.json'];
const bin = (path: string) => join(ROOT, 'node_modules', path);

const processes = new Processes();
onStopSignal((signal) => void processes.stop(signal));

await build(processes, ['backend', 'simulator']);
if (!processes.stopping) watch();

function watch(): void {
  processes.start({
    name: 'types',
    args: [bin('typescript/bin/tsc'), '-b', '-w', '--preserveWatchOutput', ...TYPESCRIPT_PROJECTS],
    cwd: ROOT,
    output: 'prefix',
  });
  const backend = processes.start({
    name: 'backend',
    args: ['--watch', '--watch-preserve-output', '--enable-source-maps', join(ROOT, 'backend/dist/main.js')],
    cwd: ROOT,
    ipc: true,
    output: 'prefix',
  });
  let served = false;
  backend.child.on('message', (message) => {
    if (served || !isReadyMessage(message)) return;
    served = true;
    void servePages(message.url);
    if (message.demo) processes.start({ ...demoFleet(ROOT, message), output: 'prefix' });
  });
}

/** The pages, reloading, before the backend that says where it is. */
async function servePages(backend: string): Promise<void> {
  const target = new URL('/', backend).href;
  const proxied = ['/api', '/health', '/metrics', '/socket.io'];
  const entries = proxied.map((path) => [path, { target, ws: path === '/socket.io' }] as const);
  const port = await freePort(PAGES_PORT);
  if (processes.stopping) return;
  mkdirSync(join(ROOT, '.nx'), { recursive: true });
  writeFileSync(PROXY, JSON.stringify(Object.fromEntries(entries)));
  processes.start({
    name: 'pages',
    args: [bin('@angular/cli/bin/ng.js'), 'serve', '--port', String(port), '--proxy-config', PROXY],
    cwd: join(ROOT, 'frontend'),
    env: { ...process.env, NG_CLI_ANALYTICS: 'false' },
    output: 'prefix',
  });
  process.stdout.write(`Sensorium ready at http://localhost:${port}/ (reloads; backend at ${backend})\n`);
}

import { join } from 'node:path';
import { build } from './build.ts';
import { onStopSignal, Processes } from './processes.ts';
import { programVariables } from './programs.ts';

/** `npm run screenshots`: takes the pictures of the documentation anew, from the demo fleet in Chromium. */

const ROOT = join(import.meta.dirname, '..');
const processes = new Processes();
onStopSignal((signal) => void processes.stop(signal));

await build(processes, ['backend', 'frontend', 'simulator']);
if (!processes.stopping) {
  const { exited } = processes.start({
    name: 'screenshots',
    args: [join(ROOT, 'e2e/screenshots.ts')],
    cwd: ROOT,
    env: { ...process.env, ...programVariables() },
  });
  process.exitCode = (await exited).code ?? 1;
}

import { join } from 'node:path';
import { build } from './build.ts';
import { onStopSignal, Processes } from './processes.ts';

/** `npm run simulator -- [options]`: the simulator alone, against any broker. */

const ROOT = join(import.meta.dirname, '..');
const processes = new Processes();
onStopSignal((signal) => void processes.stop(signal));

await build(processes, ['simulator']);
if (!processes.stopping) {
  const cli = join(ROOT, 'simulator/dist/cli.js');
  const { exited } = processes.start({ name: 'simulator', args: [cli, ...process.argv.slice(2)], cwd: ROOT });
  process.exitCode = (await exited).code ?? 1;
}

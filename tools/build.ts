import { join } from 'node:path';
import type { Processes } from './processes.ts';

const ROOT = join(import.meta.dirname, '..');
const NX = join(ROOT, 'node_modules/nx/dist/bin/nx.js');

/** Builds the named projects and what they need; Nx leaves out what has not changed. Throws with the log. */
export async function build(processes: Processes, projects: readonly string[]): Promise<void> {
  const began = performance.now();
  process.stdout.write('Building what changed …\n');
  const { exited } = processes.start({
    name: 'build',
    args: [NX, 'run-many', '-t', 'build', '-p', ...projects, '--outputStyle=static'],
    cwd: ROOT,
    env: {
      ...process.env,
      NX_DAEMON: 'false',
      NX_TUI: 'false',
      NX_NO_CLOUD: 'true',
      NG_CLI_ANALYTICS: 'false',
    },
    output: 'capture',
    ownGroup: true,
  });
  const { code, output } = await exited;
  if (code !== 0) throw new Error(`${output}\nThe build failed.`);
  process.stdout.write(`Built in ${((performance.now() - began) / 1_000).toFixed(1)} s\n`);
}

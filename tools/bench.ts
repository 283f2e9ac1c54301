import { join } from 'node:path';
import { build } from './build.ts';
import { onStopSignal, Processes } from './processes.ts';
import { PROGRAMS, programVariables } from './programs.ts';

/** `npm run bench -- <name> [options]`: builds what changed, then runs one benchmark; see `--help`. */

const ROOT = join(import.meta.dirname, '..');
const args = process.argv.slice(2);
const processes = new Processes();
onStopSignal((signal) => void processes.stop(signal));

try {
  if (args.length > 0 && !args.includes('--help')) await buildAll();
  if (!processes.stopping) await run();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

/** With `--json` stdout belongs to the result alone. */
async function buildAll(): Promise<void> {
  if (args.includes('--json')) process.stdout.write = process.stderr.write.bind(process.stderr);
  await build(processes, ['backend', 'frontend', 'simulator']);
}

async function run(): Promise<void> {
  const missing = Object.fromEntries(Object.values(PROGRAMS).map(({ variable }) => [variable, undefined]));
  const { exited } = processes.start({
    name: 'bench',
    args: [join(ROOT, 'bench/src/cli.ts'), ...args],
    cwd: ROOT,
    env: { ...process.env, ...missing, ...programVariables() },
  });
  process.exitCode = (await exited).code ?? 1;
}

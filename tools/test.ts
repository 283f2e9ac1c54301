/** `npm test [-- stage …]`: every check of the project, each stage to its end, one line of figures last. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Processes, onStopSignal } from './processes.ts';
import { PROGRAMS, programVariables } from './programs.ts';
import { lastLine, requireAll, sum, type Tally } from './testing/report.ts';
import { runStage } from './testing/run-stage.ts';
import { stagesOf, type Stage } from './testing/stages.ts';

const SIGN_OF_LIFE_MS = 15_000;

const root = fileURLToPath(new URL('..', import.meta.url));
const stages = stagesOf(root);
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !stages.some((stage) => stage.name === name));

if (unknown.length > 0) {
  console.error(`No stage ${unknown.join(', ')}. There are: ${stages.map(({ name }) => name).join(', ')}`);
  process.exitCode = 2;
} else {
  await runAll(wanted.length > 0 ? stages.filter(({ name }) => wanted.includes(name)) : stages);
}

async function runAll(chosen: Stage[]): Promise<void> {
  const processes = new Processes();
  onStopSignal((signal) => void processes.stop(signal));
  const env = environment();
  const tallies: Tally[] = [];
  for (const stage of chosen) {
    if (processes.stopping) break;
    tallies.push(await show(stage, processes, env));
  }
  if (processes.stopping) {
    console.log('Stopped before the end.');
    process.exitCode = 130;
    return;
  }
  const total = sum(tallies);
  console.log(`\n${lastLine(total)}`);
  process.exitCode = total.failures.length > 0 ? 1 : 0;
}

async function show(stage: Stage, processes: Processes, env: NodeJS.ProcessEnv): Promise<Tally> {
  const begin = performance.now();
  const seconds = (): string => ((performance.now() - begin) / 1_000).toFixed(1);
  console.log(`\n${stage.name} …`);
  const signs = setInterval(() => {
    console.log(`  … ${seconds()} s`);
  }, SIGN_OF_LIFE_MS);
  const { tally: found, output } = await runStage(stage, processes, env).finally(() => {
    clearInterval(signs);
  });
  const tally = process.env.REQUIRE_ALL === '1' ? requireAll(found) : found;
  if (!processes.stopping) print(tally, output);
  console.log(`  ${lastLine(tally)} (${seconds()} s)`);
  return tally;
}

function print({ failures, skips }: Tally, output: string): void {
  if (output.trim()) console.log(output.trimEnd());
  for (const { name, detail } of failures) console.log(`  FAILED ${name}: ${firstLine(detail)}`);
  for (const { name, detail } of skips) console.log(`  skipped ${name}: ${detail}`);
}

function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0] ?? '';
}

/** No daemon, no cloud, no questions, no pictures redrawn in place, no chatter of npm, no cache outside this folder. */
function environment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ...Object.fromEntries(Object.values(PROGRAMS).map(({ variable }) => [variable, undefined])),
    ...programVariables(),
    NX_DAEMON: 'false',
    NX_TUI: 'false',
    NX_NO_CLOUD: 'true',
    NG_CLI_ANALYTICS: 'false',
    npm_config_loglevel: 'silent',
    PLAYWRIGHT_TRANSFORM_CACHE_DIR: join(root, 'node_modules/.cache/playwright'),
  };
}

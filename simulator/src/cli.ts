#!/usr/bin/env node
import { CommanderError } from 'commander';
import { readFileSync } from 'node:fs';
import { makeCommand, type RawOptions } from './command.js';
import { KINDS } from './devices/catalogue.js';
import { checkOptions, type Options } from './options.js';
import { ReplayFault } from './replay/fault.js';
import { run } from './run.js';
import { StopRequests } from './stop-requests.js';
import { openTerminal } from './terminal.js';

const FAULTY = 2;
const FORCED = 130;

function readArguments(): { raw: RawOptions; unknown: string[] } | undefined {
  const command = makeCommand().exitOverride().allowUnknownOption().allowExcessArguments();
  try {
    command.parse();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : FAULTY;
    return undefined;
  }
  return { raw: command.opts<RawOptions>(), unknown: command.args };
}

function listKinds(): void {
  for (const { id, title, interval, metrics } of KINDS) {
    console.log(`${id.padEnd(18)} ${title}, each ${interval / 1000} s`);
    for (const [name, { unit = '', kind = 'number' }] of Object.entries(metrics)) {
      console.log(`  ${name.padEnd(16)} ${kind === 'number' ? unit : kind}`);
    }
  }
}

/** Aborts on a signal, when a parent that started us with a channel is gone, and when nobody reads our output. */
function stopOnRequest(): AbortSignal {
  const controller = new AbortController();
  const requests = new StopRequests();
  const ask = () => {
    const answer = requests.ask(performance.now());
    if (answer === 'force') process.exit(FORCED);
    if (answer === 'stop') controller.abort();
  };
  for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) process.on(event, ask);
  process.stdout.on('error', ask);
  return controller.signal;
}

async function main(): Promise<void> {
  const given = readArguments();
  if (given === undefined) return;
  if (given.raw.listKinds === true) {
    listKinds();
    return;
  }
  const checked = checkOptions(given.raw, given.unknown, {
    env: process.env,
    readText: (path) => readFileSync(path, 'utf8'),
  });
  if ('faults' in checked) {
    console.error(checked.faults.join('\n'));
    process.exitCode = FAULTY;
    return;
  }
  await simulate(checked.options);
}

async function simulate(options: Options): Promise<void> {
  const stop = stopOnRequest();
  const code = await run(options, openTerminal(process.stdout), stop).catch(explainFault);
  process.exit(code);
}

function explainFault(error: unknown): number {
  if (!(error instanceof ReplayFault)) throw error;
  console.error(error.message);
  return FAULTY;
}

await main();

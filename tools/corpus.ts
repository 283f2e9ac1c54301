import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.ts';
import { loadDomain } from './corpus/domain.ts';
import { Judge, type Verdict } from './corpus/judge.ts';
import { readCorpus } from './corpus/messages.ts';
import { Processes } from './processes.ts';

/**
 * `npm run corpus -- FILE [--verbose] [--generic-only]`: how many messages of a file give exactly the readings that are
 * expected of them, per family. FILE has one message a line, with what is expected (`corpus/messages.ts`).
 */

const ROOT = join(import.meta.dirname, '..');

/** Receipt of all messages, µs: later than what any of them states. */
const NOW = Date.UTC(2030, 0, 1) * 1_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { verbose: { type: 'boolean' }, 'generic-only': { type: 'boolean' } },
});
const [file] = positionals;

if (file === undefined) {
  process.stderr.write('npm run corpus -- FILE [--verbose] [--generic-only]\n');
  process.exitCode = 2;
} else {
  await build(new Processes(), ['@sensorium/domain']);
  const judge = new Judge(await loadDomain(ROOT, values['generic-only'] === true), NOW);
  const verdicts = readCorpus(resolve(process.env.INIT_CWD ?? '.', file)).map((message) =>
    judge.judge(message),
  );
  report(verdicts);
}

function report(verdicts: Verdict[]): void {
  const families = Map.groupBy(verdicts, ({ message }) => message.family);
  for (const [family, all] of families) process.stdout.write(`${line(family, all)}\n`);
  process.stdout.write(`${line('all', verdicts)}\n`);
}

function line(name: string, verdicts: Verdict[]): string {
  const wrong = verdicts.filter(({ misses }) => misses.length > 0);
  const [came, read, due] = (['came', 'read', 'due'] as const).map((key) =>
    verdicts.reduce((sum, one) => sum + one[key], 0),
  );
  const messages = `${verdicts.length - wrong.length}/${verdicts.length} messages exact`;
  const counts = `${messages}, readings ${came}/${due} exact, ${read}/${due} by metric, value and time`;
  const details = values.verbose === true && name !== 'all' ? wrong.flatMap(explain) : [];
  return [`${name.padEnd(18)} ${counts}`, ...details].join('\n');
}

function explain({ message, misses }: Verdict): string[] {
  return [`  ${message.id} ${message.topic}`, ...misses.map((miss) => `    ${miss}`)];
}

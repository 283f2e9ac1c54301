import { loadavg } from 'node:os';
import { BENCHMARKS, helpText } from './benchmarks.ts';
import { parseOptions } from './options.ts';
import { tell } from './report/outcome.ts';
import { makeReport, renderReport, saveReport } from './report/results.ts';
import { cleanUpOnSignals } from './stage/cleanup.ts';

/** `node bench/src/cli.ts <name> [options]`; `tools/bench.ts` builds first and finds the programs. */

const FAULTY = 2;

const [name = '', ...args] = process.argv.slice(2);
cleanUpOnSignals();
if (name === '' || name === '--help' || args.includes('--help')) process.stdout.write(`${helpText()}\n`);
else process.exit(await main());

async function main(): Promise<number> {
  const benchmark = BENCHMARKS.get(name);
  if (!benchmark)
    return fault(`there is no benchmark ${name}; there are ${[...BENCHMARKS.keys()].join(', ')}`);
  const parsed = parseOptions(args, benchmark.options);
  if ('fault' in parsed) return fault(parsed.fault);
  try {
    const { run } = await benchmark.load();
    const [loadBefore = 0] = loadavg();
    const report = makeReport(name, parsed.options, await run(parsed.options), loadBefore);
    const path = saveReport(report);
    process.stdout.write(parsed.options.json ? `${JSON.stringify(report, null, 2)}\n` : renderReport(report));
    tell(`every run: ${path}`);
    return report.exitCode ?? 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

function fault(text: string): number {
  process.stderr.write(`${text}\n`);
  return FAULTY;
}

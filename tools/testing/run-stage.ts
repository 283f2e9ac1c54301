import { existsSync, readFileSync, rmSync } from 'node:fs';
import type { Exit, Processes } from '../processes.ts';
import { findProgram, missingReason, PROGRAMS } from '../programs.ts';
import { failedSections } from './nx-output.ts';
import {
  emptyTally,
  NO_REASON,
  sum,
  tallyPlaywright,
  tallyVitest,
  type Finding,
  type PlaywrightReport,
  type Tally,
  type VitestReport,
} from './report.ts';
import type { Stage } from './stages.ts';

export interface StageResult {
  tally: Tally;
  /** What the failed commands printed. */
  output: string;
}

/** Runs the commands of a stage and counts what they found. */
export async function runStage(
  stage: Stage,
  processes: Processes,
  env: NodeJS.ProcessEnv,
): Promise<StageResult> {
  if (stage.needs && !findProgram(stage.needs)) {
    return {
      tally: { ...emptyTally(), skips: [{ name: stage.name, detail: missingReason(stage.needs) }] },
      output: '',
    };
  }
  for (const { path } of stage.reports) rmSync(path, { force: true });
  const exits: { label: string; exit: Exit }[] = [];
  for (const { label, ...command } of stage.commands) {
    if (processes.stopping) break;
    const running = processes.start({ ...command, name: label, env, output: 'capture', ownGroup: true });
    exits.push({ label, exit: await running.exited });
  }
  const failed = exits.filter(({ exit }) => exit.code !== 0);
  const output = failed.map(({ exit }) => failedSections(exit.output)).join('\n');
  if (stage.reports.length === 0) return { tally: tallyExits(exits), output };
  const reported = sum(stage.reports.map(tallyReport));
  const failures = unexplainedFailures(stage, reported, failed);
  return { tally: sum([reported, { ...emptyTally(), failures }]), output };
}

function tallyExits(exits: { label: string; exit: Exit }[]): Tally {
  return sum(
    exits.map(({ label, exit }) =>
      exit.code === 0
        ? { ...emptyTally(), passed: 1 }
        : { ...emptyTally(), failures: [{ name: label, detail: describeExit(exit) }] },
    ),
  );
}

/** A report that is missing or empty, or a run that failed without a failing test: a crash, a rejection. */
function unexplainedFailures(
  stage: Stage,
  reported: Tally,
  failed: { label: string; exit: Exit }[],
): Finding[] {
  const silent = stage.reports
    .filter((report) => isEmpty(tallyReport(report)))
    .map(({ project }) => ({ name: project, detail: 'ended without a result: it crashed, or has no test' }));
  if (silent.length > 0 || reported.failures.length > 0) return silent;
  return failed.map(({ label, exit }) => ({
    name: label,
    detail: `${describeExit(exit)}, though no test failed`,
  }));
}

function isEmpty({ passed, failures, skips }: Tally): boolean {
  return passed + failures.length + skips.length === 0;
}

function tallyReport({ project, path, kind }: Stage['reports'][number]): Tally {
  if (!existsSync(path)) return emptyTally();
  const report: unknown = JSON.parse(readFileSync(path, 'utf8'));
  return kind === 'vitest'
    ? tallyVitest(report as VitestReport, project, skipReason)
    : tallyPlaywright(report as PlaywrightReport);
}

/** Vitest's report keeps no reason: a test that names a program that is missing was skipped for it. */
function skipReason(about: string): string {
  const missing = Object.values(PROGRAMS).find(
    (program) => new RegExp(program.name, 'iu').test(about) && !findProgram(program),
  );
  return missing ? missingReason(missing) : NO_REASON;
}

function describeExit({ code, signal }: Exit): string {
  return signal ? `ended by ${signal}` : `ended with exit code ${code ?? 'unknown'}`;
}

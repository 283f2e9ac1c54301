import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Processes } from '../processes.ts';
import { lastLine } from './report.ts';
import { runStage } from './run-stage.ts';
import type { Stage } from './stages.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sensorium-stage-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function stage(code: string, reports: Stage['reports'] = []): Stage {
  return {
    name: 'a',
    commands: [{ label: 'x', program: process.execPath, args: ['-e', code], cwd: folder }],
    reports,
  };
}

function run(what: Stage): ReturnType<typeof runStage> {
  return runStage(what, new Processes(), process.env);
}

describe('runStage', () => {
  const reports = (): Stage['reports'] => [{ project: 'p', path: join(folder, 'r.json'), kind: 'vitest' }];
  const writing = (status: string): string =>
    `require('fs').writeFileSync('r.json', JSON.stringify({ testResults: [{ name: 'f', status: '${status}', assertionResults: [{ fullName: 't', status: '${status}' }] }] }))`;

  it('counts each command of a stage without reports', async () => {
    expect(lastLine((await run(stage(''))).tally)).toBe('1 passed, 0 failed, 0 skipped');
    const { tally, output } = await run(stage('console.log("said"); process.exit(3)'));
    expect(tally.failures).toEqual([{ name: 'x', detail: 'ended with exit code 3' }]);
    expect(output).toBe('said\n');
  });

  it('counts what the report says', async () => {
    const { tally, output } = await run(
      stage(`${writing('failed')}; console.log('noise'); process.exit(1)`, reports()),
    );
    expect([lastLine(tally), output]).toEqual(['0 passed, 1 failed, 0 skipped', 'noise\n']);
  });

  it('counts a crash without a report as a failure, not the report of the run before', async () => {
    await run(stage(writing('passed'), reports()));
    const { tally, output } = await run(stage('console.log("boom"); process.exit(1)', reports()));
    expect([lastLine(tally), output]).toEqual(['0 passed, 1 failed, 0 skipped', 'boom\n']);
  });

  it('counts a run that failed though every test passed', async () => {
    const { tally } = await run(stage(`${writing('passed')}; process.exit(1)`, reports()));
    expect(tally.failures).toEqual([{ name: 'x', detail: 'ended with exit code 1, though no test failed' }]);
  });

  it('skips a stage whose program is missing, with the reason', async () => {
    const needs = { name: 'Nonesuch', variable: 'NONESUCH_PATH', commands: ['nonesuch'], places: [] };
    const { tally } = await run({ ...stage(''), needs });
    expect(tally.skips).toEqual([
      { name: 'a', detail: 'Nonesuch was not found (install it, or set NONESUCH_PATH to its path)' },
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import {
  emptyTally,
  lastLine,
  requireAll,
  sum,
  tallyPlaywright,
  tallyVitest,
  type PlaywrightTest,
  type VitestReport,
} from './report.ts';

function file(status: string, tests: [string, string][], message = ''): VitestReport['testResults'][number] {
  return {
    name: 'a.spec.ts',
    status,
    message,
    assertionResults: tests.map(([fullName, result]) => ({
      fullName,
      status: result,
      failureMessages: result === 'failed' ? ['it broke'] : [],
    })),
  };
}

function browserTest(status: PlaywrightTest['status'], reason?: string): PlaywrightTest {
  const annotations = reason === undefined ? [] : [{ type: 'skip', description: reason }];
  return { status, annotations, results: [{ error: { message: 'it broke' } }] };
}

describe('tallyVitest', () => {
  it('counts what passed, failed and was skipped in any way', () => {
    const results = [
      file('failed', [
        ['a', 'passed'],
        ['b', 'failed'],
        ['c', 'skipped'],
        ['d', 'todo'],
        ['e', 'pending'],
      ]),
    ];
    const tally = tallyVitest({ testResults: results }, 'backend', (about) => `why ${about}`);
    expect(lastLine(tally)).toBe('1 passed, 1 failed, 3 skipped');
    expect(tally.failures).toEqual([{ name: 'backend: b', detail: 'it broke' }]);
    expect(tally.skips[0]).toEqual({ name: 'backend: c', detail: 'why c a.spec.ts' });
  });

  it('counts a file that did not load as one failure', () => {
    const tally = tallyVitest({ testResults: [file('failed', [], 'no such module')] }, 'backend', () => '');
    expect(tally.failures).toEqual([{ name: 'backend: a.spec.ts', detail: 'no such module' }]);
  });

  it('names a failed set-up as the reason of what did not run for it', () => {
    const results = [file('failed', [['a', 'skipped']], 'no server')];
    const { failures, skips } = tallyVitest({ testResults: results }, 'backend', () => '');
    expect(failures).toEqual([{ name: 'backend: a.spec.ts', detail: 'no server' }]);
    expect(skips).toEqual([{ name: 'backend: a', detail: 'what its file sets up failed' }]);
  });
});

describe('tallyPlaywright', () => {
  it('counts nested suites, and a test that passed only at the second try as failed', () => {
    const tests = [
      browserTest('expected'),
      browserTest('flaky'),
      browserTest('skipped', 'no GPU'),
      browserTest('unexpected'),
    ];
    const inner = {
      title: 'Fleet',
      specs: tests.map((test, index) => ({ title: String(index), tests: [test] })),
    };
    const tally = tallyPlaywright({ suites: [{ title: 'fleet.spec.ts', suites: [inner] }] });
    expect(lastLine(tally)).toBe('1 passed, 2 failed, 1 skipped');
    expect(tally.skips).toEqual([{ name: 'browser: fleet.spec.ts › Fleet › 2', detail: 'no GPU' }]);
    expect(tally.failures[0]?.name).toBe('browser: fleet.spec.ts › Fleet › 1 (flaky)');
  });

  it('counts an error outside of every test', () => {
    expect(lastLine(tallyPlaywright({ suites: [], errors: [{ message: 'no server' }] }))).toBe(
      '0 passed, 1 failed, 0 skipped',
    );
  });
});

describe('sums', () => {
  const one = { passed: 1, failures: [{ name: 'a', detail: 'b' }], skips: [{ name: 'c', detail: 'd' }] };

  it('adds up', () => {
    expect(lastLine(sum([one, one, emptyTally()]))).toBe('2 passed, 2 failed, 2 skipped');
    expect(lastLine(sum([]))).toBe('0 passed, 0 failed, 0 skipped');
  });

  it('turns skips into failures where everything is required', () => {
    expect(lastLine(requireAll(one))).toBe('1 passed, 2 failed, 0 skipped');
    expect(requireAll(one).failures[1]?.detail).toContain('REQUIRE_ALL');
  });
});

/** What one stage of `npm test` found. */
export interface Tally {
  passed: number;
  failures: Finding[];
  skips: Finding[];
}

export interface Finding {
  name: string;
  /** Why it failed, or why it was skipped. */
  detail: string;
}

/** The part of Vitest's JSON report that is counted. */
export interface VitestReport {
  testResults: {
    name: string;
    status: string;
    message?: string;
    assertionResults: { fullName: string; status: string; failureMessages?: string[] | null }[];
  }[];
}

/** The part of Playwright's JSON report that is counted. */
export interface PlaywrightReport {
  suites: PlaywrightSuite[];
  errors?: { message?: string }[];
}

export interface PlaywrightSuite {
  title: string;
  suites?: PlaywrightSuite[];
  specs?: { title: string; tests: PlaywrightTest[] }[];
}

export interface PlaywrightTest {
  status: 'expected' | 'unexpected' | 'flaky' | 'skipped';
  annotations: { type: string; description?: string }[];
  results: { error?: { message?: string } }[];
}

export const NO_REASON = 'the test gives no reason';
const SET_UP_FAILED = 'what its file sets up failed';

export function emptyTally(): Tally {
  return { passed: 0, failures: [], skips: [] };
}

export function sum(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((total, { passed }) => total + passed, 0),
    failures: tallies.flatMap(({ failures }) => failures),
    skips: tallies.flatMap(({ skips }) => skips),
  };
}

/**
 * Counts a report of Vitest. A file that could not even be loaded has no failing test in it and counts as
 * one failure. `skipReason` gets the test's name and file.
 */
export function tallyVitest(
  report: VitestReport,
  project: string,
  skipReason: (about: string) => string,
): Tally {
  const tally = emptyTally();
  for (const file of report.testResults) {
    const before = tally.failures.length;
    for (const { fullName, status, failureMessages } of file.assertionResults) {
      const name = `${project}: ${fullName}`;
      if (status === 'passed') tally.passed += 1;
      else if (status === 'failed') tally.failures.push({ name, detail: (failureMessages ?? []).join('\n') });
      else if (file.status === 'failed' && file.message) tally.skips.push({ name, detail: SET_UP_FAILED });
      else tally.skips.push({ name, detail: skipReason(`${fullName} ${file.name}`) });
    }
    if (file.status === 'failed' && tally.failures.length === before) {
      tally.failures.push({ name: `${project}: ${file.name}`, detail: file.message ?? '' });
    }
  }
  return tally;
}

/** Counts a report of Playwright. A test that needed a second try counts as failed. */
export function tallyPlaywright(report: PlaywrightReport): Tally {
  const tally = emptyTally();
  for (const { message } of report.errors ?? [])
    tally.failures.push({ name: 'browser', detail: message ?? '' });
  for (const suite of report.suites) countSuite(suite, [], tally);
  return tally;
}

function countSuite(suite: PlaywrightSuite, parents: readonly string[], tally: Tally): void {
  const titles = [...parents, suite.title];
  for (const inner of suite.suites ?? []) countSuite(inner, titles, tally);
  for (const { title, tests } of suite.specs ?? []) {
    for (const test of tests) countTest(test, `browser: ${[...titles, title].join(' › ')}`, tally);
  }
}

function countTest({ status, annotations, results }: PlaywrightTest, name: string, tally: Tally): void {
  if (status === 'expected') tally.passed += 1;
  else if (status === 'skipped') {
    const reason = annotations.find(({ type }) => type === 'skip')?.description;
    tally.skips.push({ name, detail: reason ?? NO_REASON });
  } else {
    const messages = results.map(({ error }) => error?.message).filter((message) => message !== undefined);
    tally.failures.push({ name: status === 'flaky' ? `${name} (flaky)` : name, detail: messages.join('\n') });
  }
}

/** The same with each skip as a failure, for machines that must have everything. */
export function requireAll({ passed, failures, skips }: Tally): Tally {
  const missed = skips.map(({ name, detail }) => ({
    name,
    detail: `skipped, though REQUIRE_ALL is set: ${detail}`,
  }));
  return { passed, failures: [...failures, ...missed], skips: [] };
}

/** The last line of `npm test`. */
export function lastLine({ passed, failures, skips }: Tally): string {
  return `${passed} passed, ${failures.length} failed, ${skips.length} skipped`;
}

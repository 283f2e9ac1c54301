import type { DeviceList } from '@sensorium/contracts';
import type { Browser } from '@playwright/test';
import { globSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { machineMs, until } from './measure/clock.ts';
import { groupBy, median } from './measure/statistics.ts';
import type { BenchOptions } from './options.ts';
import { tell, type Outcome } from './report/outcome.ts';
import { FIRST_READING, openBrowser } from './stage/browser.ts';
import { ROOT } from './stage/checkout.ts';
import { NpmStart } from './stage/npm-start.ts';

/**
 * What a person waits for after `npm start`: that it says it is ready, that the API holds a reading of the demo
 * fleet, that one is on screen in a browser that was open before.
 */

const BUDGET_S = 5;

/** What a build leaves behind; without it a start is a first one (packages stay installed). */
const BUILT = ['{backend,frontend,simulator,libs/*}/dist', '.nx', 'frontend/.angular', '.angular'];

/** Times since the command, s. */
interface StartRun {
  kind: 'first' | 'second';
  round: number;
  /** How long the build took, or seeing that there is nothing to build. */
  built: number;
  ready: number;
  api: number;
  screen: number;
}

export async function run({ quick, rounds, cold }: BenchOptions): Promise<Outcome> {
  const runs: StartRun[] = [];
  const browser = await openBrowser();
  try {
    if (cold) runs.push(await firstStart(browser));
    else await startOnce(browser, 'second', 0);
    const count = rounds ?? (quick ? 1 : 3);
    for (let round = 1; round <= count; round++) runs.push(await startOnce(browser, 'second', round));
  } finally {
    await browser.close();
  }
  return outcomeOf(runs);
}

function firstStart(browser: Browser): Promise<StartRun> {
  for (const path of globSync(BUILT, { cwd: ROOT }))
    rmSync(join(ROOT, path), { recursive: true, force: true });
  return startOnce(browser, 'first', 1);
}

async function startOnce(browser: Browser, kind: StartRun['kind'], round: number): Promise<StartRun> {
  const began = machineMs();
  await using started = await NpmStart.run();
  const since = (): number => (machineMs() - began) / 1_000;
  const { url, built } = await started.ready;
  const ready = since();
  const context = await browser.newContext();
  const [api, screen] = await Promise.all([
    firstInApi(url).then(since),
    context
      .newPage()
      .then(async (page) => {
        await page.goto(url);
        await page.locator(FIRST_READING).first().waitFor({ timeout: 60_000 });
      })
      .then(since),
  ]);
  await context.close();
  tell(`${kind} start ${round}: ready ${ready.toFixed(1)} s, on screen ${screen.toFixed(1)} s`);
  return { kind, round, built, ready, api, screen };
}

function firstInApi(url: string): Promise<true> {
  return until(
    'the first reading',
    async () => {
      const answer = await fetch(new URL('api/devices?limit=100', url));
      const { devices } = (await answer.json()) as DeviceList;
      return devices.some(({ metrics }) => metrics.some(({ latest }) => latest !== null)) || undefined;
    },
    { everyMs: 25 },
  );
}

function outcomeOf(runs: readonly StartRun[]): Outcome {
  const medians = [...groupBy(runs, ({ kind }) => kind)].map(([kind, own]) => ({
    kind,
    built: median(own.map(({ built }) => built)),
    ready: median(own.map(({ ready }) => ready)),
    api: median(own.map(({ api }) => api)),
    screen: median(own.map(({ screen }) => screen)),
    each: own.map(({ screen }) => screen.toFixed(1)).join(' '),
  }));
  const second = medians.find(({ kind }) => kind === 'second')?.screen ?? NaN;
  return {
    runs,
    medians,
    tables: [
      {
        title: 'npm start: seconds until …',
        head: [
          'start',
          'building alone',
          'ready',
          'reading in the API',
          'reading on screen',
          'on screen, each',
        ],
        rows: medians.map(({ kind, built, ready, api, screen, each }) => [
          kind,
          built,
          ready,
          api,
          screen,
          each,
        ]),
      },
    ],
    verdicts: [
      {
        claim: `first reading on screen at most ${BUDGET_S} s after a second npm start`,
        measured: `${second.toFixed(1)} s`,
        holds: second <= BUDGET_S,
      },
    ],
    notes: ['first: dist, .nx and .angular deleted before, packages installed; second: everything built'],
  };
}

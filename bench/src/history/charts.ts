import type { History } from '@sensorium/contracts';
import type { ChartRun } from '../measure/history-run.ts';
import { quantile } from '../measure/statistics.ts';
import { randomFrom } from '../readings/random.ts';
import { tell } from '../report/outcome.ts';
import { Backend } from '../stage/backend.ts';
import type { BigStore } from './big-store.ts';

const WIDTH = 2_000;
const WARM_UP = 5;
const SEED = 11;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const RANGES: readonly [string, number][] = [
  ['1 hour', HOUR_MS],
  ['1 day', DAY_MS],
  ['30 days', 30 * DAY_MS],
  ['all', Infinity],
];

interface Ask {
  series: string;
  pick: (random: () => number) => string;
}

/** Charts over HTTP, one after the other, of places in time and series at random. */
export async function charts(store: BigStore, quick: boolean): Promise<ChartRun[]> {
  await using backend = await Backend.start({ dataDir: store.dataDir });
  const random = randomFrom(SEED);
  const [fastest = '', ...others] = store.names;
  const asks: Ask[] = [
    { series: 'any series', pick: () => others[Math.floor(random() * others.length)] ?? '' },
    { series: 'the 1 Hz series', pick: () => fastest },
  ];
  const runs: ChartRun[] = [];
  for (const { series, pick } of asks) {
    for (const [range, span] of RANGES) {
      const ask = () => askOnce(backend.url, pick(random), rangeOf(store, span, random));
      const run = await repeated(ask, quick ? 20 : 60);
      tell(`${series}, ${range}: p95 ${run.p95.toFixed(0)} ms`);
      runs.push({ series, range, ...run });
    }
  }
  return runs;
}

interface Answer {
  ms: number;
  stored: number;
  returned: number;
}

async function repeated(
  ask: () => Promise<Answer>,
  queries: number,
): Promise<Omit<ChartRun, 'series' | 'range'>> {
  for (let warm = 0; warm < WARM_UP; warm++) await ask();
  const answers: Answer[] = [];
  for (let query = 0; query < queries; query++) answers.push(await ask());
  const times = answers.map(({ ms }) => ms);
  const mean = (field: 'stored' | 'returned') =>
    Math.round(answers.reduce((sum, one) => sum + one[field], 0) / queries);
  return {
    queries,
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    max: quantile(times, 1),
    stored: mean('stored'),
    returned: mean('returned'),
  };
}

/** Time until the whole answer is here, not yet parsed. */
async function askOnce(url: string, series: string, [from, to]: [number, number]): Promise<Answer> {
  const query = new URLSearchParams({ series, from: String(from), to: String(to), width: String(WIDTH) });
  const address = new URL(`api/history?${query.toString()}`, url);
  const began = performance.now();
  const answer = await fetch(address);
  const text = await answer.text();
  const ms = performance.now() - began;
  if (!answer.ok) throw new Error(`no history (${answer.status}): ${text}`);
  const [one] = (JSON.parse(text) as History).series;
  return { ms, stored: one?.stored ?? 0, returned: one?.returned ?? 0 };
}

function rangeOf({ from, to }: BigStore, span: number, random: () => number): [number, number] {
  if (span >= to - from) return [from, to];
  const start = Math.round(from + random() * (to - from - span));
  return [start, start + span];
}

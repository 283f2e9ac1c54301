import type { LatencyRun } from '../measure/latency-run.ts';
import { groupBy, median } from '../measure/statistics.ts';
import { BACKEND, RELAY, withTick } from '../stage/latency-subjects.ts';
import type { Outcome, Verdict } from './outcome.ts';
import type { Table } from './table.ts';

/** What the backend may take longer than the relay at p99, ms. */
const ALLOWANCE_MS = 16;
const BUDGET_RATE = 5_000;

/** Medians over the rounds, ms. */
interface Latency {
  subject: string;
  viewers: number;
  rate: number;
  p50: number;
  p90: number;
  p99: number;
  max: number;
  arrived: number;
}

export function latencyOutcome(runs: readonly LatencyRun[], mode: string): Outcome {
  const groups = groupBy(runs, ({ subject, viewers, rate }) => `${rate} ${viewers} ${subject}`);
  const medians = [...groups.values()].map(medianOf).sort((a, b) => a.rate - b.rate || a.viewers - b.viewers);
  const rates = new Set(medians.map(({ rate }) => rate));
  return {
    runs,
    medians,
    tables: [...rates].map((rate) => latencyTable(rate, medians, runs)),
    verdicts: [1, 10].map((viewers) => verdictOf(medians, runs, viewers)),
    notes: [
      `mode ${mode}; times in ms, the median of the rounds; with 10 viewers the readings of all ten`,
      'arrived: share of the messages that came as a reading (in mode latest a newer one may stand for two)',
      'one process holds all viewers of a row, so 10 viewers of the relay load it with 10 messages for each one',
    ],
  };
}

function medianOf(runs: readonly LatencyRun[]): Latency {
  const of = (field: 'p50' | 'p90' | 'p99' | 'max' | 'arrived') => median(runs.map((run) => run[field]));
  const { subject = '', viewers = 0, rate = 0 } = runs[0] ?? {};
  const [p50, p90, p99] = [of('p50'), of('p90'), of('p99')];
  return { subject, viewers, rate, p50, p90, p99, max: of('max'), arrived: of('arrived') };
}

function latencyTable(rate: number, medians: readonly Latency[], runs: readonly LatencyRun[]): Table {
  const shown = medians.filter((one) => one.rate === rate);
  return {
    title: `${rate.toLocaleString('en')} messages a second: published to decoded in the viewer, ms`,
    head: ['', 'viewers', 'p50', 'p90', 'p99', 'longest', 'arrived', 'p99 of each round'],
    rows: shown.map(({ subject, viewers, p50, p90, p99, max, arrived }) => {
      const own = runs.filter(
        (one) => one.rate === rate && one.subject === subject && one.viewers === viewers,
      );
      const each = own.map((one) => one.p99.toFixed(0)).join(' ');
      return [subject, String(viewers), p50, p90, p99, max, `${(arrived * 100).toFixed(0)} %`, each];
    }),
  };
}

/** Judged by the median of the rounds; the quietest ones are told too, for a machine that others use. */
function verdictOf(medians: readonly Latency[], runs: readonly LatencyRun[], viewers: number): Verdict {
  const own = withTick(BACKEND, 0);
  const [p99, limit] = [p99Of(medians, own, viewers), p99Of(medians, RELAY, 1) + ALLOWANCE_MS];
  const [least, leastLimit] = [p99Of(runs, own, viewers), p99Of(runs, RELAY, 1) + ALLOWANCE_MS];
  return {
    claim: `p99 of tick 0 with ${viewers} viewer(s) at 5,000/s at most that of the relay to one + 16 ms`,
    measured:
      `${p99.toFixed(1)} ms against ${limit.toFixed(1)} ms ` +
      `(quietest rounds: ${least.toFixed(1)} against ${leastLimit.toFixed(1)})`,
    holds: p99 <= limit,
  };
}

/** The least p99 of a subject at the rate that the budget names. */
function p99Of(found: readonly Omit<Latency, 'arrived'>[], subject: string, viewers: number): number {
  const own = found.filter(
    (one) => one.rate === BUDGET_RATE && one.subject === subject && one.viewers === viewers,
  );
  return Math.min(...own.map(({ p99 }) => p99));
}

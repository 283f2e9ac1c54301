import type { GapCount, ReconnectRun } from '../measure/reconnect-run.ts';
import type { Outcome, Verdict } from './outcome.ts';
import type { Table } from './table.ts';

/** Longest from serving again to all clients live, ms. */
const LIMIT_MS = 10_000;

/** Exits with 1 for a gap, which does not depend on the machine. */
export function reconnectOutcome(runs: readonly ReconnectRun[], gaps: GapCount): Outcome {
  return {
    runs: [...runs, gaps],
    medians: [gaps],
    tables: [restartTable(runs, gaps), gapTable(gaps)],
    verdicts: [liveVerdict(runs), gapVerdict(gaps)],
    notes: [
      'each client watches every reading of one device and tries again by the rule of the page: the first attempt within',
      '3 s, then waits with a bound that doubles from 1 s to 10 s, any part of it (full jitter), 5 s for an attempt',
      'times in ms from when the backend serves again, and from the beginning of its end; live: the subscription stands',
      'asked the history: where the recent readings that come with a subscription do not reach back to what a client has',
      'the broker keeps what is published meanwhile, so that numbers go on without a gap',
    ],
    exitCode: gaps.missing === 0 ? 0 : 1,
  };
}

function restartTable(runs: readonly ReconnectRun[], { clients }: GapCount): Table {
  return {
    title: `${clients.toLocaleString('en')} clients through restarts`,
    head: [
      'round',
      '',
      'down',
      'half live',
      '99 %',
      'all live',
      'from the beginning',
      'attempts',
      'resumed',
      'anew',
      'asked the history',
    ],
    rows: runs.map(({ round, how, downMs, liveMs, allMs, attempts, resumed, fetched }) => [
      String(round),
      how === 'stop' ? 'restarted' : 'killed',
      Math.round(downMs),
      Math.round(liveMs.p50),
      Math.round(liveMs.p99),
      Math.round(liveMs.max),
      Math.round(allMs),
      attempts,
      resumed.memory + resumed.history,
      resumed.anew,
      fetched,
    ]),
  };
}

function gapTable({ clients, expected, missing, double }: GapCount): Table {
  return {
    title: 'Readings of all clients',
    head: ['', ''],
    rows: [
      ['clients', clients],
      ['published from the first that each saw', expected],
      ['missing', missing],
      ['twice as news', double],
    ],
  };
}

function liveVerdict(runs: readonly ReconnectRun[]): Verdict {
  const longest = Math.max(...runs.map(({ liveMs }) => liveMs.max));
  const notLive = runs.reduce((sum, run) => sum + run.notLive, 0);
  return {
    claim: 'all clients are live at most 10 s after the backend serves again, in each round',
    measured: `${Math.round(longest)} ms at most${notLive > 0 ? `; ${notLive} were not` : ''}`,
    holds: longest <= LIMIT_MS && notLive === 0,
  };
}

function gapVerdict({ missing }: GapCount): Verdict {
  return { claim: 'no client misses a reading', measured: `${missing} missing`, holds: missing === 0 };
}

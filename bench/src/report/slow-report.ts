import type { ReturnRun, SlowRun } from '../measure/slow-run.ts';
import { median } from '../measure/statistics.ts';
import type { Outcome, Verdict } from './outcome.ts';
import { figure, type Table } from './table.ts';

/** What the p99 of the others may grow by, and the memory of the server. */
const MOVE = 1.1;

/** Most that may wait for one viewer, bytes. */
const WAITING_MAX = 262_144;

/** Longest until a client that returns shows what is new, ms. */
const FRESH_MS = 3_000;

export function slowOutcome(runs: readonly SlowRun[], returns: readonly ReturnRun[]): Outcome {
  const ratios = ratiosOf(runs, ({ ages }) => ages.p99);
  return {
    runs: [...runs, ...returns],
    medians: [{ p99: median(ratios), resident: median(ratiosOf(runs, ({ resident }) => resident)) }],
    tables: [stretchTable(runs), returnTable(returns)],
    verdicts: verdictsOf(runs, returns, ratios),
    notes: [
      'age: of the 180 clients that are well, from publishing to decoded, at a tick of 100 ms; the figures are medians',
      'frozen: the process of 10 clients is stopped (SIGSTOP); throttled: 10 clients read 8 kB a second',
      'of each ten: 4 the newest of the fleet, 3 every reading of 20 series, both with credit; 3 all as JSON without',
      'waits: most bytes in the server for one viewer, and for all, by /api/system each half second',
      'back: from the return to the first reading that was published after it; who was cut connects again at once',
    ],
  };
}

/** Of the slow stretch of each round against its quiet one. */
function ratiosOf(runs: readonly SlowRun[], read: (run: SlowRun) => number): number[] {
  const slow = runs.filter(({ stretch }) => stretch === 'slow');
  return slow.flatMap((run) => {
    const quiet = runs.find(({ round, stretch }) => round === run.round && stretch === 'quiet');
    return quiet ? [read(run) / read(quiet)] : [];
  });
}

function stretchTable(runs: readonly SlowRun[]): Table {
  return {
    title: '200 clients: all well, or 10 frozen and 10 throttled',
    head: ['', 'age p50 ms', 'p99', 'p99 of each round', 'waits for one, B', 'for all, B', 'RSS MB', 'most'],
    rows: (['quiet', 'slow'] as const).map((stretch) => {
      const own = runs.filter((run) => run.stretch === stretch);
      const most = (read: (run: SlowRun) => number): number => Math.max(...own.map(read));
      return [
        stretch === 'quiet' ? 'all well' : '20 slow',
        figure(median(own.map(({ ages }) => ages.p50))),
        figure(median(own.map(({ ages }) => ages.p99))),
        own.map(({ ages }) => ages.p99.toFixed(0)).join(' '),
        most(({ waitingMost }) => waitingMost).toLocaleString('en'),
        most(({ waitingAll }) => waitingAll).toLocaleString('en'),
        figure(median(own.map(({ resident }) => resident)) / 1_024),
        figure(most(({ residentMost }) => residentMost) / 1_024),
      ];
    }),
  };
}

function returnTable(returns: readonly ReturnRun[]): Table {
  return {
    title: 'Back again: until the newest value shows, ms',
    head: ['', 'half of them', 'longest', 'longest of each round', 'cut meanwhile'],
    rows: (['frozen', 'throttled'] as const).map((who) => {
      const own = returns.filter((run) => run.who === who);
      const each = own.map(longest);
      return [
        who,
        figure(median(own.flatMap(timesOf))),
        figure(Math.max(...each)),
        each.map((ms) => figure(ms)).join(' '),
        String(own.reduce((sum, { cut }) => sum + cut, 0)),
      ];
    }),
  };
}

/** One for each client; infinite for one that showed nothing new. */
function timesOf({ freshMs }: ReturnRun): number[] {
  return freshMs.map((ms) => ms ?? Infinity);
}

function longest(run: ReturnRun): number {
  return Math.max(...timesOf(run));
}

function verdictsOf(
  runs: readonly SlowRun[],
  returns: readonly ReturnRun[],
  ratios: readonly number[],
): Verdict[] {
  const move = median(ratios);
  const waiting = Math.max(...runs.map(({ waitingMost }) => waitingMost));
  const memory = median(ratiosOf(runs, ({ resident }) => resident));
  const fresh = Math.max(...returns.map(longest));
  return [
    {
      claim: 'the p99 age of the others moves by at most 10 %',
      measured: `${figure(move)} times (each round: ${ratios.map((ratio) => ratio.toFixed(2)).join(' ')})`,
      holds: move <= MOVE,
    },
    {
      claim: 'at most 256 kB wait for one viewer',
      measured: `${waiting.toLocaleString('en')} bytes`,
      holds: waiting <= WAITING_MAX,
    },
    {
      claim: 'memory of the server grows by at most 10 % while they are slow',
      measured: `${figure(memory)} times`,
      holds: memory <= MOVE,
    },
    {
      claim: 'whoever returns shows the newest value after at most 3 s',
      measured: Number.isFinite(fresh) ? `${Math.round(fresh)} ms at most` : 'not all did',
      holds: fresh <= FRESH_MS,
    },
  ];
}

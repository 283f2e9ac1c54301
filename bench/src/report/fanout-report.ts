import { valuesPerSecond, type FanRun, type FanWay, type IdleRun } from '../measure/fanout-run.ts';
import { median } from '../measure/statistics.ts';
import type { Outcome, Verdict } from './outcome.ts';
import { figure, type Table } from './table.ts';

/** Least values of a CPU second, as many times those of each peer. */
const LIMITS: readonly { way: FanWay; claim: string; times: number }[] = [
  { way: 'io.emit', claim: 'at least 10 times the values of io.emit per reading', times: 10 },
  { way: 'bare ws', claim: 'at least 70 % of bare ws with ready-made frames', times: 0.7 },
];

const NAMES: Record<FanWay, string> = {
  backend: 'backend',
  'io.emit': 'io.emit per reading',
  'bare ws': 'bare ws, ready-made frames',
  'bare ws, answered': 'the same, each answered as with credit',
};

const IDLE_NAMES: Record<FanWay, string> = { ...NAMES, 'io.emit': 'bare Socket.IO', 'bare ws': 'bare ws' };

export function fanoutOutcome(runs: readonly FanRun[], idle: readonly IdleRun[]): Outcome {
  const ways = [...new Set(runs.map(({ way }) => way))];
  const medians = ways.map((way) => ({ way, valuesPerSecond: median(ratesOf(runs, way)) }));
  return {
    runs: [...runs, ...idle],
    medians,
    tables: [fanTable(runs, ways), idleTable(idle)],
    verdicts: LIMITS.map((limit) => verdictOf(runs, limit)),
    notes: [
      'values a CPU second: beyond what the server uses without clients (the backend: receiving and storing the same)',
      'with all: the same of all processor time of the server, receiving and storing included',
      'ready-made frames: as many as the backend sent, of the same bytes; the peers get their readings from nowhere',
      'answered: each client sends back what a credit of ours has, which the peer reads and forgets',
      'idle: resident memory of the serving process that each further client adds, which gets nothing',
    ],
  };
}

function ratesOf(runs: readonly FanRun[], way: FanWay): number[] {
  return runs.filter((run) => run.way === way).map(valuesPerSecond);
}

/** Of the backend against a peer, round by round. */
function ratiosOf(runs: readonly FanRun[], way: FanWay): number[] {
  const own = runs.filter((run) => run.way === 'backend');
  return own.flatMap((run) => {
    const peer = runs.find((one) => one.way === way && one.round === run.round);
    return peer ? [valuesPerSecond(run) / valuesPerSecond(peer)] : [];
  });
}

function fanTable(runs: readonly FanRun[], ways: readonly FanWay[]): Table {
  return {
    title: `Values to ${runs[0]?.clients ?? 0} clients`,
    head: [
      '',
      'values/message',
      'bytes',
      'messages/s',
      'main',
      'values a CPU s',
      'with all',
      'backend ×',
      'each round',
    ],
    rows: ways.map((way) => {
      const own = runs.filter((run) => run.way === way);
      const of = (read: (run: FanRun) => number): number => median(own.map(read));
      const ratios = way === 'backend' ? [] : ratiosOf(runs, way);
      return [
        NAMES[way],
        figure(of(({ values, frames }) => values / frames)),
        way === 'io.emit' ? '–' : figure(of(({ bytes, frames }) => bytes / frames)),
        figure(of(({ frames, seconds }) => frames / seconds)),
        `${(of(({ busy }) => busy) * 100).toFixed(0)} %`,
        figure(of(valuesPerSecond)),
        figure(of(({ values, cpu }) => values / cpu)),
        ratios.length === 0 ? '' : figure(median(ratios)),
        ratios.map((ratio) => ratio.toFixed(2)).join(' '),
      ];
    }),
  };
}

function idleTable(idle: readonly IdleRun[]): Table {
  const ways = [...new Set(idle.map(({ way }) => way))];
  const bare = median(kBytesOf(idle, 'bare ws'));
  return {
    title: 'Memory of an idle client',
    head: ['', 'kB', '× bare ws', 'each round'],
    rows: ways.map((way) => {
      const own = kBytesOf(idle, way);
      const each = own.map((one) => one.toFixed(1)).join(' ');
      return [IDLE_NAMES[way], figure(median(own)), figure(median(own) / bare), each];
    }),
  };
}

function kBytesOf(idle: readonly IdleRun[], way: FanWay): number[] {
  return idle.filter((one) => one.way === way).map(({ kBytes }) => kBytes);
}

function verdictOf(runs: readonly FanRun[], { way, claim, times }: (typeof LIMITS)[number]): Verdict {
  const ratio = median(ratiosOf(runs, way));
  const lost = runs.reduce((sum, run) => sum + run.lost, 0);
  return {
    claim: `values a CPU second to clients: ${claim}`,
    measured: `${figure(ratio)} times${lost > 0 ? `; ${lost} clients were lost` : ''}`,
    holds: ratio >= times && lost === 0,
  };
}

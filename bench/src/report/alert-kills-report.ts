import type { AlertBalance } from '../ledger/alert-ledger.ts';
import { HELD_MS, type ScriptKind } from '../ledger/crossings.ts';
import type { AlertKillRun } from '../measure/alerts-run.ts';
import { quantile } from '../measure/statistics.ts';
import type { Verdict } from './outcome.ts';
import { figure, type Table } from './table.ts';

/** The on-delay may be off by so much, ms. */
const EXACT_MS = 1_000;

const NAMES: Record<ScriptKind, string> = {
  'at-once': 'at once',
  held: `after ${HELD_MS / 1_000} s`,
  receipt: 'at once, no own time',
};

export function alertKillTables(run: AlertKillRun): Table[] {
  return [accountTable(run), timesTable(run), lifeTable(run)];
}

function accountTable({ balances }: AlertKillRun): Table {
  return {
    title: 'Crossings, and what webhooks told of them',
    head: [
      '',
      'crossings',
      'due',
      'told',
      'missed',
      'double',
      'again',
      'early',
      'still open',
      'same key again',
    ],
    rows: balances.map(({ kind, balance: one }) => [
      ...[NAMES[kind], one.crossings, one.due, one.told, one.missed.length],
      ...[one.double, one.again, one.early, one.open, one.repeated],
    ]),
  };
}

function timesTable({ balances }: AlertKillRun): Table {
  return {
    title: 'What alerts say of their times less the script, and how late the webhook came, ms',
    head: ['', 'start, furthest off', 'fired, furthest off', 'webhook p50', 'webhook p99', 'webhook longest'],
    rows: balances.map(({ kind, balance: { startErrors, fireErrors, delays } }) => [
      ...[NAMES[kind], furthest(startErrors), furthest(fireErrors)],
      ...[0.5, 0.99, 1].map((share) => Math.round(quantile(delays, share))),
    ]),
  };
}

function lifeTable({ kills, lives, webhooks, refused }: AlertKillRun): Table {
  const ready = lives.flatMap(({ readyMs }) => readyMs ?? []);
  return {
    title: 'Kills',
    head: ['', ''],
    rows: [
      ['kills', kills.length],
      ['  of them before it served', lives.filter(({ readyMs }) => readyMs === null).length],
      ['start to serving, median ms', Math.round(quantile(ready, 0.5))],
      ['webhooks', webhooks],
      ['  of them refused by the sink', refused],
    ],
  };
}

export function alertKillVerdicts(run: AlertKillRun): Verdict[] {
  const own = run.balances.filter(({ kind }) => kind !== 'receipt').map(({ balance }) => balance);
  const all = run.balances.map(({ balance }) => balance);
  const sum = (balances: AlertBalance[], field: 'due' | 'double' | 'again' | 'early' | 'foreign') =>
    balances.reduce((total, one) => total + one[field], 0);
  const missed = all.flatMap((one) => one.missed).length;
  const off = Math.max(...own.map(({ fireErrors }) => furthest(fireErrors)));
  const ended = run.lives.filter(({ endedBy }) => endedBy === 'itself').length;
  const wrong = sum(all, 'foreign') + run.strangers.length;
  const none = (claim: string, count: number): Verdict => ({
    claim,
    measured: String(count),
    holds: count === 0,
  });
  return [
    none(`no incident of ${sum(all, 'due')} is missed, with own time or without`, missed),
    none('no crossing has two incidents', sum(own, 'double')),
    none('no incident fires twice under two keys', sum(own, 'again')),
    {
      claim: `the on-delay is exact to ${EXACT_MS / 1_000} s over kills`,
      measured: `off by at most ${figure(off)} ms`,
      holds: off <= EXACT_MS,
    },
    none('what came back before the on-delay never fires', sum(own, 'early')),
    none('every notice is that of its crossing', wrong),
    none('the backend never ended by itself', ended),
  ];
}

/** The error that is largest either way, without its sign; NaN if one is. */
function furthest(errors: readonly number[]): number {
  return errors.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
}

export const KILL_NOTES = [
  'double: incidents beyond the first of a crossing; again: notices that one fires beyond the first, each under a key ' +
    'of its own; the same key may come again, and does where the sink refused or its answer was lost in a kill',
  'without own time a message counts when it is received: one that the broker sends again after a kill, because its ' +
    'acknowledgement was lost, may be a second incident; told, not limited',
];

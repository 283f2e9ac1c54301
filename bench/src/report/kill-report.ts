import { lossesOf, sumOf, type Balance } from '../ledger/ledger.ts';
import type { KillKind, KillRun, Life } from '../measure/kill-run.ts';
import { quantile } from '../measure/statistics.ts';
import type { Outcome, Verdict } from './outcome.ts';
import { figure, type Cell, type Table } from './table.ts';

const KIND_NAMES: Record<KillKind, string> = {
  all: 'every process of it',
  main: 'its main process',
  store: 'the process of the store',
};

/** The account of a run; exits with 1 if it is not even, or the backend ended by itself. */
export function killOutcome(run: KillRun): Outcome {
  const all = sumOf(run.balances.map(({ balance }) => balance));
  const verdicts = verdictsOf(run, all);
  const balances = run.balances.map(({ isOwn, balance }) => ({ isOwn, ...countsOf(balance) }));
  return {
    runs: [{ ...run, balances }],
    medians: [countsOf(all)],
    tables: [accountTable(run, all), lifeTable(run), ...(run.embedded ? [lossTable(run, all)] : [])],
    verdicts,
    notes: [...COLUMNS, ...(run.embedded ? EMBEDDED : MOSQUITTO)],
    exitCode: verdicts.every(({ holds }) => holds) ? 0 : 1,
  };
}

function countsOf(balance: Balance): Partial<Balance> {
  const counts: Partial<Balance> = { ...balance };
  delete counts.missingAt;
  return counts;
}

function accountTable({ balances, refused, redelivered, embedded }: KillRun, all: Balance): Table {
  const of = (isOwn: boolean) =>
    sumOf(balances.filter((one) => one.isOwn === isOwn).map((one) => one.balance));
  const rows: [string, Balance][] = [
    ['with their own time', of(true)],
    ['without', of(false)],
    ['all', all],
  ];
  return {
    title: `Messages: acknowledged to the publisher by ${embedded ? 'the embedded broker' : 'Mosquitto'}, and stored`,
    head: [
      '',
      'published',
      'acknowledged',
      'refused',
      'sent again',
      'stored',
      'missing',
      'double',
      'wrong',
      'unasked',
    ],
    rows: rows.map(([name, one], place) => {
      const isAll = place === rows.length - 1;
      return [
        name,
        one.published,
        one.acknowledged,
        isAll ? refused : '',
        isAll ? (redelivered ?? '–') : '',
        one.stored,
        one.missing,
        one.double,
        one.wrong,
        one.unacknowledged,
      ];
    }),
  };
}

function lifeTable({ kills, lives, brokerRestarts, rate, caughtUpMs }: KillRun): Table {
  const commits = timesOf(lives, 'firstCommitMs');
  const early = lives.filter(({ endedBy, firstCommitMs }) => isKill(endedBy) && firstCommitMs === null);
  const count = (kind: KillKind) => kills.filter((kill) => kill.kind === kind).length;
  const rows: [string, Cell][] = [
    ['messages a second', rate],
    ['kills', kills.length],
    ...(['all', 'main', 'store'] as const).map((kind): [string, Cell] => [
      `  ${KIND_NAMES[kind]}`,
      count(kind),
    ]),
    ['  before the first commit of that life', early.length],
    ['orderly restarts of the broker', brokerRestarts],
    ['start to serving, median ms', Math.round(quantile(timesOf(lives, 'readyMs'), 0.5))],
    ['start to first commit, median ms', Math.round(quantile(commits, 0.5))],
    ['start to first commit, longest ms', Math.round(quantile(commits, 1))],
    ['last message to all stored, ms', Math.round(caughtUpMs)],
  ];
  return { title: 'Kills', head: ['', ''], rows };
}

function timesOf(lives: readonly Life[], field: 'readyMs' | 'firstCommitMs'): number[] {
  return lives.flatMap((life) => life[field] ?? []);
}

function isKill(endedBy: Life['endedBy']): boolean {
  return endedBy === 'all' || endedBy === 'main';
}

/** How close to a kill of the main process the lost messages had been acknowledged. */
function lossTable({ kills, lives }: KillRun, all: Balance): Table {
  const lifetimes = lives.map(({ startedAt, readyMs, endedAt }) => ({
    startedAt,
    readyAt: readyMs === null ? null : startedAt + readyMs,
    endedAt,
  }));
  const { early, ages } = lossesOf(all.missingAt, lifetimes);
  const share = all.acknowledged === 0 ? 0 : (all.missing / all.acknowledged) * 100;
  const deaths = kills.filter(({ kind }) => kind !== 'store').length;
  return {
    title: 'Lost: acknowledged by the embedded broker, and not stored',
    head: ['', ''],
    rows: [
      ['messages', all.missing.toLocaleString('en')],
      ['of the acknowledged', `${share.toFixed(2)} %`],
      ['acknowledged while the backend started, before it took them in', early.toLocaleString('en')],
      ['acknowledged by a running backend', ages.length.toLocaleString('en')],
      ['  for each kill of the main process', figure(ages.length / deaths)],
      ['  so long before its end, median ms', figure(quantile(ages, 0.5))],
      ['  95 % within, ms', figure(quantile(ages, 0.95))],
      ['  longest, ms', figure(quantile(ages, 1))],
    ],
  };
}

function verdictsOf({ embedded, lives }: KillRun, all: Balance): Verdict[] {
  const ended = lives.filter(({ endedBy }) => endedBy === 'itself').length;
  const verdicts: Verdict[] = [
    { claim: 'no acknowledged message is missing', measured: String(all.missing), holds: all.missing === 0 },
    { claim: 'no message is stored twice', measured: String(all.double), holds: all.double === 0 },
    { claim: 'every row is that of its message', measured: `${all.wrong} are not`, holds: all.wrong === 0 },
    { claim: 'the backend never ended by itself', measured: String(ended), holds: ended === 0 },
  ];
  return embedded ? verdicts.slice(1) : verdicts;
}

const COLUMNS = [
  'acknowledged: PUBACK with success came to the publisher, which sends nothing twice; missing: of these, not stored',
  'double: rows beyond the first of a message; unasked: stored, although the acknowledgement was lost on its way',
];

const MOSQUITTO = [
  'sent again: what Mosquitto sent to the backend more than once, by its own counter (about; – after a restart of it)',
];

const EMBEDDED = [
  'the embedded broker dies with the backend and keeps no messages: it acknowledges on receipt, and what is not ' +
    'committed when everything is killed is lost. No limit is set; an external broker with persistence loses nothing.',
];

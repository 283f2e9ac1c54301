import { PROMETHEUS, SENSORIUM } from '../alerts/reaction.ts';
import type { AlertsRun, LoadRun, PreviewRun, ReactionRun, SkipRun } from '../measure/alerts-run.ts';
import { groupBy, median } from '../measure/statistics.ts';
import { alertKillTables, alertKillVerdicts, KILL_NOTES } from './alert-kills-report.ts';
import type { Outcome, Verdict } from './outcome.ts';
import { figure, type Table } from './table.ts';

const REACTION_MAX_MS = 250;
const TIMES_FASTER = 20;
const PREVIEW_MAX_MS = 1_000;

/** Tables and verdicts of the parts that ran; exits with 1 for what no machine excuses. */
export function alertsOutcome(run: AlertsRun): Outcome {
  const { reaction, load, kills, preview } = run;
  const laws = [...(load ? [skipVerdict(load.skips)] : []), ...(kills ? alertKillVerdicts(kills) : [])];
  const timed = [
    ...(reaction ? reactionVerdicts(reaction.runs) : []),
    ...(preview ? [previewVerdict(preview)] : []),
  ];
  return {
    runs: [run],
    medians: load ? costs(load.runs) : [],
    tables: [
      ...(reaction ? [reactionTable(reaction.runs)] : []),
      ...(load ? [loadTable(load.runs), skipTable(load.skips)] : []),
      ...(kills ? alertKillTables(kills) : []),
      ...(preview ? [previewTable(preview)] : []),
    ],
    verdicts: [...timed, ...laws],
    notes: [
      ...(reaction ? REACTION_NOTES : []),
      ...(reaction?.peerIsMissing === true ? [PEER_IS_MISSING] : []),
      ...(load ? LOAD_NOTES : []),
      ...(kills ? KILL_NOTES : []),
    ],
    exitCode: laws.every(({ holds }) => holds) ? 0 : 1,
  };
}

function reactionTable(runs: readonly ReactionRun[]): Table {
  return {
    title: 'Reading beyond a limit to webhook, ms',
    head: ['', 'messages/s beside', 'crossings', 'webhooks', 'p50', 'p90', 'p99', 'longest'],
    rows: runs.map(({ subject, background, crossings, arrived, p50, p90, p99, max }) => [
      ...[subject, background, crossings, arrived],
      ...[p50, p90, p99, max],
    ]),
  };
}

function reactionVerdicts(runs: readonly ReactionRun[]): Verdict[] {
  const own = runs.filter(({ subject }) => subject === SENSORIUM);
  const limits = own.map((run) => ({
    claim: `p99 from reading to webhook at most ${REACTION_MAX_MS} ms, ${run.background} messages/s beside`,
    measured: `${run.p99.toFixed(0)} ms, ${run.arrived} of ${run.crossings} came`,
    holds: run.p99 <= REACTION_MAX_MS && run.arrived === run.crossings,
  }));
  const [ours] = own;
  const theirs = runs.find(({ subject }) => subject === PROMETHEUS);
  if (!ours || !theirs) return limits;
  const times = [theirs.p50 / ours.p50, theirs.p99 / ours.p99] as const;
  return [...limits, fasterVerdict(times)];
}

function fasterVerdict([atMedian, atP99]: readonly [number, number]): Verdict {
  return {
    claim: `at least ${TIMES_FASTER} times faster than ${PROMETHEUS}, by the median`,
    measured: `${atMedian.toFixed(0)} times (at p99 ${atP99.toFixed(0)} times)`,
    holds: atMedian >= TIMES_FASTER,
  };
}

interface Cost {
  instances: number;
  evaluations: number;
  cpu: number;
  rounds: number[];
}

function costs(runs: readonly LoadRun[]): Cost[] {
  return [...groupBy(runs, ({ instances }) => String(instances)).values()].map((own) => ({
    instances: own[0]?.instances ?? 0,
    evaluations: own[0]?.evaluations ?? 0,
    cpu: median(own.map(({ cpu }) => cpu)),
    rounds: own.map(({ cpu }) => cpu),
  }));
}

function loadTable(runs: readonly LoadRun[]): Table {
  const found = costs(runs);
  const none = found[0]?.cpu ?? NaN;
  return {
    title: 'CPU of a reading by rules on devices, 5,000 messages a second',
    head: ['rules on devices', 'looks a reading', 'µs a reading', '× none', 'more, ns a look', 'each round'],
    rows: found.map(({ instances, evaluations, cpu, rounds }) => [
      instances.toLocaleString('en'),
      evaluations.toFixed(2),
      cpu,
      (cpu / none).toFixed(2),
      evaluations < 1 ? '–' : figure(((cpu - none) * 1_000) / evaluations),
      rounds.map((one) => one.toFixed(1)).join(' '),
    ]),
  };
}

function skipTable({ instances, messagesPerSecond, perSecond, fired, cleared }: SkipRun): Table {
  return {
    title: 'Each rule holds for one message of each device',
    head: ['rules on devices', 'messages/s', 'taken/s', 'due', 'fired', 'cleared'],
    rows: [[instances, messagesPerSecond, Math.round(perSecond), instances, fired, cleared]],
  };
}

function skipVerdict({ instances, fired, cleared }: SkipRun): Verdict {
  return {
    claim: `${instances.toLocaleString('en')} rules on devices skip no reading`,
    measured: `${fired} fired and ${cleared} cleared of ${instances}`,
    holds: fired === instances && cleared === instances,
  };
}

function previewTable({ readings, days, incidents, count, p50, p99, max }: PreviewRun): Table {
  return {
    title: `Preview of one rule over ${days} days of one device, ms`,
    head: ['readings', 'incidents', 'previews', 'p50', 'p99', 'longest'],
    rows: [[readings, incidents, count, p50, p99, max]],
  };
}

function previewVerdict({ p50, max, days }: PreviewRun): Verdict {
  return {
    claim: `a preview of ${days} days at 1 Hz takes at most ${PREVIEW_MAX_MS / 1_000} s`,
    measured: `${p50.toFixed(0)} ms by the median, the longest ${max.toFixed(0)} ms`,
    holds: max <= PREVIEW_MAX_MS,
  };
}

const REACTION_NOTES = [
  'a crossing is the publishing to Mosquitto, for Prometheus the change of what its target shows; rules without an ' +
    'on-delay, no wait for a group; what fired goes on firing to the end',
  'Prometheus scrapes and evaluates each second, Alertmanager groups by every label with group_wait 0s',
];

const PEER_IS_MISSING =
  'Prometheus or Alertmanager was not found (Debian: prometheus, prometheus-alertmanager), so that there is no peer';

const LOAD_NOTES = [
  'a look is that of one rule on one device at one reading; CPU is that of all processes of the backend',
];

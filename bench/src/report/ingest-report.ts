import { CHILD } from '../measure/cpu.ts';
import type { IngestRun, Load } from '../measure/ingest-run.ts';
import { groupBy, median } from '../measure/statistics.ts';
import { Backend, type Features } from '../stage/backend.ts';
import { BARE, COMPLETE, type Subject } from '../stage/ingest-subjects.ts';
import type { Outcome, Verdict } from './outcome.ts';
import { figure, type Table } from './table.ts';

const LIMIT = 1.2;
const LOADS: readonly Load[] = ['steady', 'flood'];
const TITLES = {
  steady: 'Steady, 5,000 messages a second',
  flood: 'Flood, as fast as the broker takes them',
};

/** Median cost of one subject under one load. */
interface Cost {
  subject: string;
  load: Load;
  user: number;
  system: number;
  total: number;
  perSecond: number;
  /** Against the bare subscriber of the same round, one figure a round. */
  ratios: number[];
  ratio: number;
}

export async function ingestOutcome(
  runs: readonly IngestRun[],
  subjects: readonly Subject[],
): Promise<Outcome> {
  const features = await featuresNow();
  const medians = LOADS.flatMap((load) => subjects.map(({ name }) => costOf(runs, name, load)));
  return {
    runs,
    medians,
    tables: LOADS.flatMap((load) => [costTable(medians, load), threadTable(runs, load)]),
    verdicts: LOADS.map((load) => verdictOf(medians, load)),
    notes: [
      `history: ${featureText(features.history)}; alert rules: ${featureText(features.rules, '100 of them were on')}`,
      'CPU is user and system time of all processes of a subject for each message; broker and publisher are outside.',
      'ignored topics: the same bytes on a topic that says nothing, so MQTT and the look at the topic alone.',
      'a profile is a run of its own: the profiler costs time too, so read its shares rather than its µs',
    ],
  };
}

async function featuresNow(): Promise<Features> {
  await using backend = await Backend.start({});
  return await backend.features();
}

function featureText(exists: boolean, how = 'on'): string {
  return exists ? how : 'not in this version';
}

function costOf(runs: readonly IngestRun[], subject: string, load: Load): Cost {
  const own = runs.filter((run) => run.subject === subject && run.load === load);
  const bare = runs.filter((run) => run.subject === BARE && run.load === load);
  const of = (field: 'user' | 'system' | 'total' | 'perSecond') => median(own.map((run) => run[field]));
  const ratios = own.map(
    ({ round, total }) => total / (bare.find((run) => run.round === round)?.total ?? NaN),
  );
  return {
    subject,
    load,
    user: of('user'),
    system: of('system'),
    total: of('total'),
    perSecond: of('perSecond'),
    ratios,
    ratio: median(ratios),
  };
}

function costTable(costs: readonly Cost[], load: Load): Table {
  return {
    title: `${TITLES[load]}: CPU a message`,
    head: ['', 'user µs', 'system µs', 'total µs', '× bare', 'each round', 'messages/s'],
    rows: costs
      .filter((cost) => cost.load === load)
      .map(({ subject, user, system, total, ratio, ratios, perSecond }) => [
        subject,
        user,
        system,
        total,
        ratio,
        ratios.map((one) => one.toFixed(2)).join(' '),
        perSecond,
      ]),
  };
}

/** Threads that are worth a line: above a hundredth of the whole. */
function threadTable(runs: readonly IngestRun[], load: Load): Table {
  const rows = [
    ...groupBy(
      runs.filter((run) => run.load === load),
      ({ subject }) => subject,
    ),
  ].map(([subject, own]) => {
    const names = new Set(own.flatMap(({ threads }) => Object.keys(threads)));
    const threads = [...names].map((name) => ({ name, time: median(own.map((run) => timeOf(run, name))) }));
    const told = threads.filter(({ time }) => time >= 0.1).sort((a, b) => b.time - a.time);
    return [subject, told.map(({ name, time }) => `${threadName(name)} ${figure(time)}`).join(', ')];
  });
  return { title: `${TITLES[load]}: the same by thread, µs`, head: ['', 'threads'], rows };
}

function timeOf({ threads }: IngestRun, name: string): number {
  return new Map(Object.entries(threads)).get(name) ?? 0;
}

function threadName(name: string): string {
  if (name.startsWith(CHILD)) return `store: ${threadName(name.slice(CHILD.length))}`;
  if (name === 'node-MainThread') return 'main';
  if (name === 'WorkerThread') return 'ingest thread';
  return name === 'node-V8Worker' ? 'compiler and collector' : name;
}

function verdictOf(costs: readonly Cost[], load: Load): Verdict {
  const cost = costs.find(({ subject, load: of }) => subject === COMPLETE && of === load);
  const ratio = cost?.ratio ?? NaN;
  return {
    claim: `${load}: at most ${LIMIT} times a bare subscriber`,
    measured: `${ratio.toFixed(2)} times`,
    holds: ratio <= LIMIT,
  };
}

import { cpuBetween, cpuOf, type CpuTimes } from './measure/cpu.ts';
import type { IngestRun, Load } from './measure/ingest-run.ts';
import { pause, until } from './measure/clock.ts';
import { durability } from './ingest/durability.ts';
import { readProfiles, type Window } from './measure/profile.ts';
import type { BenchOptions } from './options.ts';
import { tell, type Outcome } from './report/outcome.ts';
import { withDurability } from './report/durability-report.ts';
import { ingestOutcome } from './report/ingest-report.ts';
import { profileTables } from './report/profile-report.ts';
import type { Table } from './report/table.ts';
import { TemporaryFolder } from './stage/cleanup.ts';
import { subjectsOf, type Running, type Subject } from './stage/ingest-subjects.ts';
import { Mosquitto } from './stage/mosquitto.ts';
import { Publisher } from './stage/publisher.ts';

/**
 * What a message costs the backend, from the broker's socket to ten viewers, beside a bare subscriber with
 * the same messages. Every subject runs alone, with a broker of its own, one after the other in each round.
 */

const DEVICES = 1_000;
const STEADY_RATE = 5_000;

/** µs; not in step with the messages, which would hit the same places again and again. */
const PROFILE_INTERVAL = '--cpu-prof-interval=487';

interface Plan {
  rounds: number;
  warmUpS: number;
  steadyS: number;
  floodCount: number;
}

export async function run(options: BenchOptions): Promise<Outcome> {
  const plan = planOf(options);
  const subjects = subjectsOf(options.beside);
  const runs: IngestRun[] = [];
  for (let round = 1; round <= plan.rounds; round++) {
    for (const subject of subjects) runs.push(...(await measure(subject, plan, round)));
  }
  const durable = await durability({ rounds: plan.rounds, messages: plan.floodCount, devices: DEVICES });
  const outcome = withDurability(await ingestOutcome(runs, subjects), durable);
  if (!options.profile) return outcome;
  return { ...outcome, tables: [...outcome.tables, ...(await profiled(subjects, plan))] };
}

function planOf({ quick, rounds }: BenchOptions): Plan {
  return quick
    ? { rounds: rounds ?? 1, warmUpS: 4, steadyS: 5, floodCount: 60_000 }
    : { rounds: rounds ?? 3, warmUpS: 10, steadyS: 10, floodCount: 150_000 };
}

async function measure(subject: Subject, plan: Plan, round: number): Promise<IngestRun[]> {
  await using broker = await Mosquitto.start();
  await using running = await subject.start(broker.url, []);
  await using publisher = await Publisher.start(broker.port);
  await stretch(publisher, running, subject, warmUp(plan));
  const runs: IngestRun[] = [];
  for (const load of ['steady', 'flood'] as const) {
    const order = orderOf(plan, load);
    const found = await stretch(publisher, running, subject, order);
    const one = { round, subject: subject.name, load, ...perMessage(found, order.count) };
    tell(`round ${round}, ${subject.name}, ${load}: ${one.total.toFixed(1)} µs a message`);
    runs.push(one);
  }
  return runs;
}

/** How many messages, and how many a second; 0 for as many as the broker takes. */
interface Order {
  count: number;
  rate: number;
}

function warmUp({ warmUpS }: Plan): Order {
  return { count: warmUpS * STEADY_RATE, rate: STEADY_RATE };
}

function orderOf({ steadyS, floodCount }: Plan, load: Load): Order {
  return load === 'steady'
    ? { count: steadyS * STEADY_RATE, rate: STEADY_RATE }
    : { count: floodCount, rate: 0 };
}

interface Stretch {
  cpu: CpuTimes;
  seconds: number;
}

/** Publishes `count` messages and waits until the subject has taken in every one. */
async function stretch(
  publisher: Publisher,
  running: Running,
  { kind }: Subject,
  { count, rate }: Order,
): Promise<Stretch> {
  const goal = (await running.messages()) + count;
  const before = cpuOf(running.pid);
  const seconds = await publisher.publish({ kind, devices: DEVICES, count, rate });
  await until(`message ${goal}`, async () => ((await running.messages()) >= goal ? true : undefined), {
    everyMs: 500,
    timeoutMs: 120_000,
  });
  const cpu = cpuBetween(before, cpuOf(running.pid));
  await pause(200);
  return { cpu, seconds };
}

function perMessage({ cpu, seconds }: Stretch, count: number) {
  const micros = (time: number): number => (time * 1e6) / count;
  return {
    messages: count,
    perSecond: count / seconds,
    user: micros(cpu.user),
    system: micros(cpu.system),
    total: micros(cpu.user + cpu.system),
    threads: Object.fromEntries([...cpu.threads].map(([name, time]) => [name, micros(time)])),
  };
}

/** A round more with a profiler, which costs too much to be in the figures above. */
async function profiled(subjects: readonly Subject[], plan: Plan): Promise<Table[]> {
  const tables: Table[] = [];
  for (const subject of subjects.filter((one) => one.profile)) {
    for (const load of ['steady', 'flood'] as const) {
      tell(`profile of ${subject.name}, ${load}`);
      tables.push(...(await profileOne(subject, plan, load)));
    }
  }
  return tables;
}

async function profileOne(subject: Subject, plan: Plan, load: Load): Promise<Table[]> {
  using folder = new TemporaryFolder();
  const order = orderOf(plan, load);
  const window = await recordProfile(subject, plan, order, folder.path);
  return profileTables(`${subject.name}, ${load}`, readProfiles(folder.path, window), order.count);
}

/** Runs one stretch with the profiler on, which writes when the subject ends; resolves to when it was. */
async function recordProfile(subject: Subject, plan: Plan, order: Order, folder: string): Promise<Window> {
  await using broker = await Mosquitto.start();
  const nodeOptions = ['--cpu-prof', `--cpu-prof-dir=${folder}`, PROFILE_INTERVAL];
  await using running = await subject.start(broker.url, nodeOptions);
  await using publisher = await Publisher.start(broker.port);
  await stretch(publisher, running, subject, warmUp(plan));
  const from = microsNow();
  await stretch(publisher, running, subject, order);
  return { from, to: microsNow() };
}

function microsNow(): number {
  return Number(process.hrtime.bigint() / 1_000n);
}

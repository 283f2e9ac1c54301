import { machineMs, pause } from './measure/clock.ts';
import type { FanRun, FanWay, IdleRun } from './measure/fanout-run.ts';
import { residentKB } from './measure/memory.ts';
import { median } from './measure/statistics.ts';
import { busyShare, threadTimes, type ThreadTimes } from './measure/threads.ts';
import type { BenchOptions } from './options.ts';
import type { FanCounts, FanOrder } from './peers/fan-clients.ts';
import type { FanServerOrder } from './peers/fan-server.ts';
import { fanoutOutcome } from './report/fanout-report.ts';
import { tell, type Outcome } from './report/outcome.ts';
import { startFanServer, type FanServer } from './stage/fan-subjects.ts';
import { requireOpenFiles } from './stage/file-limits.ts';
import { Peer } from './stage/peer.ts';

/**
 * What a second of processor time brings to 500 clients that watch a fleet of 1,000 devices: the backend's shared
 * frames, an event for each reading, and frames of the same size and number that a bare server has ready.
 */

const CLIENTS = 500;
const OPEN_FILES = 3_000;

/** As the page asks for the fleet. */
const TICK_MS = 250;

/** Readings a second of the peer that emits each: as many events as it can take beside others on two cores. */
const EMITTED = 60;

const WAYS: readonly FanWay[] = ['io.emit', 'bare ws', 'bare ws, answered'];
const IDLE_WAYS: readonly FanWay[] = ['backend', 'io.emit', 'bare ws'];

/** After its clients have gone, a server has this long to see it. */
const SETTLE_MS = 2_000;

/** Series of a device that there is not: who asks for it gets nothing. */
const SILENT = ['nobody/nothing'];

interface Plan {
  rounds: number;
  warmUpS: number;
  measureS: number;
  /** Clients that are there before memory is looked at, and those that come then. */
  idle: readonly [before: number, more: number];
}

export async function run(options: BenchOptions): Promise<Outcome> {
  const plan = planOf(options);
  requireOpenFiles(OPEN_FILES);
  const runs: FanRun[] = [];
  const idle: IdleRun[] = [];
  for (let round = 1; round <= plan.rounds; round++) {
    const own = await measure('backend', plan, round, { perSecond: 0, bytes: 0 });
    runs.push(own);
    for (const way of WAYS) runs.push(await beside(own, way, plan, round));
    for (const way of IDLE_WAYS) idle.push(await measureIdle(way, plan, round));
  }
  return fanoutOutcome(runs, idle);
}

function planOf({ quick, rounds }: BenchOptions): Plan {
  return quick
    ? { rounds: rounds ?? 1, warmUpS: 8, measureS: 5, idle: [250, 1_000] }
    : { rounds: rounds ?? 5, warmUpS: 10, measureS: 10, idle: [500, 2_000] };
}

/** A peer, whose frames are as large and as many as those that the backend sent to each client. */
async function beside(own: FanRun, way: FanWay, plan: Plan, round: number): Promise<FanRun> {
  if (way === 'io.emit') return measure(way, plan, round, { perSecond: EMITTED, bytes: 0 });
  const bytes = Math.max(1, Math.round(own.bytes / own.frames));
  const run = await measure(way, plan, round, { perSecond: own.frames / own.clients / own.seconds, bytes });
  return { ...run, values: run.frames * (own.values / own.frames) };
}

async function measure(way: FanWay, plan: Plan, round: number, order: FanServerOrder): Promise<FanRun> {
  await using server = await startFanServer(way);
  await using clients = await Peer.start('fan-clients');
  const end = await server.begin(order);
  await pause(plan.warmUpS * 1_000);
  const idle = await stretch(server, plan.measureS);
  await clients.call('open', {
    url: server.url,
    way,
    clients: CLIENTS,
    tickMs: TICK_MS,
    series: 'fleet',
  } satisfies FanOrder);
  await pause(plan.warmUpS * 1_000);
  await clients.call('reset');
  const used = await stretch(server, plan.measureS);
  const counts = (await clients.call('count')) as FanCounts;
  await clients.call('close');
  await pause(SETTLE_MS);
  const idleAfter = await stretch(server, plan.measureS);
  await end();
  const idleCpu = (idle.cpu + idleAfter.cpu) / 2;
  const run = { round, way, clients: CLIENTS, ...used, ...counts, idleCpu };
  tell(
    `round ${round}, ${way}: ${Math.round(counts.frames / used.seconds)} messages/s, main ${(used.busy * 100).toFixed(0)} %`,
  );
  return run;
}

async function stretch(
  { pid }: FanServer,
  seconds: number,
): Promise<Pick<FanRun, 'seconds' | 'cpu' | 'busy'>> {
  const [from, before]: [number, ThreadTimes] = [machineMs(), threadTimes(pid)];
  await pause(seconds * 1_000);
  const after = threadTimes(pid);
  const took = (machineMs() - from) / 1_000;
  return { seconds: took, cpu: after.total - before.total, busy: busyShare(before, after, took) };
}

/** Memory that each of many clients adds that get nothing. */
async function measureIdle(way: FanWay, { idle: [before, more] }: Plan, round: number): Promise<IdleRun> {
  await using server = await startFanServer(way);
  await using clients = await Peer.start('fan-clients');
  const order: FanOrder = { url: server.url, way, clients: before, tickMs: TICK_MS, series: SILENT };
  await clients.call('open', order);
  const from = await settledKB(server.pid);
  await clients.call('open', { ...order, clients: more } satisfies FanOrder);
  const kBytes = ((await settledKB(server.pid)) - from) / more;
  tell(`round ${round}, ${way}: ${kBytes.toFixed(1)} kB an idle client`);
  return { round, way, clients: more, kBytes };
}

const LOOKS = 8;
const LOOK_MS = 250;

/** Resident memory, the median of some looks. */
async function settledKB(pid: number): Promise<number> {
  const found: number[] = [];
  await pause(500);
  for (let look = 0; look < LOOKS; look++) {
    await pause(LOOK_MS);
    found.push(residentKB(pid));
  }
  return median(found);
}

import { systemSchema } from '@sensorium/contracts';
import { machineMs, pause } from './measure/clock.ts';
import { residentKB } from './measure/memory.ts';
import type { ReturnRun, SlowRun } from './measure/slow-run.ts';
import { median, type Quantiles } from './measure/statistics.ts';
import type { BenchOptions } from './options.ts';
import { SENT } from './peers/latency-log.ts';
import { deviceId } from './peers/messages.ts';
import type { WatchKind, WatchOrder } from './peers/watchers.ts';
import { tell, type Outcome } from './report/outcome.ts';
import { slowOutcome } from './report/slow-report.ts';
import { Backend } from './stage/backend.ts';
import { freeze } from './stage/freezing.ts';
import { Mosquitto } from './stage/mosquitto.ts';
import { Peer } from './stage/peer.ts';
import { Publisher } from './stage/publisher.ts';

/** What slow viewers do to the others: 200 clients, of which now and then 10 are frozen and 10 throttled. */

const DEVICES = 1_000;
const RATE = 1_000;
const WELL = 180;
const EACH = 10;

/** Speed of a throttled line, bytes a second; the fleet needs about twice that. */
const THROTTLED = 8_000;

/** Series of those that want every reading. */
const SERIES = Array.from({ length: 20 }, (_, device) => `${deviceId(device)}/${SENT}`);

/** The slow ones of each group: most read as the page does, some want all as JSON and never say what they can take. */
const KINDS: readonly WatchKind[] = Array.from({ length: EACH }, (_, place) =>
  place < 4 ? 'latest' : place < 7 ? 'every' : 'uncontrolled',
);

const LOOK_MS = 500;

/** Sorting the ages of a stretch holds up their process, which then has to catch up, ms. */
const SETTLE_MS = 1_500;

/** How long the slow ones may take to come back before it is said that they do not, ms. */
const RETURN_MS = 15_000;

interface Plan {
  rounds: number;
  warmUpS: number;
  quietS: number;
  slowS: number;
}

interface Stage {
  backend: Backend;
  well: Peer;
  frozen: Peer;
  throttled: Peer;
}

export async function run(options: BenchOptions): Promise<Outcome> {
  const plan = planOf(options);
  await using broker = await Mosquitto.start();
  await using backend = await Backend.start({ mqttUrl: broker.url });
  await using publisher = await Publisher.start(broker.port);
  const published = publisher.publish({ kind: 'stamps', devices: DEVICES, count: Infinity, rate: RATE });
  await pause(2_000);
  await using well = await watch(
    backend,
    Array.from({ length: WELL }, (): WatchKind => 'latest'),
  );
  await using frozen = await watch(backend, KINDS);
  await using throttled = await watch(backend, KINDS);
  await pause(plan.warmUpS * 1_000);
  const stage = { backend, well, frozen, throttled };
  const runs: SlowRun[] = [];
  const returns: ReturnRun[] = [];
  for (let round = 1; round <= plan.rounds; round++) {
    const look = (stretch: SlowRun['stretch'], seconds: number) =>
      measure(stage, { round, stretch }, seconds);
    runs.push(await look('quiet', plan.quietS));
    const thaw = freeze(frozen);
    await throttled.call('throttle', THROTTLED);
    runs.push(await look('slow', plan.slowS));
    returns.push(...(await comeBack(stage, round, thaw)));
  }
  await publisher.stop();
  await published;
  return slowOutcome(runs, returns);
}

function planOf({ quick, rounds }: BenchOptions): Plan {
  return quick
    ? { rounds: rounds ?? 3, warmUpS: 2, quietS: 5, slowS: 5 }
    : { rounds: rounds ?? 8, warmUpS: 10, quietS: 30, slowS: 30 };
}

async function watch({ url }: Backend, kinds: readonly WatchKind[]): Promise<Peer> {
  const peer = await Peer.start('watchers');
  await peer.call('open', { url, kinds, series: SERIES } satisfies WatchOrder);
  return peer;
}

async function measure(
  { backend, well }: Stage,
  about: Pick<SlowRun, 'round' | 'stretch'>,
  seconds: number,
): Promise<SlowRun> {
  await pause(SETTLE_MS);
  await well.call('reset');
  const end = machineMs() + seconds * 1_000;
  const resident: number[] = [];
  let [waitingMost, waitingAll] = [0, 0];
  while (machineMs() < end) {
    await pause(LOOK_MS);
    resident.push(residentKB(backend.pid));
    const waiting = await waitingBytes(backend);
    waitingMost = Math.max(waitingMost, ...waiting);
    waitingAll = Math.max(
      waitingAll,
      waiting.reduce((sum, bytes) => sum + bytes, 0),
    );
  }
  const ages = (await well.call('ages')) as Quantiles;
  tell(
    `round ${about.round}, ${about.stretch}: p99 ${ages.p99.toFixed(1)} ms, ${waitingMost} bytes wait for one`,
  );
  const memory = { resident: median(resident), residentMost: Math.max(...resident) };
  return { ...about, ages, waitingMost, waitingAll, ...memory };
}

/** Bytes that wait in the server for each of its viewers. */
async function waitingBytes({ url }: Backend): Promise<number[]> {
  const answer = await fetch(new URL('api/system', url));
  const { viewers } = systemSchema.pick({ viewers: true }).parse(await answer.json());
  return viewers.map((viewer) => viewer.waitingBytes);
}

/** Frees all of them, and waits until they show what is new. */
async function comeBack({ frozen, throttled }: Stage, round: number, thaw: () => void): Promise<ReturnRun[]> {
  const since = machineMs();
  const marked = frozen.call('mark', since);
  thaw();
  await throttled.call('mark', since);
  await throttled.call('throttle', 0);
  await marked;
  const groups = [
    { who: 'frozen', peer: frozen },
    { who: 'throttled', peer: throttled },
  ] as const;
  const returns: ReturnRun[] = [];
  for (const { who, peer } of groups) {
    const freshMs = await untilFresh(peer, since + RETURN_MS);
    const latest = Math.max(...freshMs.map((ms) => ms ?? Infinity));
    tell(`round ${round}, ${who}: all show what is new after ${latest.toFixed(0)} ms`);
    returns.push({ round, who, freshMs, cut: (await peer.call('cut')) as number });
  }
  return returns;
}

async function untilFresh(peer: Peer, end: number): Promise<(number | null)[]> {
  for (;;) {
    const fresh = (await peer.call('fresh')) as (number | null)[];
    if (!fresh.includes(null) || machineMs() > end) return fresh;
    await pause(50);
  }
}

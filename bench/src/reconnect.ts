import { machineMs, pause } from './measure/clock.ts';
import type { GapCount, ReconnectRun } from './measure/reconnect-run.ts';
import { quantiles } from './measure/statistics.ts';
import type { BenchOptions } from './options.ts';
import type { ReturningOrder, ReturningState } from './peers/returning-clients.ts';
import { tell, type Outcome } from './report/outcome.ts';
import { reconnectOutcome } from './report/reconnect-report.ts';
import { requireOpenFiles } from './stage/file-limits.ts';
import { MortalBackend } from './stage/mortal-backend.ts';
import { Mosquitto } from './stage/mosquitto.ts';
import { Peer } from './stage/peer.ts';
import { freePort } from './stage/ports.ts';
import { Publisher } from './stage/publisher.ts';

/** 2,000 clients through restarts of the backend: how soon all of them are live again, and whether they miss anything. */

const CLIENTS = 2_000;
const OPEN_FILES = 4_500;
const DEVICES = 100;

/** Messages a second of all devices; each client gets those of one. */
const RATE = 50;

/** How long all clients may take before it is said that some do not come, ms. */
const BACK_MS = 60_000;

/** How long the last readings may take to reach everybody, ms. */
const SETTLE_MS = 20_000;

const HOWS: readonly ReconnectRun['how'][] = ['stop', 'kill'];

export async function run({ quick, rounds }: BenchOptions): Promise<Outcome> {
  requireOpenFiles(OPEN_FILES);
  await using broker = await Mosquitto.start();
  const plan = { mqttUrl: broker.url, mqttPort: broker.port, httpPort: await freePort() };
  await using backend = new MortalBackend(plan);
  const url = await backend.url;
  await using publisher = await Publisher.start(broker.port);
  await linked(url);
  const published = publisher.publish({ kind: 'numbered', devices: DEVICES, count: Infinity, rate: RATE });
  await pause((2_000 * DEVICES) / RATE);
  await using clients = await Peer.start('returning-clients');
  await clients.call('open', { url, clients: CLIENTS, devices: DEVICES } satisfies ReturningOrder);
  tell(`${CLIENTS} clients are live`);
  const runs: ReconnectRun[] = [];
  for (let round = 1; round <= (rounds ?? (quick ? 2 : 6)); round++) {
    await pause(quick ? 3_000 : 10_000);
    runs.push(await restart(backend, clients, round, HOWS[(round - 1) % HOWS.length] ?? 'stop'));
  }
  const sent = await publisher.stop();
  await published;
  const gaps = await settledGaps(clients, sent);
  await clients.call('close');
  return reconnectOutcome(runs, gaps);
}

/** The broker must know the backend before the first message, or it keeps that for nobody. */
async function linked(url: string): Promise<void> {
  for (;;) {
    const text = await (await fetch(new URL('metrics', url))).text();
    if (text.includes('\nsensorium_broker_up 1\n')) return;
    await pause(50);
  }
}

async function restart(
  backend: MortalBackend,
  clients: Peer,
  round: number,
  how: ReconnectRun['how'],
): Promise<ReconnectRun> {
  await clients.call('mark');
  const beganAt = machineMs();
  await (how === 'stop' ? backend.restart() : backend.kill('all'));
  await backend.url;
  const servedAt = machineMs();
  const { liveAt, ...counts } = await untilAllLive(clients, servedAt + BACK_MS);
  const liveMs = quantiles(liveAt.map((at) => at - servedAt));
  const notLive = CLIENTS - liveAt.length;
  tell(
    `round ${round}, ${how}: served again after ${Math.round(servedAt - beganAt)} ms, all live ${Math.round(liveMs.max)} ms later`,
  );
  return {
    round,
    how,
    downMs: servedAt - beganAt,
    liveMs,
    allMs: Math.max(...liveAt) - beganAt,
    notLive,
    ...counts,
  };
}

async function untilAllLive(clients: Peer, end: number): Promise<ReturningState> {
  for (;;) {
    const state = (await clients.call('state')) as ReturningState;
    if (state.liveAt.length === CLIENTS || machineMs() > end) return state;
    await pause(100);
  }
}

/** What is missing once the last readings had time to come. */
async function settledGaps(clients: Peer, sent: number): Promise<GapCount> {
  const end = machineMs() + SETTLE_MS;
  for (;;) {
    const gaps = (await clients.call('gaps', sent)) as GapCount;
    if (gaps.missing === 0 || machineMs() > end) return gaps;
    await pause(500);
  }
}

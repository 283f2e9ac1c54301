import { laneListSchema } from '@sensorium/contracts';
import type { LaneFound, LaneOrder } from '../peers/lane-clients.ts';
import { busyShare, threadTimes, type ThreadTimes } from '../measure/threads.ts';
import type { Cell } from '../measure/transports-run.ts';
import { machineMs, pause } from '../measure/clock.ts';
import type { Backend } from './backend.ts';
import type { Peer } from './peer.ts';

/** Clients of one transport, and how tables name them. */
export type Lane = Pick<LaneOrder, 'transport' | 'intervalMs' | 'headers'> & { name: string };

/** What is the same in every cell. */
export interface LaneStage {
  backend: Backend;
  clients: Peer;
  series: string;
  /** How long clients run before they are measured, and while they are, s. */
  warmUpS: number;
  measureS: number;
}

/** Processor time of the backend, of which `busy` is the share of its main thread. */
export interface Used {
  seconds: number;
  cpu: number;
  busy: number;
}

interface Counts {
  bytes: number;
  requests: number;
}

let lanes = 0;

/** What the backend uses while nobody asks it for anything. */
export async function measureIdle({ backend, measureS }: LaneStage): Promise<Used> {
  const before = now(backend);
  await pause(measureS * 1_000);
  return usedSince(before, backend);
}

/** Opens the clients, lets them run, and measures them in the middle of it. */
export async function measureLane(
  stage: LaneStage,
  { name: label, ...lane }: Lane,
  load: Pick<Cell, 'round' | 'rate' | 'clients' | 'idleCpu'>,
): Promise<Cell> {
  const { backend, clients, series } = stage;
  const name = `bench-${++lanes}`;
  const order = { ...lane, url: backend.url, clients: load.clients, series, lane: name };
  await clients.call('open', order satisfies LaneOrder);
  await pause(stage.warmUpS * 1_000);
  const counted = await countsOf(backend, name);
  const before = now(backend);
  await clients.call('reset');
  await pause(stage.measureS * 1_000);
  const found = (await clients.call('read')) as LaneFound;
  const used = usedSince(before, backend);
  const { bytes, requests } = await countsOf(backend, name);
  await clients.call('close');
  return {
    ...load,
    ...used,
    ...found,
    name: label,
    bytes: bytes - counted.bytes,
    requests: requests - counted.requests,
  };
}

interface Moment extends ThreadTimes {
  at: number;
}

function now({ pid }: Backend): Moment {
  return { at: machineMs(), ...threadTimes(pid) };
}

function usedSince(before: Moment, backend: Backend): Used {
  const after = now(backend);
  const seconds = (after.at - before.at) / 1_000;
  return { seconds, cpu: after.total - before.total, busy: busyShare(before, after, seconds) };
}

/** What the server's sockets counted of a lane. */
async function countsOf({ url }: Backend, lane: string): Promise<Counts> {
  const answer = await fetch(new URL(`api/transports/lanes?lane=${lane}`, url));
  const { lanes: found } = laneListSchema.parse(await answer.json());
  const { received = 0, sent = 0, requests = 0 } = found[0] ?? {};
  return { bytes: received + sent, requests };
}

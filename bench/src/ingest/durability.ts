import type { History } from '@sensorium/contracts';
import { join } from 'node:path';
import { machineMs, until } from '../measure/clock.ts';
import { cpuBetween, cpuOf } from '../measure/cpu.ts';
import type { DurableRun } from '../measure/durable-run.ts';
import type { AckMode, SubscriberCounts, SubscriberOrder } from '../peers/acknowledging-subscriber.ts';
import type { AppendOrder } from '../peers/raw-appender.ts';
import { tell } from '../report/outcome.ts';
import { Backend } from '../stage/backend.ts';
import { TemporaryFolder } from '../stage/cleanup.ts';
import { Mosquitto } from '../stage/mosquitto.ts';
import { Peer } from '../stage/peer.ts';
import { Publisher } from '../stage/publisher.ts';

/** How fast readings become durable: the backend, DuckDB alone, and subscribers that acknowledge in three ways. */

export const RAW = 'raw appender, 20,000 rows a commit';
export const BACKEND = 'backend';

const ROWS_PER_COMMIT = [20_000, 4_000] as const;
const RAW_ROWS = 2_000_000;
const MODES: readonly AckMode[] = ['on receipt', 'after commit', 'one commit a message'];

/** A commit a message is so slow that fewer show it. */
const SLOW_SHARE = 50;

/** Rows of a message on average: two, and a third one of every second device. */
const ROWS_PER_MESSAGE = 2.5;

const POLL_MS = 20;
const LIMIT_MS = 180_000;

export interface DurabilityPlan {
  rounds: number;
  messages: number;
  devices: number;
}

export async function durability(plan: DurabilityPlan): Promise<DurableRun[]> {
  const runs: DurableRun[] = [];
  for (let round = 1; round <= plan.rounds; round++) {
    for (const rowsPerCommit of ROWS_PER_COMMIT) runs.push({ round, ...(await rawAppender(rowsPerCommit)) });
    runs.push({ round, ...(await backend(plan)) });
    for (const mode of MODES) runs.push({ round, ...(await subscriber(mode, plan)) });
    tell(`round ${round}, durable rows of the backend: ${rateOf(runs, round)} a second`);
  }
  return runs;
}

function rateOf(runs: readonly DurableRun[], round: number): string {
  const own = runs.find((run) => run.round === round && run.subject === BACKEND);
  return own ? (own.rows / own.seconds).toFixed(0) : '–';
}

type Found = Omit<DurableRun, 'round'>;

async function rawAppender(rowsPerCommit: number): Promise<Found> {
  using folder = new TemporaryFolder();
  await using peer = await Peer.start('raw-appender');
  const order: AppendOrder = { file: join(folder.path, 'raw.duckdb'), rows: RAW_ROWS, rowsPerCommit };
  const seconds = (await peer.call('append', order)) as number;
  const subject = `raw appender, ${rowsPerCommit.toLocaleString('en')} rows a commit`;
  const commits = Math.ceil(RAW_ROWS / rowsPerCommit);
  return { subject, rows: RAW_ROWS, seconds, messages: null, cpu: null, commits, atRisk: null };
}

async function backend({ messages, devices }: DurabilityPlan): Promise<Found> {
  await using broker = await Mosquitto.start();
  await using running = await Backend.start({ mqttUrl: broker.url });
  await using publisher = await Publisher.start(broker.port);
  await publisher.publish({ kind: 'readings', devices, count: devices, rate: 0 });
  await untilStored(running.url, devices, 1);
  const [cpu, began] = [cpuOf(running.pid), machineMs()];
  await publisher.publish({ kind: 'readings', devices, count: messages, rate: 0 });
  await untilStored(running.url, devices, 1 + messages / devices);
  const seconds = (machineMs() - began) / 1_000;
  const cost = perMessage(cpu, running.pid, messages);
  return { ...found(BACKEND, messages, seconds, cost), commits: null, atRisk: null };
}

/** Waits until the last devices, which get their messages last, have so many readings stored. */
async function untilStored(url: string, devices: number, stored: number): Promise<void> {
  const query = new URLSearchParams({ from: 'now-1h', to: String(Date.now() + 3_600_000), width: '1' });
  for (const device of [devices - 1, devices - 2, devices - 3, devices - 4])
    query.append('series', `bench-${String(device).padStart(4, '0')}/air_temperature`);
  await until(
    'the last reading to be stored',
    async () => {
      const answer = await fetch(new URL(`api/history?${query.toString()}`, url));
      const { series } = (await answer.json()) as History;
      return series.every((one) => one.stored >= stored) || undefined;
    },
    { everyMs: POLL_MS, timeoutMs: LIMIT_MS },
  );
}

async function subscriber(mode: AckMode, { messages, devices }: DurabilityPlan): Promise<Found> {
  using folder = new TemporaryFolder();
  await using broker = await Mosquitto.start();
  await using peer = await Peer.start('acknowledging-subscriber');
  await using publisher = await Publisher.start(broker.port);
  const order: SubscriberOrder = { url: broker.url, file: join(folder.path, 'rows.duckdb'), mode };
  await peer.call('open', order);
  const count = mode === 'one commit a message' ? messages / SLOW_SHARE : messages;
  const [cpu, began] = [cpuOf(peer.pid), machineMs()];
  await publisher.publish({ kind: 'readings', devices, count, rate: 0 });
  const counts = await until(
    'the last message to be durable',
    async () => {
      const now = (await peer.call('count')) as SubscriberCounts;
      return now.durable >= count ? now : undefined;
    },
    { everyMs: POLL_MS, timeoutMs: LIMIT_MS },
  );
  const seconds = (machineMs() - began) / 1_000;
  const cost = perMessage(cpu, peer.pid, count);
  const { commits, atRisk } = counts;
  return { ...found(`subscriber, acknowledges ${nameOf(mode)}`, count, seconds, cost), commits, atRisk };
}

function nameOf(mode: AckMode): string {
  return mode === 'one commit a message' ? 'after one commit a message' : mode;
}

function found(subject: string, messages: number, seconds: number, cpu: number) {
  return { subject, messages, seconds, cpu, rows: messages * ROWS_PER_MESSAGE };
}

function perMessage(before: ReturnType<typeof cpuOf>, pid: number, messages: number): number {
  const { user, system } = cpuBetween(before, cpuOf(pid));
  return ((user + system) * 1e6) / messages;
}

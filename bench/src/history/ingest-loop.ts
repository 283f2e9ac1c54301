import type { System } from '@sensorium/contracts';
import { machineMs, pause, until } from '../measure/clock.ts';
import type { LoopRun } from '../measure/history-run.ts';
import { quantile } from '../measure/statistics.ts';
import { Backend } from '../stage/backend.ts';
import { Mosquitto } from '../stage/mosquitto.ts';
import { Publisher } from '../stage/publisher.ts';

const DEVICES = 1_000;

/** Messages before the measuring, and a second during it: on the way the store has so much that it seals by itself. */
const BEFORE = 720_000;
const PER_SECOND = 5_000;
const SECONDS = 40;

const EVERY_MS = 1_000;

/** Delays of the backend's own threads under a steady load during which it seals; each is the p99 of a second. */
export async function ingestLoop(): Promise<LoopRun[]> {
  await using broker = await Mosquitto.start();
  await using backend = await Backend.start({ mqttUrl: broker.url });
  await using publisher = await Publisher.start(broker.port);
  const messages = { kind: 'readings', devices: DEVICES } as const;
  await publisher.publish({ ...messages, count: BEFORE, rate: 0 });
  await until('the flood to be taken in', async () => (await backend.messages()) >= BEFORE || undefined, {
    timeoutMs: 120_000,
  });
  const began = machineMs();
  const load = publisher.publish({ ...messages, count: SECONDS * PER_SECOND, rate: PER_SECOND });
  const seen = await watch(backend, load);
  const seconds = (machineMs() - began) / 1_000;
  const meanwhile = '5,000 messages a second, sealing once';
  return [
    { thread: 'ingest thread, p99 of each second', meanwhile, seconds, ...spread(seen.ingest) },
    { thread: 'main thread, p99 of each second', meanwhile, seconds, ...spread(seen.main) },
  ];
}

async function watch(
  { url }: Backend,
  load: Promise<unknown>,
): Promise<{ ingest: number[]; main: number[] }> {
  const seen = { ingest: [] as number[], main: [] as number[] };
  for (let isOver = false; !isOver;) {
    isOver = await Promise.race([load.then(() => true), pause(EVERY_MS).then(() => false)]);
    const { eventLoop } = (await (await fetch(new URL('api/system', url))).json()) as System;
    seen.ingest.push(eventLoop.ingestP99Ms);
    seen.main.push(eventLoop.mainP99Ms);
  }
  return seen;
}

function spread(delays: readonly number[]): Pick<LoopRun, 'p50' | 'p99' | 'max'> {
  return { p50: quantile(delays, 0.5), p99: quantile(delays, 0.99), max: quantile(delays, 1) };
}

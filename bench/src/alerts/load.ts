import { machineMs, pause, until } from '../measure/clock.ts';
import type { LoadRun, SkipRun } from '../measure/alerts-run.ts';
import { cpuBetween, cpuOf } from '../measure/cpu.ts';
import { METRICS, NUMBER } from '../peers/messages.ts';
import { tell } from '../report/outcome.ts';
import { Backend } from '../stage/backend.ts';
import { Mosquitto } from '../stage/mosquitto.ts';
import { Publisher } from '../stage/publisher.ts';
import { addRule, addRules, instanceCount } from '../stage/rules.ts';

const DEVICES = 1_000;
const RATE = 5_000;

/** Rules for so many instances: how many, and on which devices. Both metrics are in every message. */
const SIZES = [
  { instances: 0, rules: 0, devices: [] },
  { instances: 100, rules: 1, devices: ['bench-00*'] },
  { instances: 10_000, rules: 10, devices: ['bench-*'] },
];
const WATCHED = METRICS.slice(0, 2);

/** Every second device has the third metric. */
const READINGS_PER_MESSAGE = 2.5;

const SKIP_RULES = 10;

/** Time after which the main thread must know of the last alerts. */
const SETTLE_MS = 60_000;

/** What a reading costs with more and more rules, and whether rules see every reading. */
export async function load(
  quick: boolean,
  rounds = quick ? 1 : 3,
): Promise<{ runs: LoadRun[]; skips: SkipRun }> {
  const runs: LoadRun[] = [];
  for (let round = 1; round <= rounds; round++) {
    for (const size of SIZES) {
      const run = { round, ...(await measure(size, quick)) };
      tell(`round ${round}, ${size.instances} instances: ${run.cpu.toFixed(1)} µs a reading`);
      runs.push(run);
    }
  }
  tell('each rule holds for one message of each device');
  return { runs, skips: await skips(quick) };
}

async function measure(
  { instances, rules, devices }: (typeof SIZES)[number],
  quick: boolean,
): Promise<Omit<LoadRun, 'round'>> {
  await using broker = await Mosquitto.start();
  await using backend = await Backend.start({ mqttUrl: broker.url });
  await addRules(backend.url, rules, WATCHED, devices);
  await using publisher = await Publisher.start(broker.port);
  await stretch(publisher, backend, (quick ? 4 : 10) * RATE);
  const count = await instanceCount(backend.url);
  if (count !== instances) throw new Error(`${count} rules on devices instead of ${instances}`);
  const before = cpuOf(backend.pid);
  const readingsBefore = await backend.metric('sensorium_readings_total');
  const messages = (quick ? 5 : 10) * RATE;
  await stretch(publisher, backend, messages);
  const { user, system } = cpuBetween(before, cpuOf(backend.pid));
  const readings = (await backend.metric('sensorium_readings_total')) - readingsBefore;
  const evaluations = instances / DEVICES / READINGS_PER_MESSAGE;
  return { instances, evaluations, messages, readings, cpu: ((user + system) * 1e6) / readings };
}

/** Publishes at full rate and waits until all is taken in. */
async function stretch(publisher: Publisher, backend: Backend, count: number): Promise<void> {
  const goal = (await backend.messages()) + count;
  await publisher.publish({ kind: 'readings', devices: DEVICES, count, rate: RATE });
  await until(`message ${goal}`, async () => ((await backend.messages()) >= goal ? true : undefined), {
    everyMs: 500,
    timeoutMs: 120_000,
  });
  await pause(200);
}

/**
 * Each device counts its messages, and each rule holds for one number alone: a reading that is not evaluated is an alert
 * that is missing. All devices come to a number within the same 200 ms.
 */
async function skips(quick: boolean): Promise<SkipRun> {
  await using broker = await Mosquitto.start();
  await using backend = await Backend.start({ mqttUrl: broker.url });
  const seconds = quick ? 10 : 20;
  const perDevice = (seconds * RATE) / DEVICES;
  for (let rule = 0; rule < SKIP_RULES; rule++) {
    const value = Math.floor(((rule + 0.5) * perDevice) / SKIP_RULES);
    await addRule(backend.url, {
      name: `number ${value}`,
      metric: NUMBER,
      condition: { type: 'equals', value },
    });
  }
  await using publisher = await Publisher.start(broker.port);
  const instances = SKIP_RULES * DEVICES;
  const order = { kind: 'numbered', devices: DEVICES, count: perDevice * DEVICES, rate: RATE } as const;
  const took = await publisher.publish(order);
  const cleared = () => transitions(backend, 'back-inside');
  const end = machineMs() + SETTLE_MS;
  while ((await cleared()) < instances && machineMs() < end) await pause(500);
  const fired = await transitions(backend, 'beyond');
  return {
    instances,
    messagesPerSecond: RATE,
    perSecond: order.count / took,
    fired,
    cleared: await cleared(),
  };
}

function transitions(backend: Backend, reason: string): Promise<number> {
  return backend.metric(`sensorium_alert_transitions_total\\{reason="${reason}"\\}`);
}

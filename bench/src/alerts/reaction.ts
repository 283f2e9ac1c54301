import { nativeTopics } from '@sensorium/contracts';
import { connectAsync } from 'mqtt';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { machineMs, pause, until } from '../measure/clock.ts';
import type { ReactionRun } from '../measure/alerts-run.ts';
import { quantiles } from '../measure/statistics.ts';
import { tell } from '../report/outcome.ts';
import { Backend } from '../stage/backend.ts';
import { Mosquitto } from '../stage/mosquitto.ts';
import { prometheusPaths } from '../stage/programs.ts';
import { PrometheusAlerts, type PrometheusPrograms } from '../stage/prometheus-alerts.ts';
import { Publisher } from '../stage/publisher.ts';
import { addRule, addWebhook, AT_ONCE, instanceCount } from '../stage/rules.ts';
import { WebhookSink } from '../stage/webhook-sink.ts';

export const SENSORIUM = 'Sensorium';
export const PROMETHEUS = 'Prometheus + Alertmanager, 1 s';

const CROSSINGS = 300;
const QUICK_CROSSINGS = 60;
const PER_SECOND = 10;

/** Messages a second of other devices, which rules look at too. */
const BACKGROUND = 1_000;
const BACKGROUND_DEVICES = 200;

/** How long the last webhook may take. */
const PATIENCE_MS = 15_000;

const METRIC = 'level';

/** Notes when devices crossed, and when the webhook of each came. */
class Stopwatch {
  readonly #crossed = new Map<string, number>();
  readonly #took = new Map<string, number>();

  crossed(device: string): void {
    this.#crossed.set(device, machineMs());
  }

  told(device: string): void {
    const at = this.#crossed.get(device);
    if (at !== undefined && !this.#took.has(device)) this.#took.set(device, machineMs() - at);
  }

  /** Waits for what is outstanding. */
  async result(subject: string, background: number): Promise<ReactionRun> {
    const all = () => (this.#took.size === this.#crossed.size ? true : undefined);
    await until('the last webhook', all, { timeoutMs: PATIENCE_MS }).catch(() => undefined);
    const took = quantiles([...this.#took.values()]);
    const run = { subject, background, arrived: this.#took.size, crossings: this.#crossed.size, ...took };
    tell(`${subject}, ${background}/s beside: p50 ${took.p50.toFixed(1)} ms, p99 ${took.p99.toFixed(1)} ms`);
    return run;
  }
}

/** Each device crosses once, so that no alert counts as flapping; all go on firing, in both programs. */
export async function reaction(quick: boolean): Promise<{ runs: ReactionRun[]; peerIsMissing: boolean }> {
  const count = quick ? QUICK_CROSSINGS : CROSSINGS;
  const runs = [await ours(count, 0), await ours(count, BACKGROUND)];
  const programs = prometheusPaths();
  if (programs) runs.push(await theirs(programs, count));
  return { runs, peerIsMissing: programs === undefined };
}

async function ours(count: number, background: number): Promise<ReactionRun> {
  const watch = new Stopwatch();
  await using sink = await WebhookSink.start(({ body }) => {
    for (const device of devicesOf(body, ({ device }) => device)) watch.told(device);
    return 200;
  });
  await using broker = await Mosquitto.start();
  const settings = { NOTIFY_ALLOW_LOOPBACK: 'on' };
  await using backend = await Backend.start({ mqttUrl: broker.url, settings });
  const channels = [await addWebhook(backend.url, sink.url)];
  const condition = { type: 'above', value: 0 } as const;
  await addRule(backend.url, { name: 'Above', metric: METRIC, condition, channels, grouping: AT_ONCE });
  const client = await connectAsync(broker.url, { protocolVersion: 5 });
  const say = (device: string, value: number) =>
    client.publishAsync(nativeTopics(device).telemetry, `{"${METRIC}":${value}}`, { qos: 1 });
  for (const device of names(count)) await say(device, 0);
  const known = async () => (await instanceCount(backend.url)) === count || undefined;
  await until('the rule on every device', known);
  await using publisher = await Publisher.start(broker.port);
  const noise = background === 0 ? undefined : publishBeside(publisher, count, background);
  await crossAll(count, (device) => {
    watch.crossed(device);
    void say(device, 1);
  });
  const run = await watch.result(SENSORIUM, background);
  await publisher.stop();
  await noise;
  await client.endAsync();
  return run;
}

function publishBeside(publisher: Publisher, crossings: number, rate: number): Promise<number> {
  const seconds = crossings / PER_SECOND + PATIENCE_MS / 1_000;
  const order = { kind: 'readings', devices: BACKGROUND_DEVICES, count: seconds * rate, rate } as const;
  return publisher.publish(order);
}

async function theirs(programs: PrometheusPrograms, count: number): Promise<ReactionRun> {
  const watch = new Stopwatch();
  await using sink = await WebhookSink.start(({ body }) => {
    for (const device of devicesOf(body, ({ labels }) => labels?.device)) watch.told(device);
    return 200;
  });
  const levels = new Map(names(count).map((device) => [device, 0]));
  let scrapes = 0;
  const exporter = createServer((_request, response) => {
    scrapes += 1;
    const lines = [...levels].map(([device, value]) => `${METRIC}{device="${device}"} ${value}\n`);
    response.setHeader('content-type', 'text/plain; version=0.0.4').end(lines.join(''));
  }).listen(0, '127.0.0.1');
  await once(exporter, 'listening');
  const { port } = exporter.address() as { port: number };
  const plan = { exporterPort: port, metric: METRIC, hook: sink.url };
  await using running = await PrometheusAlerts.start(programs, plan);
  await running.ready();
  await until('the first scrapes', () => scrapes >= 3 || undefined);
  await crossAll(count, (device) => {
    watch.crossed(device);
    levels.set(device, 1);
  });
  const run = await watch.result(PROMETHEUS, 0);
  exporter.close();
  exporter.closeAllConnections();
  return run;
}

/** One device after the other, at no beat that a program could be in step with. */
async function crossAll(count: number, cross: (device: string) => void): Promise<void> {
  const began = machineMs();
  for (const [place, device] of names(count).entries()) {
    const due = began + ((place + Math.random()) * 1_000) / PER_SECOND;
    await pause(Math.max(0, due - machineMs()));
    cross(device);
  }
}

function names(count: number): string[] {
  return Array.from({ length: count }, (_, place) => `react-${String(place).padStart(3, '0')}`);
}

interface HookAlert {
  device?: string;
  labels?: { device?: string };
}

/** Devices that the alerts of a webhook are about. */
function devicesOf(body: unknown, deviceOf: (alert: HookAlert) => string | undefined): string[] {
  const { alerts } = body as { alerts: HookAlert[] };
  return alerts.flatMap((alert) => deviceOf(alert) ?? []);
}

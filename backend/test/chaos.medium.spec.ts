import type { History } from '@sensorium/contracts';
import fc from 'fast-check';
import { connectAsync, type MqttClient } from 'mqtt';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ChaosPolls, ChaosSocket, ChaosStream, type ChaosClient, type Reading } from './chaos-clients.js';
import { ChaosProxy, type Fault } from './chaos-proxy.js';
import { latest } from './latest.js';
import { DataFolder, Sensorium } from './sensorium.js';
import { until } from './until.js';

let data: DataFolder;
let sensorium: Sensorium;
let mqtt: MqttClient;

beforeAll(async () => {
  data = new DataFolder();
  sensorium = await Sensorium.start({ DATA_DIR: data.path });
  mqtt = await connectAsync(sensorium.mqttUrl);
});

afterAll(async () => {
  await mqtt.endAsync();
  await sensorium.stop();
  data[Symbol.dispose]();
});

/** How long a client may take for what it has missed, ms: above the heartbeats that find a dead line. */
const PATIENCE_MS = 25_000;

/** A part of a schedule: a fault for a while, how it ends, quiet after it, and what is published meanwhile. */
interface Step {
  fault: Fault;
  forMs: number;
  end: 'none' | 'cut' | 'reset';
  quietMs: number;
  messages: number;
}

const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.constantFrom<Fault>({ kind: 'cut' }, { kind: 'reset' }, { kind: 'half-open' }, { kind: 'half-open' }),
  fc.record({ kind: fc.constant('delay' as const), ms: fc.integer({ min: 1, max: 200 }) }),
  fc.record({
    kind: fc.constant('trickle' as const),
    bytes: fc.integer({ min: 1, max: 200 }),
    everyMs: fc.integer({ min: 1, max: 10 }),
  }),
);

const schedules: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    fault,
    forMs: fc.integer({ min: 0, max: 400 }),
    end: fc.constantFrom('none', 'cut', 'reset'),
    quietMs: fc.integer({ min: 0, max: 150 }),
    messages: fc.integer({ min: 0, max: 120 }),
  }),
  { minLength: 3, maxLength: 8 },
);

/** A device that publishes the same numbers as several series, each at a time of its own. */
class Device {
  private sent = 0;
  private t = 0;

  constructor(
    readonly id: string,
    private readonly metrics: readonly string[] = ['a', 'b'],
  ) {}

  get series(): string[] {
    return this.metrics.map((metric) => `${this.id}/${metric}`);
  }

  async publish(count: number): Promise<void> {
    const acknowledged = Array.from({ length: count }, () => {
      this.t = Math.max(this.t + 1, Date.now());
      const values = Object.fromEntries(this.metrics.map((metric) => [metric, this.sent]));
      this.sent += 1;
      const message = JSON.stringify({ ts: this.t, values });
      return mqtt.publishAsync(`devices/${this.id}/telemetry`, message, { qos: 1 });
    });
    await Promise.all(acknowledged);
  }

  /** Every reading that is stored, once all of them are. */
  async stored(): Promise<Map<string, readonly Reading[]>> {
    const all = await Promise.all(this.series.map(async (name) => [name, await this.history(name)] as const));
    return new Map(all);
  }

  private async history(series: string): Promise<Reading[]> {
    return until(`the history of ${series}`, async () => {
      const path = `api/history?series=${series}&from=0&to=${Date.now() + 60_000}&raw=true`;
      const { series: found } = (await (await sensorium.get(path)).json()) as History;
      const { t = [], v = [] } = found[0] ?? {};
      return t.length === this.sent && t.map((time, place) => [time, v[place]] as const);
    });
  }
}

async function suffer(proxy: ChaosProxy, device: Device, steps: readonly Step[]): Promise<void> {
  for (const { fault: what, forMs, end, quietMs, messages } of steps) {
    const half = Math.ceil(messages / 2);
    await device.publish(half);
    proxy.suffer(what);
    await Promise.all([device.publish(messages - half), pause(forMs)]);
    if (end !== 'none') proxy.suffer({ kind: end });
    proxy.suffer({ kind: 'none' });
    await pause(quietMs);
  }
}

function clientsAt(url: string, series: readonly string[]): Record<string, ChaosClient> {
  return {
    websocket: new ChaosSocket(url, series, 'websocket'),
    'socket.io polling': new ChaosSocket(url, series, 'polling'),
    stream: new ChaosStream(url, series),
    'long polling': new ChaosPolls(url, series),
  };
}

let devices = 0;

/** Runs a schedule; returns how often each client went on after a connection had ended. */
async function live(steps: readonly Step[]): Promise<Record<string, number>> {
  const device = new Device(`chaos-${++devices}`);
  await device.publish(1);
  await sensorium.device(device.id);
  await using proxy = await ChaosProxy.start(sensorium.url);
  const clients = clientsAt(proxy.url, device.series);
  try {
    await begin(clients, device);
    await suffer(proxy, device, steps);
    await device.publish(1);
    const stored = await device.stored();
    for (const [transport, client] of Object.entries(clients)) await equals(transport, client, stored);
  } finally {
    for (const client of Object.values(clients)) client.stop();
  }
  return Object.fromEntries(Object.entries(clients).map(([name, { resumes }]) => [name, resumes]));
}

async function begin(clients: Record<string, ChaosClient>, { series }: Device): Promise<void> {
  for (const client of Object.values(clients)) client.start();
  for (const [name, { got }] of Object.entries(clients))
    await until(`${name} has begun`, () => series.every((one) => got.has(one)));
}

async function hasLast(
  transport: string,
  { got, losses }: ChaosClient,
  stored: ReadonlyMap<string, readonly Reading[]>,
): Promise<void> {
  for (const [series, readings] of stored) {
    const last = readings.at(-1)?.[0];
    const isThere = () => got.get(series)?.at(-1)?.[0] === last;
    await until(`${transport}: the last of ${series}`, isThere, PATIENCE_MS).catch((error: unknown) => {
      throw new Error(`only ${got.get(series)?.length} of ${readings.length}; ${losses.join()}`, {
        cause: error,
      });
    });
  }
}

/** What came live is what is stored: nothing twice, nothing missing, in order. */
async function equals(
  transport: string,
  client: ChaosClient,
  stored: ReadonlyMap<string, readonly Reading[]>,
): Promise<void> {
  await hasLast(transport, client, stored);
  expect([transport, client.losses, client.got]).toEqual([transport, [], stored]);
}

it.concurrent(
  'shows live exactly what history has, on every transport, whatever the line does',
  async ({ expect: expectHere }) => {
    const resumes = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(schedules, async (steps) => {
        for (const [name, count] of Object.entries(await live(steps)))
          resumes.set(name, (resumes.get(name) ?? 0) + count);
      }),
      { numRuns: 12, seed: 5, endOnFailure: true },
    );
    for (const [name, count] of resumes) expectHere([name, count > 10]).toEqual([name, true]);
  },
  120_000,
);

it.concurrent(
  'finds by heartbeats a line that is dead without a word, and goes on after it',
  async ({ expect: expectHere }) => {
    const device = new Device('half-open');
    await device.publish(1);
    await sensorium.device(device.id);
    await using proxy = await ChaosProxy.start(sensorium.url);
    const client = new ChaosSocket(proxy.url, device.series, 'websocket');
    try {
      await begin({ websocket: client }, device);
      proxy.suffer({ kind: 'half-open' });
      await device.publish(50);
      await until('the client has noticed', () => client.ended, 25_000);
      expectHere(client.ended).toBe('ping timeout');
      proxy.suffer({ kind: 'none' });
      await equals('websocket', client, await device.stored());
      expectHere(client.resumes).toBe(1);
    } finally {
      client.stop();
    }
  },
  60_000,
);

/** More readings than the log in memory holds. */
async function passLog(): Promise<void> {
  const start = Date.now() - 3_600_000;
  for (let message = 0; message < 53; message++) {
    const readings = Array.from({ length: 5_000 }, (_, row) => {
      const n = message * 5_000 + row;
      return { ts: start + n, values: { n } };
    });
    await mqtt.publishAsync('devices/noise/telemetry', JSON.stringify(readings), { qos: 1 });
  }
  await sensorium.device('noise', (one) => latest(one, 'n') === 53 * 5_000 - 1);
}

it('catches up from history over a line that breaks while it does: nothing is missing', async () => {
  const device = new Device(
    'wide',
    Array.from({ length: 40 }, (_, metric) => `m${metric}`),
  );
  await device.publish(1);
  await sensorium.device(device.id, ({ metrics }) => metrics.length === 40);
  await using proxy = await ChaosProxy.start(sensorium.url);
  const client = new ChaosSocket(proxy.url, device.series, 'websocket');
  const catchUps = () => client.losses.filter((loss) => loss === 'catch-up').length;
  try {
    await begin({ websocket: client }, device);
    proxy.suffer({ kind: 'half-open' });
    await device.publish(30);
    await passLog();
    for (const end of ['reset', 'cut', 'reset'] as const) {
      proxy.suffer({ kind: end });
      proxy.suffer({ kind: 'trickle', bytes: 100, everyMs: 2 });
      const before = catchUps();
      await until('a part of the catch-up', () => catchUps() > before);
      await device.publish(10);
    }
    proxy.suffer({ kind: 'none' });
    await device.publish(1);
    const stored = await device.stored();
    await hasLast('websocket', client, stored);
    expect(merged(client.got)).toEqual(stored);
    expect(new Set(client.losses)).toEqual(new Set(['{"ok":true,"resumed":"history"}', 'catch-up']));
  } finally {
    client.stop();
  }
}, 60_000);

/** As a page holds it: what comes again for a time replaces. */
function merged(got: ChaosClient['got']): Map<string, Reading[]> {
  return new Map(
    Array.from(got, ([series, readings]) => [series, [...new Map(readings)].sort(([a], [b]) => a - b)]),
  );
}

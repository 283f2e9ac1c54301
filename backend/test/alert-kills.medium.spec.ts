import type { AlertList, AlertRule, Channel, WebhookBody } from '@sensorium/contracts';
import { connectAsync, type MqttClient } from 'mqtt';
import { expect, it } from 'vitest';
import { HttpSink, type Taken } from './http-sink.js';
import { Mosquitto, MOSQUITTO } from './mosquitto.js';
import { DataFolder, Sensorium } from './sensorium.js';
import { until } from './until.js';

const HELD_MS = 2_000;

/** One notice as the ledger has it. */
interface Told {
  key: string;
  event: string;
  id: string;
  startedAt: number;
  firedAt: number | null;
}

function toldIn({ headers, body }: Taken): Told[] {
  const { event, alerts } = JSON.parse(body) as WebhookBody;
  const key = String(headers['idempotency-key']);
  return alerts.map(({ id, startedAt, firedAt }) => ({ key, event, id, startedAt, firedAt }));
}

async function post<Answer>(to: Sensorium, path: string, body: object): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(new URL(path, to.url), { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

async function addRules(to: Sensorium, sink: HttpSink): Promise<void> {
  const settings = { url: `${sink.url}/hook` };
  const hook = await post<Channel>(to, 'api/notification-channels', {
    name: 'Ledger',
    type: 'webhook',
    settings,
  });
  for (const [device, forMs] of [
    ['oven', HELD_MS],
    ['lamp', 0],
  ] as const) {
    await post<AlertRule>(to, 'api/alert-rules', {
      ...{ name: device, devices: [device], metric: 't', condition: { type: 'above', value: 50 }, forMs },
      ...{ channels: [hook.id], grouping: { waitMs: 0, updateMs: 0, remindMs: 0 } },
    });
  }
}

/** Mosquitto has it then, and keeps it for a backend that is away. */
async function say(client: MqttClient, device: string, ts: number, t: number): Promise<void> {
  await client.publishAsync(`devices/${device}/telemetry`, JSON.stringify({ ts, values: { t } }), { qos: 1 });
}

async function stateOf(of: Sensorium, device: string): Promise<string | undefined> {
  const { alerts } = (await (await of.get(`api/alerts?device=${device}`)).json()) as AlertList;
  return alerts[0]?.state;
}

const eventsOf = (told: readonly Told[], startedAt: number) =>
  told.filter((one) => one.startedAt === startedAt).map(({ event }) => event);

it.skipIf(MOSQUITTO === undefined)(
  'tells each crossing once over kills, at its time',
  async () => {
    using data = new DataFolder();
    await using mosquitto = await Mosquitto.start(data.path);
    await using sink = await HttpSink.start();
    const env = { DATA_DIR: data.path, MQTT_URL: mosquitto.url, NOTIFY_ALLOW_LOOPBACK: 'on' };
    const start = () => Sensorium.start(env);
    const told = () => sink.taken.flatMap(toldIn);
    const device = await connectAsync(mosquitto.url, { protocolVersion: 5 });
    let sensorium = await start();
    await addRules(sensorium, sink);
    await sensorium.linkUp();
    for (const one of ['oven', 'lamp']) await say(device, one, Date.now(), 20);
    await until('both devices', async () => (await sensorium.devices()).length === 2);

    // 1. While the on-delay runs; the oven goes on being hot.
    const hot = Date.now();
    await say(device, 'oven', hot, 60);
    await until('pending', async () => (await stateOf(sensorium, 'oven')) === 'pending');
    await sensorium.stop('SIGKILL');
    // 2. While the webhook waits for its answer.
    sink.answer = () => 'silence';
    sensorium = await start();
    await sink.wait('/hook', 1);
    await sensorium.stop('SIGKILL');
    const cold = Math.max(Date.now(), hot + HELD_MS + 1);
    // 3. While a crossing and its end wait at the broker, and as soon as they were taken.
    const lit = cold + 1;
    await say(device, 'oven', cold, 20);
    await say(device, 'lamp', lit, 60);
    await say(device, 'lamp', lit + 1, 20);
    sink.answer = () => ({ status: 204 });
    sensorium = await start();
    await until('the lamp', () => eventsOf(told(), lit).includes('firing'), 20_000);
    await sensorium.stop('SIGKILL');
    sensorium = await start();
    const isOver = (at: number) => eventsOf(told(), at).includes('resolved');
    await until('the end of both', () => isOver(hot) && isOver(lit), 20_000);
    await sensorium.stop();
    await device.endAsync();

    for (const at of [hot, lit]) {
      const own = told().filter(({ startedAt }) => startedAt === at);
      const firing = own.filter(({ event }) => event === 'firing');
      expect(new Set(own.map(({ id }) => id)).size).toBe(1);
      expect(new Set(firing.map(({ key }) => key)).size).toBe(1);
      expect(firing[0]?.firedAt).toBe(at === hot ? hot + HELD_MS : lit);
    }
    expect(new Set(told().map(({ startedAt }) => startedAt))).toEqual(new Set([hot, lit]));
  },
  60_000,
);

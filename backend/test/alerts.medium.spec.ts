import type { Alert, AlertList, AlertLog, AlertRule } from '@sensorium/contracts';
import { connectAsync, type MqttClient } from 'mqtt';
import { describe, expect, it } from 'vitest';
import { Mosquitto, MOSQUITTO } from './mosquitto.js';
import { DataFolder, Sensorium } from './sensorium.js';
import { until } from './until.js';

const RULE = {
  name: 'Too warm',
  severity: 'critical',
  devices: ['freezer'],
  metric: 'temperature',
  condition: { type: 'above', value: 5, clear: 4 },
};

async function createRule(sensorium: Sensorium, rule: object): Promise<AlertRule> {
  const answer = await fetch(new URL('api/alert-rules', sensorium.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(rule),
  });
  expect(answer.status).toBe(201);
  return (await answer.json()) as AlertRule;
}

async function alerts(sensorium: Sensorium, query = ''): Promise<Alert[]> {
  return ((await (await sensorium.get(`api/alerts${query}`)).json()) as AlertList).alerts;
}

function inState(sensorium: Sensorium, state: Alert['state']): Promise<Alert> {
  return until(`an alert that is ${state}`, async () =>
    (await alerts(sensorium)).find((alert) => alert.state === state && alert.device === 'freezer'),
  );
}

async function reasons(sensorium: Sensorium, { id }: Alert): Promise<string[]> {
  const { entries } = (await (await sensorium.get(`api/alerts/${id}/log`)).json()) as AlertLog;
  return entries.flatMap(({ event }) => (event.type === 'transition' ? event.reason : []));
}

function say(client: MqttClient, temperature: number, ts = Date.now()): Promise<unknown> {
  const payload = JSON.stringify({ ts, values: { temperature } });
  return client.publishAsync('devices/freezer/telemetry', payload, { qos: 1 });
}

describe('alerts of a running backend', () => {
  it('are raised by a crossing, once, and resolved', async () => {
    using data = new DataFolder();
    await using sensorium = await Sensorium.start({ DATA_DIR: data.path, DEMO: 'off' });
    await createRule(sensorium, RULE);
    const client = await connectAsync(sensorium.mqttUrl);
    for (const temperature of [4, 6, 7]) await say(client, temperature);
    const firing = await inState(sensorium, 'firing');
    expect(firing).toMatchObject({ severity: 'critical', metric: 'temperature', limit: 5, reason: 'beyond' });
    await say(client, 3.5);
    const resolved = await inState(sensorium, 'resolved');
    expect(resolved).toMatchObject({ id: firing.id, peak: 7 });
    expect(await reasons(sensorium, firing)).toEqual(['beyond', 'back-inside']);
    await client.endAsync();
  });
});

describe.skipIf(MOSQUITTO === undefined)('alerts with a real Mosquitto', () => {
  it('go on with an on-delay after a SIGKILL, and double nothing that comes again', async () => {
    using data = new DataFolder();
    await using mosquitto = await Mosquitto.start(data.path);
    const env = { DATA_DIR: data.path, MQTT_URL: mosquitto.url, DEMO: 'off' };
    const first = await Sensorium.start(env);
    await createRule(first, { ...RULE, forMs: 4_000 });
    await first.linkUp();
    const client = await connectAsync(mosquitto.url);
    const began = Date.now();
    await say(client, 9, began);
    const pending = await inState(first, 'pending');
    await first.stop('SIGKILL');
    await using second = await Sensorium.start(env);
    await say(client, 9, began);
    const firing = await inState(second, 'firing');
    expect(firing.id).toBe(pending.id);
    expect(firing.firedAt).toBe(began + 4_000);
    await say(client, 3);
    await inState(second, 'resolved');
    expect(await reasons(second, firing)).toEqual(['beyond', 'held', 'back-inside']);
    expect(await alerts(second)).toHaveLength(1);
    await client.endAsync();
  });
});

import type { Device, LastMessage, LogList, SiteList, System } from '@sensorium/contracts';
import { connectAsync, type MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataFolder, Sensorium } from './sensorium.js';
import { until } from './until.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

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

async function publish(topic: string, payload: string, retain = false): Promise<void> {
  await mqtt.publishAsync(topic, payload, { qos: 1, retain });
}

async function send(method: string, path: string, body?: unknown): Promise<Response> {
  const init = body === undefined ? {} : { body: JSON.stringify(body) };
  const headers = { 'content-type': 'application/json' };
  return fetch(new URL(path, sensorium.url), { method, headers, ...init });
}

async function json<T>(path: string): Promise<T> {
  return (await (await sensorium.get(path)).json()) as T;
}

async function codes(path: string): Promise<string[]> {
  const { entries } = await json<LogList>(path);
  return entries.map(({ event }) => event.code);
}

describe('a device', () => {
  it('is renamed, and goes back to its own name', async () => {
    await publish('devices/a/meta', '{"name":"Own","site":"Porto","zone":"Europe/Lisbon"}', true);
    await publish('devices/a/telemetry', '{"x":1}');
    const { uid } = await sensorium.device('a', (one) => one.site === 'Porto');
    const patched = (await (
      await send('PATCH', `api/devices/${uid}`, { name: 'Mine', outOfService: { note: 'repair' } })
    ).json()) as Device;
    expect(patched).toMatchObject({ name: 'Mine', edited: ['name'], outOfService: { note: 'repair' } });
    const back = await send('PATCH', `api/devices/${uid}`, { name: null, outOfService: null });
    expect(await back.json()).toMatchObject({ name: 'Own', edited: [], outOfService: null });
    expect(await codes(`api/devices/${uid}/log`)).toEqual(
      expect.arrayContaining(['in-service', 'edited', 'out-of-service', 'first-seen']),
    );
    expect((await send('PATCH', `api/devices/${uid}`, { nam: 'x' })).status).toBe(400);
    expect((await send('PATCH', 'api/devices/nobody', { name: 'x' })).status).toBe(404);
  });

  it('brings its site with its zone', async () => {
    const { sites } = await json<SiteList>('api/sites');
    expect(sites).toMatchObject([{ name: 'Porto', zone: 'Europe/Lisbon' }]);
    const id = sites[0]?.id ?? '';
    expect(await (await send('PATCH', `api/sites/${id}`, { zone: 'Asia/Seoul' })).json()).toMatchObject({
      zone: 'Asia/Seoul',
    });
    await publish('devices/a/telemetry', '[{"x":3},{"x":2}]');
    const { metrics } = await sensorium.device('a', (one) => one.metrics[0]?.today?.max === 3);
    const { begins = NaN, ends = NaN } = metrics[0]?.today ?? {};
    expect(metrics).toMatchObject([{ today: { min: 2, max: 3 } }]);
    expect([begins, ends - begins]).toEqual([Math.floor((begins + 9 * HOUR) / DAY) * DAY - 9 * HOUR, DAY]);
    expect((await send('PATCH', `api/sites/${id}`, { zone: 'Nowhere/Land' })).status).toBe(400);
    expect((await send('PATCH', 'api/sites/nobody', { zone: null })).status).toBe(404);
  });

  it('shows its newest message as it came', async () => {
    await publish('devices/raw/telemetry', '{"x": 1}');
    await sensorium.device('raw');
    expect(await json<LastMessage>('api/devices/raw/last-message')).toMatchObject({
      message: { topic: 'devices/raw/telemetry', text: '{"x": 1}', hex: null, bytes: 8 },
    });
  });

  it('is deleted with its retained topics, and comes back only by a live message', async () => {
    await publish('devices/gone/meta', '{"name":"Gone"}', true);
    await publish('devices/gone/telemetry', '{"x":1}');
    await sensorium.device('gone', (one) => one.name === 'Gone');
    expect((await send('DELETE', 'api/devices/gone?retained=clear')).status).toBe(204);
    expect((await sensorium.get('api/devices/gone')).status).toBe(404);
    await publish('devices/gone/telemetry', '{"x":2}');
    expect(await sensorium.device('gone')).toMatchObject({ name: 'gone' });
    expect(await codes('api/log')).toContain('deleted');
  });

  it('is replaced by a new one and keeps its name and id', async () => {
    await publish('devices/old/meta', '{"name":"Sensor"}');
    await publish('devices/old/telemetry', '{"x":1}');
    await publish('devices/new/telemetry', '{"x":2}');
    const old = await sensorium.device('old');
    await sensorium.device('new');
    const answer = await send('POST', 'api/devices/old/replace', { by: 'new' });
    expect(await answer.json()).toMatchObject({ uid: old.uid, id: 'old', aliases: ['new'] });
    await publish('devices/new/telemetry', '{"x":5}');
    await sensorium.device('old', (one) => one.metrics[0]?.latest?.value === 5);
    expect(await json<Device>('api/devices/new')).toMatchObject({ uid: old.uid });
    expect((await send('POST', 'api/devices/old/replace', { by: 'old' })).status).toBe(409);
  });

  it('over HTTP is the one of that name that speaks MQTT', async () => {
    await publish('devices/both/telemetry', '{"x":1}');
    const { uid } = await sensorium.device('both');
    await send('POST', 'api/ingest/both', { x: 2 });
    expect(await json<Device>('api/devices/both')).toMatchObject({
      uid,
      metrics: [{ latest: { value: 2 } }],
    });
  });
});

describe('after a restart', () => {
  it('edits, aliases, sites and the log are there', async () => {
    await send('PATCH', 'api/devices/a', { labels: { hall: 'A' } });
    await sensorium.stop();
    sensorium = await Sensorium.start({ DATA_DIR: data.path });
    mqtt.end(true);
    mqtt = await connectAsync(sensorium.mqttUrl);
    expect(await json<Device>('api/devices/a')).toMatchObject({ labels: { hall: 'A' }, edited: ['labels'] });
    expect(await json<Device>('api/devices/new')).toMatchObject({ id: 'old' });
    expect((await json<SiteList>('api/sites')).sites[0]?.zone).toBe('Asia/Seoul');
    expect(await codes('api/log?limit=1000')).toEqual(
      expect.arrayContaining(['started', 'replaced', 'deleted']),
    );
    const first = await json<LogList>('api/log?limit=2');
    const second = await json<LogList>(`api/log?limit=2&cursor=${first.next}`);
    expect(second.entries[0]?.id).toBeLessThan(first.entries[1]?.id ?? 0);
  });
});

describe('a device over HTTP alone', () => {
  it('is late by its own silence, whatever the broker does', async () => {
    using folder = new DataFolder();
    await using lonely = await Sensorium.start({ DATA_DIR: folder.path, MQTT_URL: 'mqtt://127.0.0.1:1' });
    const url = new URL('api/ingest/van', lonely.url);
    for (let i = 0; i < 8; i++) {
      await fetch(url, {
        method: 'POST',
        body: '{"speed":1}',
        headers: { 'content-type': 'application/json' },
      });
    }
    const device = await lonely.device('van', (one) => one.presence === 'late');
    expect(device.presenceReason).toMatch(/^no reading for \d+ s, usually every \d+ ms$/);
  });
});

it('tells of itself', async () => {
  await publish('devices/z/telemetry', '{"x":1}');
  const system = await until('a probe', async () => {
    const read = await json<System>('api/system');
    return read.link.probeMs !== null && read.totals.messages > 0 && read;
  });
  expect(system).toMatchObject({
    link: { state: 'up', protocol: 'MQTT 3.1.1', embedded: true },
    contract: 1,
  });
  expect(system.memory.rss).toBeGreaterThan(0);
});

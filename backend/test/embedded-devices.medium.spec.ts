import type { Device, RejectionList } from '@sensorium/contracts';
import { connectAsync, type MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

async function publish(topic: string, payload: string | Buffer, retain = false): Promise<void> {
  await mqtt.publishAsync(topic, payload, { qos: 1, retain });
}

describe('devices over the embedded broker', () => {
  it('come by native topics, described, with their values', async () => {
    await publish(
      'devices/cold-01/meta',
      '{"name":"Cold store 1","metrics":{"temperature":{"unit":"C"}}}',
      true,
    );
    await publish('devices/cold-01/telemetry', '{"temperature":-18.4}');
    const device = await sensorium.device(
      'cold-01',
      (one) => latest(one, 'temperature') === -18.4 && one.presence === 'live',
    );
    expect(device).toMatchObject({
      name: 'Cold store 1',
      dialect: 'native',
      presenceReason: 'readings arrive',
    });
    expect(device.metrics[0]).toMatchObject({
      name: 'temperature',
      unit: '°C',
      kind: 'number',
      state: 'live',
    });
  });

  it('come by plain values and by JSON on any topic', async () => {
    await publish('greenhouse/bed 3/moisture', '41');
    await publish('plant/line1/state', '{"rpm":900,"on":true}');
    expect(latest(await sensorium.device('greenhouse/bed 3'), 'moisture')).toBe(41);
    expect(latest(await sensorium.device('plant/line1'), 'on')).toBe(true);
  });

  it('go offline by their last will and come back with a reading', async () => {
    const device = await connectAsync(sensorium.mqttUrl, {
      will: { topic: 'devices/pump-9/status', payload: 'offline', qos: 1, retain: true },
    });
    await device.publishAsync('devices/pump-9/telemetry', '{"flow":3}', { qos: 1 });
    await sensorium.device('pump-9', (one) => one.presence === 'live');
    device.stream.destroy();
    await device.endAsync(true);
    await sensorium.device('pump-9', (one) => one.presence === 'offline');
    await publish('devices/pump-9/telemetry', '{"flow":4}');
    await sensorium.device('pump-9', (one) => one.presence === 'live');
  });

  it('are found by uid and by percent-encoded id, or not at all', async () => {
    const { uid } = await sensorium.device('greenhouse/bed 3');
    for (const name of [uid, 'greenhouse%2Fbed%203']) {
      expect(await (await sensorium.get(`api/devices/${name}`)).json()).toMatchObject({ uid });
    }
    const missing = await sensorium.get('api/devices/nobody');
    expect(missing.status).toBe(404);
    expect(await missing.json()).toMatchObject({ error: { code: 'not-found' } });
  });

  it('are filtered and paged', async () => {
    const found = await (await sensorium.get('api/devices?q=COLD&presence=live&presence=late')).json();
    expect((found as { devices: Device[] }).devices.map(({ id }) => id)).toEqual(['cold-01']);
    const first = (await (await sensorium.get('api/devices?limit=1')).json()) as {
      devices: Device[];
      next: string;
    };
    const second = (await (await sensorium.get(`api/devices?limit=1&cursor=${first.next}`)).json()) as {
      devices: Device[];
    };
    expect(second.devices[0]?.uid).not.toBe(first.devices[0]?.uid);
    expect((await sensorium.get('api/devices?limit=0')).status).toBe(400);
    expect((await sensorium.get('api/devices?cursor=x')).status).toBe(400);
  });
});

describe('bad input', () => {
  it('is counted under its reason with its topic, and stops nothing', async () => {
    await publish('devices/bad/telemetry', '{"x":');
    await publish('devices/bad/telemetry', Buffer.from([0xff, 0xfe]));
    await publish('devices/bad/telemetry', Buffer.alloc(1_100_000, 0x20));
    await publish('devices/bad/telemetry', '{"big":1e400}');
    await publish('devices/bad/telemetry/empty', '');
    await publish('devices/after/telemetry', '{"x":1}');
    await sensorium.device('after');
    const wanted = ['bad-json', 'not-utf8', 'too-large', 'not-finite', 'empty'];
    const list = await until('all reasons', async () => {
      const { rejections } = (await (await sensorium.get('api/rejections')).json()) as RejectionList;
      return wanted.every((reason) => rejections.some((one) => one.reason === reason)) && rejections;
    });
    expect(list.find((one) => one.reason === 'bad-json')?.topics).toEqual(['devices/bad/telemetry']);
    const metrics = await (await sensorium.get('metrics')).text();
    expect(metrics).toMatch(/sensorium_rejections_total\{reason="too-large"\} 1/);
  });
});

import type { ClientEvents, ServerEvents, Snapshot, System } from '@sensorium/contracts';
import { connectAsync, type MqttClient } from 'mqtt';
import { io, type Socket } from 'socket.io-client';
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

async function publish(topic: string, payload: string | Buffer): Promise<void> {
  await mqtt.publishAsync(topic, payload, { qos: 1 });
}

describe('the live gateway', () => {
  type Live = Socket<ServerEvents, ClientEvents>;

  async function open(headers: Record<string, string> = {}): Promise<Live> {
    const socket: Live = io(new URL('live', sensorium.url).href, {
      extraHeaders: headers,
      reconnection: false,
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect_error', reject);
      socket.once('hello', () => resolve());
    });
    return socket;
  }

  it('sends a snapshot and then every change of it', async () => {
    await publish('devices/live/telemetry', '{"n":0}');
    await sensorium.device('live', (one) => latest(one, 'n') === 0);
    const socket = await open();
    const values: unknown[] = [];
    const snapshot = new Promise<Snapshot>((resolve) => socket.once('snapshot', resolve));
    socket.on('readings', ({ readings }) => values.push(...readings.map(({ value }) => value)));
    const request = { id: 'a', series: ['live/n'], mode: 'every' as const, tickMs: 0 };
    expect(await socket.emitWithAck('subscribe', request)).toEqual({ ok: true, resumed: null });
    expect((await snapshot).readings).toMatchObject([{ device: 'live', metric: 'n', value: 0 }]);
    for (let n = 1; n <= 50; n++) await publish('devices/live/telemetry', `{"n":${n}}`);
    await until('50 values', () => values.length >= 50);
    expect(values).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
    socket.disconnect();
  });

  it('answers what it does not understand', async () => {
    const socket = await open();
    const emit = socket.emitWithAck.bind(socket) as unknown as (
      event: string,
      body: unknown,
    ) => Promise<unknown>;
    for (const body of [null, 7, {}, { id: 'a', series: [] }, { id: 'a', series: ['x'] }]) {
      expect(await emit('subscribe', body)).toMatchObject({ ok: false });
    }
    expect(await emit('unsubscribe', { id: 'nobody' })).toMatchObject({ ok: false });
    socket.disconnect();
  });

  it('counts the bytes that wait for a viewer who does not fetch them', async () => {
    const polling = new URL('socket.io/?EIO=4&transport=polling', sensorium.url);
    const { sid } = JSON.parse((await (await fetch(polling)).text()).slice(1)) as { sid: string };
    polling.searchParams.set('sid', sid);
    const headers = { 'content-type': 'text/plain;charset=UTF-8' };
    expect((await fetch(polling, { method: 'POST', body: '40/live,', headers })).status).toBe(200);
    const waiting = await until('what waits', async () => {
      const { viewers } = (await (await sensorium.get('api/system')).json()) as System;
      return viewers.find(({ transport }) => transport === 'polling')?.waitingBytes;
    });
    const fetched = await (await fetch(polling)).text();
    expect(fetched).toContain('"hello"');
    expect(waiting).toBe(Buffer.byteLength(fetched.replaceAll('\x1e', '')) - fetched.split('\x1e').length);
  });

  it.each([{ origin: 'http://evil.example' }, { origin: 'null' }])(
    'refuses the handshake of %j',
    async (headers) => {
      await expect(open(headers)).rejects.toThrow();
    },
  );
});

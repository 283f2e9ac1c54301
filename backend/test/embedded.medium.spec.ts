import type {
  ClientEvents,
  Device,
  ErrorBody,
  RejectionList,
  ServerEvents,
  Snapshot,
} from '@sensorium/contracts';
import { connectAsync, type MqttClient } from 'mqtt';
import { request } from 'node:http';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

function latest(device: Device, metric: string): unknown {
  return device.metrics.find((one) => one.name === metric)?.latest?.value;
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

describe('POST /api/ingest/:device', () => {
  async function post(body: string | Buffer, headers: Record<string, string> = {}): Promise<Response> {
    const init = { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } };
    return fetch(new URL('api/ingest/van%2F7', sensorium.url), init);
  }

  it('takes a native payload through the same decoder', async () => {
    const answer = await post('{"ts":1763856000000,"values":{"speed":62,"cargo":1e999}}');
    expect(answer.status).toBe(202);
    expect(await answer.json()).toEqual({ accepted: 1, rejected: [{ path: 'cargo', reason: 'not-finite' }] });
    expect(latest(await sensorium.device('van/7'), 'speed')).toBe(62);
  });

  it.each([
    ['{"x":', 400, 'bad-request'],
    ['', 400, 'bad-request'],
    ['x'.repeat(1_048_577), 413, 'too-large'],
  ])('refuses what cannot be read (%#)', async (body, status, code) => {
    const answer = await post(body);
    expect(answer.status).toBe(status);
    expect(((await answer.json()) as ErrorBody).error.code).toBe(code);
  });

  it('takes JSON only, and nothing from other sites', async () => {
    expect((await post('{"x":1}', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await post('{"x":1}', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await post('{"x":1}', { origin: 'null' })).status).toBe(403);
    expect((await post('{"x":1}', { origin: 'http://evil.example' })).status).toBe(403);
    expect((await post('{"x":1}', { origin: new URL(sensorium.url).origin })).status).toBe(202);
  });
});

describe('rules of every route', () => {
  function withHost(path: string, host: string): Promise<{ status: number | undefined; body: string }> {
    return new Promise((resolve, reject) => {
      request(new URL(path, sensorium.url), { headers: { host } }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (text: string) => (body += text));
        response.on('end', () => resolve({ status: response.statusCode, body }));
      })
        .on('error', reject)
        .end();
    });
  }

  it.each(['api/devices', 'health/ready', '', 'metrics'])('/%s refuses a foreign Host', async (path) => {
    const { status, body } = await withHost(path, 'evil.example');
    expect(status).toBe(403);
    expect(JSON.parse(body)).toMatchObject({ error: { code: 'host-refused' } });
  });

  it('answers errors in one form, with a request id', async () => {
    for (const [path, status, code] of [
      ['api/nothing', 404, 'not-found'],
      ['api/devices?presence=happy', 400, 'bad-request'],
      [`api/devices/${'x'.repeat(3_000)}`, 414, 'uri-too-long'],
      [`api/devices?q=${'x'.repeat(50_000)}`, 414, 'uri-too-long'],
    ] as const) {
      const answer = await sensorium.get(path);
      const { error } = (await answer.json()) as ErrorBody;
      expect([answer.status, error.code]).toEqual([status, code]);
      expect(error.requestId).toMatch(/^[\w-]{10}$/);
    }
  });

  it('sends a strict policy and keeps the API out of caches', async () => {
    const { headers } = await sensorium.get('api/devices');
    expect(headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('documents itself', async () => {
    const document = (await (await sensorium.get('api/openapi.json')).json()) as {
      paths: Record<string, unknown>;
    };
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        '/api/devices',
        '/api/devices/{id}',
        '/api/ingest/{device}',
        '/health/ready',
        '/metrics',
      ]),
    );
    const page = await (await sensorium.get('api/docs', { accept: 'text/html' })).text();
    expect(page).not.toMatch(/(?:src|href)="https?:/);
  });

  it('is ready, part by part', async () => {
    const answer = await sensorium.get('health/ready');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ ready: true, parts: { broker: { state: 'up' } } });
    expect((await sensorium.get('health/live')).status).toBe(200);
  });
});

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
    expect(await socket.emitWithAck('subscribe', request)).toEqual({ ok: true });
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

  it.each([{ origin: 'http://evil.example' }, { origin: 'null' }])(
    'refuses the handshake of %j',
    async (headers) => {
      await expect(open(headers)).rejects.toThrow();
    },
  );
});

describe('a stop', () => {
  it('by SIGTERM ends with 0, and the next start knows the devices', async () => {
    using folder = new DataFolder();
    const first = await Sensorium.start({ DATA_DIR: folder.path });
    const client = await connectAsync(first.mqttUrl);
    await client.publishAsync('devices/keep/telemetry', '{"x":1}', { qos: 1 });
    const before = await first.device('keep');
    await client.endAsync(true);
    expect(await first.stop('SIGTERM')).toBe(0);
    await using second = await Sensorium.start({ DATA_DIR: folder.path });
    const after = await second.device('keep', (one) => one.presenceCause.code === 'restarted');
    expect(after).toMatchObject({
      uid: before.uid,
      presence: 'unknown',
      lastSeen: before.lastSeen,
    });
  });

  it('by two SIGINT at once is one stop', async () => {
    using folder = new DataFolder();
    const program = await Sensorium.start({ DATA_DIR: folder.path });
    program.child.kill('SIGINT');
    expect(await program.stop('SIGINT')).toBe(0);
  });
});

import { pollSchema, type ErrorBody, type Poll, type ServerEvents, type System } from '@sensorium/contracts';
import { connectAsync, type MqttClient } from 'mqtt';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventSourceClient } from './event-source.js';
import { latest } from './latest.js';
import { DataFolder, Sensorium } from './sensorium.js';
import { until } from './until.js';

let data: DataFolder;
let sensorium: Sensorium;
let mqtt: MqttClient;
let sent = 0;

beforeAll(async () => {
  data = new DataFolder();
  sensorium = await Sensorium.start({ DATA_DIR: data.path });
  mqtt = await connectAsync(sensorium.mqttUrl);
  await publish(1);
  await sensorium.device('live', (one) => latest(one, 'n') === sent);
});

afterAll(async () => {
  await mqtt.endAsync();
  await sensorium.stop();
  data[Symbol.dispose]();
});

/** Publishes the next numbers, one message each. */
async function publish(count: number, device = 'live'): Promise<void> {
  for (let i = 0; i < count; i++)
    await mqtt.publishAsync(`devices/${device}/telemetry`, `{"n":${++sent}}`, { qos: 1 });
}

function url(route: 'poll' | 'stream', query: Record<string, string | number>): URL {
  const all = { series: 'live/n', ...query };
  const found = new URL(`api/live/${route}`, sensorium.url);
  for (const [name, value] of Object.entries<string | number>(all))
    found.searchParams.set(name, String(value));
  return found;
}

async function poll(query: Record<string, string | number> = {}): Promise<Poll> {
  const answer = await fetch(url('poll', query));
  expect(answer.status).toBe(200);
  const body = pollSchema.strict().parse(await answer.json());
  expect(answer.headers.get('etag')).toBe(`"${body.cursor}"`);
  return body;
}

function values({ readings }: Poll): unknown[] {
  return readings.map(({ value }) => value);
}

/** Polls until so many readings came; all of them. */
async function pollUntil(count: number, cursor: string): Promise<unknown[]> {
  const got: unknown[] = [];
  let at = cursor;
  await until(`${count} readings`, async () => {
    const answer = await poll({ cursor: at });
    got.push(...values(answer));
    at = answer.cursor;
    return got.length >= count;
  });
  return got;
}

describe('polling', () => {
  it('begins with the latest values and brings every reading after its cursor', async () => {
    const first = await poll();
    expect(first.readings).toEqual([
      { device: 'live', metric: 'n', t: expect.any(Number) as number, value: sent },
    ]);
    expect(first).toMatchObject({ more: false, reset: false, missed: 0 });
    const before = sent;
    await publish(20);
    expect(await pollUntil(20, first.cursor)).toEqual(Array.from({ length: 20 }, (_, i) => before + 1 + i));
  });

  it('is answered 304 while nothing of the selection came', async () => {
    const { cursor } = await poll();
    await publish(3, 'other');
    await until('other', async () => (await poll({ series: 'other/n' })).readings[0]?.value === sent);
    const tag = { headers: { 'if-none-match': `"${cursor}"` } };
    const unchanged = await fetch(url('poll', { cursor }), tag);
    expect([unchanged.status, await unchanged.text(), unchanged.headers.get('etag')]).toEqual([
      304,
      '',
      `"${cursor}"`,
    ]);
    await publish(1);
    await until('a change', async () => (await fetch(url('poll', { cursor }), tag)).status === 200);
  });

  it('begins anew with a cursor of another run, and says so', async () => {
    const answer = await poll({ cursor: '0.elsewhere.17.1790000000000' });
    expect(answer).toMatchObject({ reset: true, missed: null });
    expect(values(answer)).toEqual(values(await poll()));
  });

  it.each([
    [{ series: 'nonsense' }, 'bad-series'],
    [{ series: 'a/b/c' }, 'bad-series'],
    [{ series: '' }, 'bad-series'],
    [{ cursor: 'nonsense' }, 'bad-cursor'],
    [{ wait: 30_001 }, 'bad-request'],
  ])('refuses %j as %s', async (query, code) => {
    for (const route of ['poll', 'stream'] as const) {
      if ('wait' in query && route === 'stream') continue;
      const answer = await fetch(url(route, query));
      expect([answer.status, ((await answer.json()) as ErrorBody).error.code]).toEqual([400, code]);
    }
  });

  it('refuses other origins, on both routes', async () => {
    for (const route of ['poll', 'stream'] as const) {
      const answer = await fetch(url(route, {}), { headers: { origin: 'http://evil.example' } });
      expect(answer.status).toBe(403);
    }
  });
});

describe('long polling', () => {
  it('ends at the first reading', async () => {
    const { cursor } = await poll();
    const waiting = poll({ cursor, wait: 30_000 });
    await until('the viewer', async () =>
      (await viewers()).some(({ transport }) => transport === 'long-poll'),
    );
    const at = performance.now();
    await publish(1);
    expect(values(await waiting)).toEqual([sent]);
    expect(performance.now() - at).toBeLessThan(1_000);
  });

  it('ends empty when nothing came', async () => {
    const { cursor } = await poll();
    const at = performance.now();
    const answer = await poll({ cursor, wait: 300 });
    expect(answer).toMatchObject({ readings: [], more: false, reset: false, missed: 0 });
    expect(performance.now() - at).toBeGreaterThanOrEqual(295);
  });
});

async function viewers(): Promise<System['viewers']> {
  return ((await (await sensorium.get('api/system')).json()) as System).viewers;
}

describe('an event stream', () => {
  it('begins with the latest values, and has a poll answer in each event', async () => {
    using stream = await EventSourceClient.open(url('stream', {}));
    expect(stream.response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    });
    expect(await stream.event(0)).toEqual({ retry: '2000' });
    const { id, data: first } = await stream.event(1);
    const answer = pollSchema.strict().parse(JSON.parse(first ?? ''));
    expect([answer.cursor, values(answer)]).toEqual([id, [sent]]);
    expect(await viewers()).toContainEqual(
      expect.objectContaining({ transport: 'stream', subscriptions: 1 }),
    );
  });

  it('resumes by Last-Event-ID and by cursor: nothing twice, nothing missing', async () => {
    const got: unknown[] = [];
    const before = sent;
    let id: string | undefined;
    for (let cut = 0; cut < 4; cut++) {
      using stream = await (cut % 2 === 0
        ? EventSourceClient.open(url('stream', id === undefined ? {} : { cursor: id }))
        : EventSourceClient.open(url('stream', {}), { 'last-event-id': id ?? '' }));
      await publish(5);
      await until('readings', () => stream.data<Poll>().flatMap(values).at(-1) === sent);
      got.push(...stream.data<Poll>().flatMap(values));
      id = stream.lastId;
      await publish(5);
    }
    expect(got).toEqual(Array.from({ length: got.length }, (_, i) => before + i));
    expect(got.length).toBeGreaterThanOrEqual(36);
  });

  it('tells only its headers to HEAD', async () => {
    const answer = await fetch(url('stream', {}), { method: 'HEAD' });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });
});

describe('every transport', () => {
  it('brings the same readings for the same selection', async () => {
    const { cursor } = await until('all that was published before', async () => {
      const answer = await poll({ series: '*/n' });
      return values(answer).includes(sent) && answer;
    });
    const query = { series: '*/n', cursor };
    using stream = await EventSourceClient.open(url('stream', query));
    const socket: Socket<ServerEvents> = io(new URL('live', sensorium.url).href, { reconnection: false });
    const overSocket: unknown[] = [];
    socket.on('readings', ({ readings }) => overSocket.push(...readings.map(({ value }) => value)));
    const request = { id: 'a', series: ['*/n'], mode: 'every', tickMs: 0, cursor };
    const emit = socket.emitWithAck.bind(socket) as unknown as (
      event: string,
      body: unknown,
    ) => Promise<unknown>;
    expect(await emit('subscribe', request)).toEqual({ ok: true, resumed: 'memory' });
    const waited = longPolls(cursor, 60);
    for (let i = 0; i < 30; i++) {
      await publish(1);
      await publish(1, 'other');
    }
    const expected = Array.from({ length: 60 }, (_, i) => sent - 59 + i);
    await until('the stream', () => stream.data<Poll>().flatMap(values).length >= 60);
    await until('the socket', () => overSocket.length >= 60);
    expect(stream.data<Poll>().flatMap(values)).toEqual(expected);
    expect(overSocket).toEqual(expected);
    expect(await waited).toEqual(expected);
    expect(values(await poll(query))).toEqual(expected);
    socket.disconnect();
  });

  async function longPolls(from: string, count: number): Promise<unknown[]> {
    const got: unknown[] = [];
    for (let cursor = from; got.length < count;) {
      const answer = await poll({ series: '*/n', cursor, wait: 10_000 });
      got.push(...values(answer));
      cursor = answer.cursor;
    }
    return got;
  }
});

it('ends streams and long polls cleanly when it stops', async () => {
  using folder = new DataFolder();
  const program = await Sensorium.start({ DATA_DIR: folder.path });
  using stream = await EventSourceClient.open(new URL('api/live/stream?series=fleet', program.url));
  await stream.event(1);
  const { cursor } = (await (await program.get('api/live/poll?series=fleet')).json()) as Poll;
  const waiting = program.get(`api/live/poll?series=fleet&wait=30000&cursor=${cursor}`);
  await until('both', async () => {
    const { viewers: all } = (await (await program.get('api/system')).json()) as System;
    return all.length === 2;
  });
  expect(await program.stop()).toBe(0);
  expect((await waiting).status).toBe(200);
  expect(stream.response.complete).toBe(true);
});

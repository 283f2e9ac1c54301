import {
  LABS_MAX,
  type ClientEvents,
  type FrameList,
  type Handshake,
  type Lab,
  type LaneList,
  type ServerEvents,
  type Snapshot,
  type TapToken,
  type WireFrame,
} from '@sensorium/contracts';
import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RawClient } from './raw-client.js';
import { DataFolder, Sensorium } from './sensorium.js';
import { until } from './until.js';

let data: DataFolder;
let sensorium: Sensorium;

beforeAll(async () => {
  data = new DataFolder();
  sensorium = await Sensorium.start({ DATA_DIR: data.path });
});

afterAll(async () => {
  await sensorium.stop();
  data[Symbol.dispose]();
});

async function get<T>(path: string): Promise<T> {
  return (await (await sensorium.get(`api/transports/${path}`)).json()) as T;
}

function send(path: string, body?: unknown): Promise<Response> {
  const json = { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  return fetch(new URL(`api/transports/${path}`, sensorium.url), {
    method: 'POST',
    ...(body === undefined ? {} : json),
  });
}

async function post<T>(path: string, body?: unknown): Promise<T> {
  return (await (await send(path, body)).json()) as T;
}

describe('bytes by lane', () => {
  async function counts(lane: string): Promise<LaneList['lanes'][number] | undefined> {
    return (await get<LaneList>(`lanes?lane=${lane}`)).lanes[0];
  }

  /** Waits until nothing of the lane is open, and compares with what the client counted itself. */
  async function expectCounted(lane: string, requests: number, own: { sent: number; received: number }) {
    const counted = await until(`the end of ${lane}`, async () => {
      const read = await counts(lane);
      return read?.open === 0 && read.requests === requests && read;
    });
    expect({ received: counted.received, sent: counted.sent }).toEqual({
      received: own.sent,
      sent: own.received,
    });
  }

  it('of requests that follow each other on one socket are those of each lane, and of no other', async () => {
    const client = await RawClient.open(sensorium.url);
    const own = { a: { sent: 0, received: 0 }, b: { sent: 0, received: 0 } };
    for (const [n, lane] of ['a', undefined, 'b', 'b', undefined, 'a'].entries()) {
      const before = client.counted();
      if (lane === undefined) await client.get('/api/devices');
      else if (n === 3) await client.get(`/api/live/poll?series=*/x&lane=one-${lane}`);
      else await client.post(`/api/transports/echo?lane=one-${lane}`, `{"sent":${n},"bytes":${n * 700}}`);
      if (lane !== 'a' && lane !== 'b') continue;
      own[lane].sent += client.counted().sent - before.sent;
      own[lane].received += client.counted().received - before.received;
    }
    await expectCounted('one-a', 2, own.a);
    await expectCounted('one-b', 2, own.b);
    client.close();
  });

  it('of Socket.IO by polling are counted', async () => {
    const client = await RawClient.open(sensorium.url);
    const path = '/socket.io/?EIO=4&transport=polling&lane=polling';
    const { sid } = JSON.parse((await client.get(path)).slice(1)) as { sid: string };
    await client.post(`${path}&sid=${sid}`, '40/live,', 'text/plain;charset=UTF-8');
    expect(await client.get(`${path}&sid=${sid}`)).toContain('40/live,');
    await expectCounted('polling', 3, client.counted());
    client.close();
  });

  it('of a stream are counted while it is open, and after it has ended', async () => {
    const client = await RawClient.open(sensorium.url);
    client.write(`GET /api/live/stream?series=*/x&lane=sse HTTP/1.1\r\nHost: ${client.host}\r\n\r\n`);
    const opened = await until('its first bytes', async () => {
      const read = await counts('sse');
      return read && read.sent > 0 && client.counted().received === read.sent && read;
    });
    expect(opened).toMatchObject({ requests: 1, received: client.counted().sent });
    expect(client.text()).toMatch(/^HTTP\/1\.1 200 [^]*text\/event-stream/);
    client.close();
    await expectCounted('sse', 1, client.counted());
  });

  it('of a WebSocket are those of its handshake and of all frames', async () => {
    const client = await RawClient.open(sensorium.url);
    await client.upgrade('/socket.io/?EIO=4&transport=websocket&lane=ws');
    client.write(Buffer.from('8188 01020304 3532 2c 68 68 74 66 28'.replaceAll(' ', ''), 'hex'));
    await until('answers', async () => {
      const read = await counts('ws');
      const { sent, received } = client.counted();
      return client.text().includes('40/live,') && read?.received === sent && read.sent === received;
    });
    client.close();
    await expectCounted('ws', 1, client.counted());
  });

  it('are asked for by names of lanes alone', async () => {
    expect((await sensorium.get('api/transports/lanes')).status).toBe(400);
    expect((await sensorium.get('api/transports/lanes?lane=a%20b')).status).toBe(400);
    expect(await get<LaneList>('lanes?lane=nobody')).toMatchObject({ lanes: [] });
  });
});

describe('the handshake inspector', () => {
  type Live = Socket<ServerEvents, ClientEvents>;

  /** A client's own connection with `tap`, and its frames as it saw them itself. */
  async function connect(tap: string, headers: Record<string, string>): Promise<Live> {
    const options = { transports: ['websocket'], query: { tap }, extraHeaders: headers, reconnection: false };
    const socket: Live = io(new URL('live', sensorium.url).href, options);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect_error', reject);
      socket.once('hello', () => resolve());
    });
    return socket;
  }

  it('shows the handshake as it was sent, without secrets, and how the accept follows', async () => {
    const { token } = await post<TapToken>('handshake');
    expect(await get<Handshake>(`handshake?token=${token}`)).toMatchObject({
      state: 'waiting',
      request: null,
    });
    const client = await RawClient.open(sensorium.url);
    const head = [
      `GET /socket.io/?EIO=4&transport=websocket&tap=${token} HTTP/1.1`,
      `hOST:   ${client.host}`,
      'Cookie: session=hidden-1',
      'AUTHORIZATION: Bearer hidden-2',
      'Connection:Upgrade',
      'UPGRADE: websocket',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Version: 13',
      '\r\n',
    ].join('\r\n');
    for (const part of [head.slice(0, 31), head.slice(31, 200), head.slice(200)]) {
      client.write(part);
      await client.flushed();
    }
    await until('the answer', () => client.text().includes('\r\n\r\n'));
    const shown = await get<Handshake>(`handshake?token=${token}`);
    expect(shown.request?.text).toBe(
      head.replace('session=hidden-1', '(blanked)').replace('Bearer hidden-2', '(blanked)'),
    );
    expect(shown.request?.bytes).toBe(head.length);
    expect(JSON.stringify(shown)).not.toContain('hidden');
    expect(shown.answer?.text).toBe(client.text().slice(0, client.text().indexOf('\r\n\r\n') + 4));
    expect(shown.accept).toMatchObject({
      accept: 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
      answered: 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
    });
    client.close();
    await until('its end', async () => {
      const { state, received, sent } = await get<Handshake>(`handshake?token=${token}`);
      return state === 'closed' && received.seen === received.counted && sent.seen === sent.counted;
    });
  });

  it('shows the frames of a Socket.IO client in both directions', async () => {
    const { token } = await post<TapToken>('handshake');
    const socket = await connect(token, { cookie: 'a=hidden', authorization: 'hidden' });
    const [received, sent] = spyOn(socket);
    for (let n = 0; n < 3; n++) {
      const subscription = { id: 'x'.repeat(1 + n * 60), series: ['a/b'] };
      await socket.emitWithAck('subscribe', subscription);
    }
    const { frames } = await until('all frames', async () => {
      const list = await get<FrameList>(`frames?token=${token}`);
      const shown = texts(list.frames);
      return shown.sent.length >= received.length && received.length >= 3 && list;
    });
    expect(texts(frames).received.slice(-sent.length)).toEqual(sent);
    expect(texts(frames).sent.slice(-received.length)).toEqual(received);
    for (const { direction, mask, fin, rsv } of frames)
      expect([mask !== null, fin, rsv]).toEqual([direction === 'received', true, 0]);
    const shown = await get<Handshake>(`handshake?token=${token}`);
    expect(JSON.stringify(shown)).not.toContain('hidden');
    expect(shown).toMatchObject({ state: 'open', frames: frames.length });
    expect(shown.received.seen).toBe(shown.received.counted);
    expect(shown.sent.seen).toBe(shown.sent.counted);
    const { key, accept, answered } = shown.accept ?? {};
    const own = createHash('sha1').update(`${key ?? ''}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`);
    expect([accept, answered]).toEqual([own.digest('base64'), accept]);
    const bytes = frames.reduce((sum, one) => {
      return one.direction === 'sent' ? sum + one.headerBytes + one.length : sum;
    }, shown.answer?.bytes ?? 0);
    expect(bytes).toBe(shown.sent.seen);
    socket.disconnect();
    const last = await until('the close', async () => {
      const list = await get<FrameList>(`frames?token=${token}&after=${frames.length}`);
      return list.state === 'closed' && list.frames;
    });
    expect(last.at(-1)?.name).toBe('close');
  });

  it('shows nothing to another token, and a token one connection alone', async () => {
    const [mine, other] = [await post<TapToken>('handshake'), await post<TapToken>('handshake')];
    const socket = await connect(mine.token, {});
    const again = await connect(mine.token, {});
    again.disconnect();
    expect(await get<Handshake>(`handshake?token=${mine.token}`)).toMatchObject({ state: 'open' });
    expect(await get<Handshake>(`handshake?token=${other.token}`)).toMatchObject({
      state: 'waiting',
      request: null,
      answer: null,
      frames: 0,
    });
    expect((await sensorium.get(`api/transports/frames?token=${'x'.repeat(24)}`)).status).toBe(404);
    expect((await sensorium.get('api/transports/frames')).status).toBe(400);
    socket.disconnect();
  });

  it('taps an idle connection that was there before the token', async () => {
    const client = await RawClient.open(sensorium.url);
    await client.get('/api/devices');
    const { token } = await post<TapToken>('handshake');
    await client.get('/api/devices');
    client.forget();
    await client.upgrade(`/socket.io/?EIO=4&transport=websocket&tap=${token}`);
    const shown = await get<Handshake>(`handshake?token=${token}`);
    expect(shown.request?.text).toMatch(/^GET \/socket\.io\/[^\n]*\r\n/);
    expect(shown.received.seen).toBe(shown.received.counted);
    client.close();
  });

  it('shows frames that come with the request once', async () => {
    const { token } = await post<TapToken>('handshake');
    const client = await RawClient.open(sensorium.url);
    const early = Buffer.from('81810000000036', 'hex');
    await client.upgrade(`/socket.io/?EIO=4&transport=websocket&tap=${token}`, early);
    const frames = await until('the frame', async () => {
      const list = await get<FrameList>(`frames?token=${token}`);
      return list.frames.filter(({ direction }) => direction === 'received').length > 0 && list.frames;
    });
    expect(texts(frames).received).toEqual(['6']);
    const { received } = await get<Handshake>(`handshake?token=${token}`);
    expect(received.seen).toBe(received.counted);
    client.close();
  });

  function texts(frames: readonly WireFrame[]): Record<WireFrame['direction'], string[]> {
    const of = (direction: WireFrame['direction']) =>
      frames
        .filter((one) => one.direction === direction && one.name === 'text')
        .map(({ head }) => Buffer.from(head, 'hex').toString());
    return { received: of('received'), sent: of('sent') };
  }

  /** Heads of the messages that the client itself gets and sends from now on. */
  function spyOn(socket: Live): [received: string[], sent: string[]] {
    const received: string[] = [];
    const sent: string[] = [];
    const head = ({ type, data }: { type: string; data?: string }) =>
      `${type === 'message' ? '4' : ''}${data ?? ''}`.slice(0, 32);
    const { engine } = socket.io;
    engine.on('packet', (packet) => received.push(head(packet as { type: string; data?: string })));
    engine.on('packetCreate', (packet) => sent.push(head(packet as { type: string; data?: string })));
    return [received, sent];
  }
});

describe('a lab', () => {
  it('runs at its rate and size through the live stream, is no history, and ends by itself', async () => {
    const lab = await post<Lab>('lab', { rate: 50, bytes: 300 });
    expect(lab).toMatchObject({ metric: 'update', leaseMs: 15_000 });
    const device = await sensorium.device(lab.device);
    expect(device).toMatchObject({ uid: lab.uid, kind: 'lab' });
    const socket: Socket<ServerEvents, ClientEvents> = io(new URL('live', sensorium.url).href);
    const series = [`${lab.device}/${lab.metric}`];
    const values: string[] = [];
    const ages: number[] = [];
    socket.once('snapshot', (event: Snapshot) => {
      values.push(...event.readings.map(({ value }) => String(value)));
    });
    socket.on('readings', ({ readings }) => {
      values.push(...readings.map(({ value }) => String(value)));
      ages.push(...readings.map(({ t }) => Date.now() - t));
    });
    await socket.emitWithAck('subscribe', { id: 'lab', series, mode: 'every', tickMs: 0 });
    await until('50 values', () => values.length >= 50);
    const first = Number(values[0]?.slice(0, 8));
    expect(values.map((value) => Number(value.slice(0, 8)))).toEqual(values.map((_, i) => first + i));
    expect(new Set(values.map((value) => value.length))).toEqual(new Set([300]));
    expect(Math.min(...ages)).toBeGreaterThan(-5);
    expect(Math.max(...ages)).toBeLessThan(5_000);
    const history = await (
      await sensorium.get(`api/history?series=${encodeURIComponent(series[0] ?? '')}`)
    ).json();
    expect(history).toMatchObject({ series: [{ stored: 0 }] });
    const changed = await post<Lab>('lab', { rate: 1, bytes: 4_096, id: lab.id });
    expect(changed).toMatchObject({ id: lab.id, uid: lab.uid, bytes: 4_096 });
    await until('the new size', () => values.at(-1)?.length === 4_096);
    const gone = new Promise<string[]>((resolve) => {
      socket.on('devices', ({ removed }) => removed.length > 0 && resolve(removed));
    });
    await socket.emitWithAck('subscribe', { id: 'all', series: 'fleet' });
    expect(await gone).toEqual([lab.uid]);
    expect((await sensorium.devices()).map(({ kind }) => kind)).not.toContain('lab');
    socket.disconnect();
  });

  it('is one of a few', async () => {
    const asked = Array.from({ length: LABS_MAX }, () => post<Lab>('lab', { rate: 1, bytes: 8 }));
    const labs = await Promise.all(asked);
    expect(new Set(labs.map(({ device }) => device)).size).toBe(LABS_MAX);
    expect((await send('lab', { rate: 1, bytes: 8 })).status).toBe(422);
    for (const body of [{ rate: 0, bytes: 8 }, { rate: 101, bytes: 8 }, { rate: 1, bytes: 4_097 }, {}])
      expect((await send('lab', body)).status).toBe(400);
    const [lab] = labs;
    const removed = await fetch(new URL(`api/devices/${lab?.uid ?? ''}`, sensorium.url), {
      method: 'DELETE',
    });
    expect(removed.status).toBe(204);
    await until('room for another', async () => (await send('lab', { rate: 1, bytes: 8 })).status === 200);
  });
});

it('echoes at once', async () => {
  const echo = await post<{ sent: number; received: number; filler: string }>('echo', {
    sent: 7.5,
    bytes: 9,
  });
  expect(echo).toEqual({ sent: 7.5, received: expect.any(Number) as number, filler: '.........' });
  expect((await send('echo', { sent: 'x' })).status).toBe(400);
});

it('refuses what other sites ask for', async () => {
  const status = await new Promise((resolve) => {
    const headers = { 'sec-fetch-site': 'cross-site' };
    request(new URL('api/transports/handshake', sensorium.url), { method: 'POST', headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).end();
  });
  expect(status).toBe(403);
});

import type { Poll, System } from '@sensorium/contracts';
import { connectAsync, type MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventSourceClient } from './event-source.js';
import { latest } from './latest.js';
import { LiveClient } from './live-client.js';
import { DataFolder, Sensorium } from './sensorium.js';
import { until } from './until.js';

let data: DataFolder;
let sensorium: Sensorium;
let mqtt: MqttClient;
let sent = 0;
const START = Date.now() - 600_000;

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

async function publish(count: number): Promise<void> {
  for (let i = 0; i < count; i++)
    await mqtt.publishAsync('devices/live/telemetry', `{"n":${++sent}}`, { qos: 1 });
}

/** Messages of 5,000 readings each; those of one series are a millisecond apart. */
async function flood(messages: number, device: string, text = ''): Promise<void> {
  for (let message = 0; message < messages; message++) {
    const readings = Array.from({ length: 5_000 }, (_, row) => {
      const at = message * 5_000 + row;
      return { ts: START + at, values: { n: text === '' ? at : `${text} ${at}` } };
    });
    await mqtt.publishAsync(`devices/${device}/telemetry`, JSON.stringify(readings), { qos: 1 });
  }
}

async function viewerOf(transport: string): Promise<System['viewers'][number] | undefined> {
  const { viewers } = (await (await sensorium.get('api/system')).json()) as System;
  return viewers.find((one) => one.transport === transport);
}

/** Whoever else looks gets every reading meanwhile. */
async function withOther(trouble: () => Promise<void>): Promise<void> {
  using other = await LiveClient.open(sensorium.url);
  await other.subscribe({ series: ['live/n'] });
  const before = sent;
  await publish(10);
  await trouble();
  await publish(10);
  await until('all readings', () => other.values.length >= 20);
  expect(other.values).toEqual(Array.from({ length: 20 }, (_, i) => before + 1 + i));
  expect(other.ended).toBeUndefined();
}

describe('a connection that is cut', () => {
  it('is resumed from memory: nothing twice, nothing missing', async () => {
    const got: unknown[] = [];
    let cursor: string | undefined;
    const before = sent;
    for (let cut = 0; cut < 4; cut++) {
      using client = await LiveClient.open(sensorium.url);
      client.cursor = cursor;
      const answer = await client.subscribe({ series: ['live/n'] });
      expect(answer).toEqual({ ok: true, resumed: cut === 0 ? null : 'memory' });
      expect(client.snapshots).toHaveLength(cut === 0 ? 1 : 0);
      await publish(20);
      await until('readings', () => client.values.at(-1) === sent);
      got.push(...client.values);
      cursor = client.cursor;
      client.socket.io.engine.close();
      await publish(20);
    }
    expect(got).toEqual(Array.from({ length: 140 }, (_, i) => before + 1 + i));
  });

  it('is resumed from history once the log has left it behind', async () => {
    const first = await LiveClient.open(sensorium.url);
    await first.subscribe({ series: ['live/n'] });
    const { cursor } = first;
    first.socket.disconnect();
    const before = sent;
    await publish(30);
    await flood(53, 'noise');
    await sensorium.device('noise', (one) => latest(one, 'n') === 53 * 5_000 - 1);
    using client = await LiveClient.open(sensorium.url);
    client.cursor = cursor;
    expect(await client.subscribe({ series: ['live/n'] })).toEqual({ ok: true, resumed: 'history' });
    await until('the end', () => client.readings.some(({ catchUp }) => catchUp?.done));
    const caughtUp = client.readings.filter(({ part }) => part === 'catch-up');
    const values = caughtUp.flatMap(({ readings }) => readings.map(({ value }) => value));
    expect(values.slice(values.indexOf(before + 1))).toEqual(
      Array.from({ length: 30 }, (_, i) => before + 1 + i),
    );
    await publish(1);
    await until('what comes after', () => client.values.at(-1) === sent);
  }, 90_000);
});

describe('a client that harms', () => {
  it('by a flood of events is cut with a reason', async () => {
    await withOther(async () => {
      using client = await LiveClient.open(sensorium.url);
      for (let i = 0; i < 5_000; i++) client.send('nonsense', i);
      await until('the end', () => client.ended);
      expect([client.notices, client.ended]).toEqual([['flood'], 'io server disconnect']);
    });
  });

  it('by an event that is too large is cut', async () => {
    await withOther(async () => {
      using client = await LiveClient.open(sensorium.url);
      client.send('subscribe', 'x'.repeat(70_000));
      await until('the end', () => client.ended);
    });
  });

  it('by frames that are none is cut', async () => {
    await withOther(async () => {
      for (const frame of [
        'nonsense',
        '4nonsense',
        '42/live,{',
        '451-/live,["subscribe",{"_placeholder":true,"num":0}]',
      ]) {
        const url = new URL('socket.io/?EIO=4&transport=websocket', sensorium.url.replace('http', 'ws'));
        const socket = new WebSocket(url);
        const closed = new Promise<void>((resolve) => socket.addEventListener('close', () => resolve()));
        await new Promise((resolve) => socket.addEventListener('open', resolve));
        socket.send(frame);
        if (frame.startsWith('45')) socket.send('40/live,');
        await closed;
      }
    });
  });

  it('by never acknowledging is sent one frame, is told its pace, and gets the newest when it does', async () => {
    await withOther(async () => {
      using client = await LiveClient.open(sensorium.url);
      const paces: number[] = [];
      client.socket.on('pace', ({ behindMs }) => paces.push(behindMs));
      await client.emit('credit', { frames: 1 });
      await client.subscribe({ series: ['slow/n'] });
      await flood(4, 'slow');
      await sensorium.device('slow', (one) => latest(one, 'n') === 19_999);
      await until('its frame', () => client.readings.length > 0);
      expect(client.readings).toHaveLength(1);
      await until('its pace', async () => {
        await flood(1, 'slow');
        return paces.length > 0;
      });
      client.credits = true;
      await client.emit('credit', { frames: 1 });
      await until('the newest', () => client.readings.at(-1)?.catchUp?.done);
      expect(client.readings.at(-1)?.catchUp).toMatchObject({ downsampled: true, series: 1 });
      expect(client.readings.at(-1)?.readings.length).toBeLessThanOrEqual(1_700);
      await until('its pace', () => paces.at(-1) === 0);
    });
  });

  it.each([{ origin: 'http://evil.example' }, { origin: 'null' }])(
    'from elsewhere (%j) is refused',
    async (headers) => {
      await expect(LiveClient.open(sensorium.url, headers)).rejects.toThrow();
    },
  );
});

describe('an event stream that is not read', () => {
  it('keeps little in memory, and goes on with the latest values', async () => {
    await withOther(async () => {
      using stream = await EventSourceClient.open(
        new URL('api/live/stream?series=heavy%2Fn&tickMs=0', sensorium.url),
      );
      await stream.event(0);
      stream.response.pause();
      let most = 0;
      await until(
        'back-pressure',
        async () => {
          await flood(1, 'heavy', 'x'.repeat(150));
          const viewer = await viewerOf('stream');
          most = Math.max(most, viewer?.waitingBytes ?? 0);
          return (viewer?.skippedPerSecond ?? 0) > 0 && (viewer?.waitingBytes ?? 0) > 0;
        },
        25_000,
      );
      for (let i = 0; i < 5; i++) {
        await flood(1, 'heavy', 'y'.repeat(150));
        most = Math.max(most, (await viewerOf('stream'))?.waitingBytes ?? 0);
      }
      expect(most).toBeLessThan(300_000);
      stream.response.resume();
      const last = await until(
        'the latest',
        () =>
          stream
            .data<Poll>()
            .find(({ reset, readings }) => reset && String(readings[0]?.value).startsWith('y')),
        30_000,
      );
      expect(last.readings).toHaveLength(1);
      expect(last.missed).toBeGreaterThan(1_000);
    });
  }, 90_000);
});

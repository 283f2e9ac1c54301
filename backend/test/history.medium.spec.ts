import type { ClientEvents, Device, History, LiveReading, ServerEvents, System } from '@sensorium/contracts';
import { connectAsync } from 'mqtt';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { describe, expect, it } from 'vitest';
import { Mosquitto, MOSQUITTO } from './mosquitto.js';
import { DataFolder, Sensorium } from './sensorium.js';
import { until } from './until.js';

/** Values of a series over the last hour. */
async function stored(sensorium: Sensorium, series: string): Promise<unknown[]> {
  const answer = await sensorium.get(`api/history?series=${encodeURIComponent(series)}&raw=true`);
  if (!answer.ok) return [];
  return ((await answer.json()) as History).series.flatMap(({ v }): unknown[] => v);
}

async function system(sensorium: Sensorium): Promise<System> {
  return (await (await sensorium.get('api/system')).json()) as System;
}

const isPaused = async (sensorium: Sensorium) => (await system(sensorium)).history?.state === 'paused';

function submit(sensorium: Sensorium, device: string, body: string): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(new URL(`api/ingest/${device}`, sensorium.url), { method: 'POST', headers, body });
}

it('has every reading that it answered for, after a kill', async () => {
  using data = new DataFolder();
  const first = await Sensorium.start({ DATA_DIR: data.path });
  for (let x = 0; x < 20; x++) expect((await submit(first, 'a', `{"x":${x}}`)).status).toBe(202);
  await first.stop('SIGKILL');
  await using second = await Sensorium.start({ DATA_DIR: data.path });
  const all = await until('the history is open', async () => {
    const values = await stored(second, 'a/x');
    return values.length > 0 && values;
  });
  expect(all).toEqual(Array.from({ length: 20 }, (_, x) => x));
  const device = await second.device('a');
  expect(device.metrics[0]).toMatchObject({ name: 'x', latest: { value: 19 } });
});

it('knows a device of an import as soon as it answers', async () => {
  using data = new DataFolder();
  await using sensorium = await Sensorium.start({ DATA_DIR: data.path });
  for (let n = 0; n < 5; n++) {
    const time = new Date().toISOString();
    const body = `time,device,metric,value,unit,quality\n${time},old-${n},rpm,900,,good\n`;
    const headers = { 'content-type': 'text/csv' };
    const url = new URL('api/history/import', sensorium.url);
    expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(200);
    expect(await stored(sensorium, `old-${n}/rpm`)).toEqual([900]);
  }
});

/** The readings that a chart begins with. */
async function recentOf(sensorium: Sensorium, series: string): Promise<LiveReading[]> {
  const socket: Socket<ServerEvents, ClientEvents> = io(new URL('live', sensorium.url).href);
  const recent = new Promise<LiveReading[]>((resolve) => {
    socket.once('recent', ({ readings }) => {
      resolve(readings);
    });
  });
  await socket.emitWithAck('subscribe', { id: 'chart', series: [series], mode: 'every', recent: true });
  return recent.finally(() => socket.disconnect());
}

it('shows after a kill what it showed before it', async () => {
  using data = new DataFolder();
  const first = await Sensorium.start({ DATA_DIR: data.path });
  const now = Date.now();
  for (const [ts, x] of [
    [now - 20_000, 1],
    [now - 30_000, 7],
    [now - 10_000, 3],
  ] as const) {
    await submit(first, 'a', JSON.stringify({ ts, values: { x, mode: `m${x}`, on: x > 1 } }));
  }
  await submit(first, 'b', JSON.stringify({ ts: now - 3_600_000, values: { old: 5 } }));
  const before = [await first.device('a'), await first.device('b')];
  await first.stop('SIGKILL');
  await using second = await Sensorium.start({ DATA_DIR: data.path });
  const after = [await second.device('a'), await second.device('b')];
  const latest = (devices: Device[]) =>
    devices.map(({ metrics }) => metrics.map(({ name, latest }) => [name, latest?.t, latest?.value]));
  expect(latest(after)).toEqual(latest(before));
  for (const { lastSeen } of after) expect(lastSeen).toBeGreaterThanOrEqual(now);
  const points = (await recentOf(second, 'a/x')).map(({ t, value }) => [t, value]);
  expect(points).toEqual([
    [now - 30_000, 7],
    [now - 20_000, 1],
    [now - 10_000, 3],
  ]);
  await submit(second, 'a', JSON.stringify({ ts: now - 15_000, values: { x: 99 } }));
  await until('the late reading', async () => (await recentOf(second, 'a/x')).length === 4);
  expect(latest([await second.device('a')])).toEqual(latest(before.slice(0, 1)));
});

describe.skipIf(MOSQUITTO === undefined)('while nothing can be written', () => {
  it('goes on live, says so, refuses what it could not keep, and catches up by itself', async () => {
    using data = new DataFolder();
    await using mosquitto = await Mosquitto.start(data.path);
    const folder = join(data.path, 'data');
    writeFileSync(folder, 'a file where the data folder should be');
    await using sensorium = await Sensorium.start({ DATA_DIR: folder, MQTT_URL: mosquitto.url });
    expect(await isPaused(sensorium)).toBe(true);
    const { notices, parts } = await system(sensorium);
    expect(notices.map(({ code }) => code)).toContain('history-paused');
    expect(parts.history).toMatchObject({ state: 'degraded' });
    await until('the session for the live view', () => sensorium.log.includes('for the live view only'));
    const client = await connectAsync(mosquitto.url);
    const began = Date.now() - 60_000;
    for (let i = 0; i < 50; i++) {
      const payload = JSON.stringify({ ts: began + i * 1_000, values: { x: i } });
      await client.publishAsync('devices/a/telemetry', payload, { qos: 1 });
    }
    await sensorium.device('a', ({ metrics }) => metrics[0]?.latest?.value === 49);
    expect((await submit(sensorium, 'a', '{"x":99}')).status).toBe(503);
    expect((await sensorium.get('api/history?series=a%2Fx')).status).toBe(503);
    rmSync(folder);
    await until('history goes on', async () => !(await isPaused(sensorium)), 20_000);
    const values = await until('what came meanwhile', async () => {
      const all = await stored(sensorium, 'a/x');
      return all.length >= 50 && all;
    });
    expect(values).toEqual(Array.from({ length: 50 }, (_, i) => i));
    await client.endAsync();
  });
});

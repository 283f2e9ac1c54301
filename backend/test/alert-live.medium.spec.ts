import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Alert, AlertActionAck, AlertsEvent } from '@sensorium/contracts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { handshakeJudge } from '../src/access/http-rules.js';
import { InProcessPageNotices } from '../src/adapters/live-bus/in-process-page-notices.js';
import { AlertsModule } from '../src/alerts/alerts.module.js';
import { parseSettings } from '../src/config/settings.js';
import { LiveIoAdapter } from '../src/live/io-adapter.js';
import { LiveModule } from '../src/live/live.module.js';
import { ALERTS } from '../src/ports/alert-calls.js';
import { KNOWN_CHANNELS, type KnownChannels } from '../src/ports/known-channels.js';
import { LIVE_BUS } from '../src/ports/live-bus.js';
import { PAGE_NOTICES } from '../src/ports/page-notices.js';
import { HistoryWorld, startFeature } from './history-app.js';
import { LiveClient } from './live-client.js';
import { MemoryAlerts, testAlert } from './memory-alerts.js';
import { until } from './until.js';

/** The gateway and the routes of alerts, over real sockets. */
@Module({ imports: [AlertsModule, LiveModule] })
class AlertsOverSockets {}

let world: HistoryWorld;
let calls: MemoryAlerts;
let notices: InProcessPageNotices;
let app: NestFastifyApplication;
let url: string;

beforeEach(async () => {
  world = new HistoryWorld();
  calls = new MemoryAlerts();
  notices = new InProcessPageNotices();
  const ports = [
    { provide: ALERTS, useValue: calls },
    { provide: LIVE_BUS, useValue: world.bus },
    { provide: KNOWN_CHANNELS, useValue: { unknown: () => [] } satisfies KnownChannels },
    { provide: PAGE_NOTICES, useValue: notices },
  ];
  const { http } = parseSettings({}, '/');
  const prepare = (one: NestFastifyApplication) =>
    void one.useWebSocketAdapter(new LiveIoAdapter(one, http, handshakeJudge(http)));
  app = await startFeature(AlertsOverSockets, world, { ports, prepare });
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
});

afterEach(() => app.close());

function publish(...alerts: Alert[]): void {
  world.publish({ alerts: { alerts, entries: [], unsaved: null, rules: false } });
}

async function watch(alertCursor?: string): Promise<{ client: LiveClient; events: AlertsEvent[] }> {
  const client = await LiveClient.open(url);
  const events: AlertsEvent[] = [];
  client.socket.on('alert', (event) => events.push(event));
  const asked = { series: 'fleet', ...(alertCursor === undefined ? {} : { alertCursor }) };
  expect(await client.subscribe(asked)).toMatchObject({ ok: true });
  return { client, events };
}

function act(client: LiveClient, body: unknown): Promise<AlertActionAck> {
  return client.emit('alert-action', body) as Promise<AlertActionAck>;
}

it('alerts come over a socket, and a client that was away goes on where it was', async () => {
  publish(testAlert({ id: 'a' }));
  const first = await watch();
  publish(testAlert({ id: 'a', value: 40 }));
  await until('the change', () => first.events.length === 2);
  expect(first.events).toMatchObject([
    { full: true, alerts: [{ id: 'a', value: 31 }] },
    { full: false, alerts: [{ id: 'a', value: 40 }] },
  ]);
  first.client[Symbol.dispose]();
  publish(testAlert({ id: 'a', value: 41 }), testAlert({ id: 'b' }));
  publish(testAlert({ id: 'a', state: 'resolved' }));
  const second = await watch(first.events[1]?.cursor);
  await until('what was missed', () => second.events.length === 1);
  expect(second.events).toMatchObject([
    { full: false, alerts: [{ id: 'a', value: 41 }, { id: 'b' }, { id: 'a', state: 'resolved' }] },
  ]);
  second.client[Symbol.dispose]();
});

it('notices for the page come to every viewer of the fleet', async () => {
  const { client } = await watch();
  const told: unknown[] = [];
  client.socket.on('told', (notice) => told.push(notice));
  const notice = { id: 'n1', event: 'firing' as const, time: 1, alerts: [testAlert()] };
  notices.publish(notice);
  await until('the notice', () => told.length === 1);
  expect(told).toEqual([notice]);
  client[Symbol.dispose]();
});

it('actions over a socket are checked, done and answered for each alert', async () => {
  calls.kept.push(testAlert());
  using client = await LiveClient.open(url);
  expect(await act(client, { action: 'acknowledge', ids: ['a1', 'none'], by: 'Ada' })).toEqual({
    ok: true,
    results: [{ id: 'a1' }, { id: 'none', error: 'not-found: there is no such alert' }],
  });
  expect((await calls.alert('a1')).acknowledged).toMatchObject({ by: 'Ada' });
  for (const body of [null, {}, { action: 'delete', ids: ['a1'] }, { action: 'resolve', ids: [] }]) {
    const answer = await act(client, body);
    expect(answer).toMatchObject({ ok: false, error: expect.stringMatching(/^bad-request: /) as string });
  }
});

it('a flood of actions ends the connection', async () => {
  calls.kept.push(testAlert());
  using client = await LiveClient.open(url);
  for (let n = 0; n < 400; n++) client.send('alert-action', { action: 'resolve', ids: ['a1'] });
  await until('the end', () => client.ended !== undefined);
  expect(client.notices).toContain('flood');
});

import type {
  AlertList,
  AlertLog,
  AlertRule,
  Channel,
  DeliveryList,
  Silence,
  System,
  WebhookBody,
} from '@sensorium/contracts';
import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { HttpSink, type Taken } from './http-sink.js';
import { DataFolder, Sensorium } from './sensorium.js';
import { until } from './until.js';

const SECRET = 'a secret that nobody is told';
const AT_ONCE = { waitMs: 0, updateMs: 0, remindMs: 0 };

function start(folder: DataFolder, env: Record<string, string> = {}): Promise<Sensorium> {
  return Sensorium.start({ DATA_DIR: folder.path, NOTIFY_ALLOW_LOOPBACK: 'on', ...env });
}

async function send<Answer>(to: Sensorium, method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(new URL(path, to.url), {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
}

async function status(to: Sensorium, method: string, path: string, body?: unknown): Promise<number> {
  const response = await fetch(new URL(path, to.url), {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  await response.text();
  return response.status;
}

function hook(to: Sensorium, url: string, more: object = {}): Promise<Channel> {
  const settings = { url, secret: SECRET };
  return send(to, 'POST', 'api/notification-channels', { name: 'Hook', type: 'webhook', settings, ...more });
}

function rule(to: Sensorium, more: object = {}): Promise<AlertRule> {
  return send(to, 'POST', 'api/alert-rules', {
    ...{ name: 'Too warm', severity: 'critical', devices: ['oven*'], metric: 't' },
    ...{ condition: { type: 'above', value: 50 }, grouping: AT_ONCE },
    ...more,
  });
}

async function measure(to: Sensorium, device: string, t: number): Promise<void> {
  await send(to, 'POST', `api/ingest/${device}`, { t });
}

const bodyOf = ({ body }: Taken) => JSON.parse(body) as WebhookBody;

async function alertOf(to: Sensorium, device: string): Promise<AlertList['alerts'][number]> {
  const { alerts } = await send<AlertList>(to, 'GET', `api/alerts?device=${device}`);
  const [alert] = alerts;
  if (!alert) throw new Error(`no alert of ${device}`);
  return alert;
}

const reasonsOf = async (to: Sensorium, id: string) =>
  (await send<AlertLog>(to, 'GET', `api/alerts/${id}/log`)).entries.flatMap(({ event }) =>
    event.type === 'notice' ? [`${event.stage}/${event.reason}`] : [],
  );

const deliveriesOf = async (to: Sensorium, query = '') =>
  (await send<DeliveryList>(to, 'GET', `api/notifications${query}`)).notifications;

it('delivers a signed webhook when a rule fires, and when it is over, and says so', async () => {
  using folder = new DataFolder();
  await using sink = await HttpSink.start();
  await using sensorium = await start(folder, { PUBLIC_URL: 'https://plant.example/watch/' });
  const channel = await hook(sensorium, `${sink.url}/hook`);
  expect(channel).toMatchObject({ secrets: ['secret'], settings: { url: `${sink.url}/hook` }, health: null });
  expect(JSON.stringify(channel)).not.toContain(SECRET);
  await rule(sensorium, { channels: [channel.id] });
  await measure(sensorium, 'oven', 60);
  const [fired] = await sink.wait('/hook', 1);
  await measure(sensorium, 'oven', 20);
  const [, solved] = await sink.wait('/hook', 2);

  const [, stamp, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(
    String(fired!.headers['x-sensorium-signature']),
  )!;
  expect(createHmac('sha256', SECRET).update(`${stamp}.${fired!.body}`).digest('hex')).toBe(signature);
  const notice = bodyOf(fired!);
  expect(notice).toMatchObject({
    version: 1,
    event: 'firing',
    alerts: [{ device: 'oven', state: 'firing', value: 60 }],
  });
  expect(notice.alerts[0]!.url).toBe(`https://plant.example/watch/alerts/${notice.alerts[0]!.id}`);
  expect(fired!.headers['idempotency-key']).toBe(notice.id);
  expect(bodyOf(solved!)).toMatchObject({
    event: 'resolved',
    alerts: [{ id: notice.alerts[0]!.id, state: 'resolved' }],
  });

  const { id } = notice.alerts[0]!;
  const told = await until('two deliveries', async () => {
    const found = await deliveriesOf(sensorium, `?alert=${id}&state=delivered`);
    return found.length === 2 && found;
  });
  expect(told.map(({ reason }) => reason)).toEqual(['solved', 'new']);
  expect(told[1]).toMatchObject({
    id: notice.id,
    channel: { id: channel.id },
    attempts: [{ outcome: 'ok' }],
  });
  await until('its log', async () => {
    const reasons = await reasonsOf(sensorium, id);
    return ['route/own-channels', 'dedup/new', 'dedup/solved', 'channel/delivered'].every((one) =>
      reasons.includes(one),
    );
  });
  const shown = await send<Channel>(sensorium, 'GET', `api/notification-channels/${channel.id}`);
  expect(shown.health?.state).toBe('ok');
});

it('brings after a kill what it had decided, under the same key', async () => {
  using folder = new DataFolder();
  await using sink = await HttpSink.start();
  sink.answer = () => 'silence';
  const env = { PUBLIC_URL: 'https://plant.example' };
  const before = await start(folder, env);
  const channel = await hook(before, `${sink.url}/hook`);
  await rule(before, { channels: [channel.id] });
  await measure(before, 'oven', 60);
  const [first] = await sink.wait('/hook', 1);
  await before.stop('SIGKILL');
  sink.answer = () => ({ status: 200 });
  await using after = await start(folder, env);
  const [, second] = await sink.wait('/hook', 2);
  expect(second!.headers['idempotency-key']).toBe(first!.headers['idempotency-key']);
  expect(bodyOf(second!)).toEqual(bodyOf(first!));
  await until('delivered', async () => (await deliveriesOf(after, '?state=delivered')).length === 1);
  expect(sink.taken).toHaveLength(2);
});

it('goes on with a wait that a kill has cut, and tells once', async () => {
  using folder = new DataFolder();
  await using sink = await HttpSink.start();
  const before = await start(folder);
  const channel = await hook(before, `${sink.url}/hook`);
  await rule(before, { channels: [channel.id], grouping: { waitMs: 2_000 } });
  await measure(before, 'oven', 60);
  await until('the wait', async () => {
    const { alerts } = await send<AlertList>(before, 'GET', 'api/alerts');
    return alerts[0] && (await reasonsOf(before, alerts[0].id)).includes('group/waits-for-more');
  });
  await before.stop('SIGKILL');
  await using after = await start(folder);
  const [told] = await sink.wait('/hook', 1);
  expect(bodyOf(told!)).toMatchObject({ event: 'firing', alerts: [{ device: 'oven' }] });
  await measure(after, 'oven', 20);
  const [, solved] = await sink.wait('/hook', 2);
  expect(bodyOf(solved!).event).toBe('resolved');
});

it('tries again what was not answered well, as late as it is asked to, and shows a channel that fails', async () => {
  using folder = new DataFolder();
  await using sink = await HttpSink.start();
  sink.answer = () =>
    sink.taken.length === 1 ? { status: 429, headers: { 'retry-after': '2' } } : { status: 200 };
  await using sensorium = await start(folder);
  const channel = await hook(sensorium, `${sink.url}/hook`);
  await rule(sensorium, { channels: [channel.id] });
  await measure(sensorium, 'oven', 60);
  await sink.wait('/hook', 1);
  const notices = await until('a notice', async () => {
    const { notices: found } = await send<System>(sensorium, 'GET', 'api/system');
    const failing = found.filter(({ code }) => code === 'channel-failing');
    return failing.length > 0 && failing;
  });
  expect(notices[0]!.message).toContain('Hook');
  await sink.wait('/hook', 2);
  const [delivery] = await until('delivered', async () => {
    const found = await deliveriesOf(sensorium, '?state=delivered');
    return found.length === 1 && found;
  });
  expect(delivery!.attempts.map(({ outcome }) => outcome)).toEqual(['retryable', 'ok']);
  expect(delivery!.attempts[1]!.at - delivery!.attempts[0]!.at).toBeGreaterThanOrEqual(2_000);
  const { health } = await send<Channel>(sensorium, 'GET', `api/notification-channels/${channel.id}`);
  expect(health?.state).toBe('ok');
});

it('is quiet in a silence, shows what it covers, and tells of it when the silence is taken away', async () => {
  using folder = new DataFolder();
  await using sink = await HttpSink.start();
  await using sensorium = await start(folder);
  const channel = await hook(sensorium, `${sink.url}/hook`);
  await rule(sensorium, { channels: [channel.id] });
  const body = {
    matchers: { devices: ['oven-*'] },
    from: 'now',
    to: Date.now() + 3_600_000,
    author: 'Kim',
    reason: 'Cleaning',
  };
  const silence = await send<Silence>(sensorium, 'POST', 'api/silences', body);
  expect(silence).toMatchObject({ active: true, next: null });
  await measure(sensorium, 'oven-1', 60);
  await measure(sensorium, 'oven', 60);
  const [only] = await sink.wait('/hook', 1);
  expect(bodyOf(only!).alerts.map(({ device }) => device)).toEqual(['oven']);
  const quiet = await until('the mark', async () => {
    const alert = await alertOf(sensorium, 'oven-1');
    return alert.suppressedBy === silence.id && alert;
  });
  expect(await reasonsOf(sensorium, quiet.id)).toContain('silence/silenced');
  const preview = await send<{ alerts: unknown[]; deviceCount: number; times: unknown[] }>(
    sensorium,
    'POST',
    'api/silences/preview',
    body,
  );
  expect(preview).toMatchObject({ alerts: [{ device: 'oven-1' }], deviceCount: 1, times: [{}] });
  expect(await status(sensorium, 'DELETE', `api/silences/${silence.id}`)).toBe(204);
  const [, later] = await sink.wait('/hook', 2);
  expect(bodyOf(later!).alerts.map(({ device }) => device)).toEqual(['oven-1']);
});

it('routes by severity, escalates what nobody acknowledges, and keeps a channel that is used', async () => {
  using folder = new DataFolder();
  await using sink = await HttpSink.start();
  await using sensorium = await start(folder);
  const [minor, major, boss] = await Promise.all(
    ['minor', 'major', 'boss'].map((name) => hook(sensorium, `${sink.url}/${name}`, { name })),
  );
  const escalation = [{ afterMs: 1_000, channels: [boss!.id] }];
  const routes = [
    { id: 'a', name: 'Major', match: { severity: ['critical'] }, channels: [major!.id], escalation },
    { id: 'b', name: 'Rest', match: {}, channels: [minor!.id] },
  ].map((route) => ({ ...route, grouping: AT_ONCE }));
  await send(sensorium, 'PUT', 'api/notification-routes', { routes });
  await rule(sensorium);
  await rule(sensorium, { name: 'Warm', severity: 'warning', devices: ['fridge'] });
  await measure(sensorium, 'oven', 60);
  await measure(sensorium, 'fridge', 60);
  const [toMajor] = await sink.wait('/major', 1);
  const [toMinor] = await sink.wait('/minor', 1);
  expect([bodyOf(toMajor!), bodyOf(toMinor!)].map(({ alerts }) => alerts[0]!.device)).toEqual([
    'oven',
    'fridge',
  ]);
  const [toBoss] = await sink.wait('/boss', 1);
  expect(bodyOf(toBoss!).alerts[0]!.device).toBe('oven');
  const page = await deliveriesOf(sensorium, '?channel=page');
  expect(page.map(({ state }) => state)).toEqual(['delivered', 'delivered']);
  expect(await status(sensorium, 'DELETE', `api/notification-channels/${boss!.id}`)).toBe(409);
  await send(sensorium, 'PUT', 'api/notification-routes', { routes: [] });
  expect(await status(sensorium, 'DELETE', `api/notification-channels/${boss!.id}`)).toBe(204);
});

it('keeps secrets, tests and shows channels, and refuses what cannot work', async () => {
  using folder = new DataFolder();
  await using sink = await HttpSink.start();
  await using sensorium = await start(folder);
  const { id } = await hook(sensorium, `${sink.url}/hook`);
  const path = `api/notification-channels/${id}`;
  const body = (settings: object) => ({
    name: 'Other',
    type: 'webhook',
    settings: { url: `${sink.url}/hook`, ...settings },
  });
  expect(await send<Channel>(sensorium, 'PUT', path, body({}))).toMatchObject({
    name: 'Other',
    secrets: ['secret'],
  });
  expect(await send(sensorium, 'POST', `${path}/test`)).toMatchObject({ ok: true, outcome: 'ok' });
  const [tested] = await sink.wait('/hook', 1);
  expect(bodyOf(tested!).event).toBe('test');
  expect(tested!.headers['x-sensorium-signature']).toBeDefined();
  expect(await send<Channel>(sensorium, 'PUT', path, body({ secret: null }))).toMatchObject({ secrets: [] });
  expect(await send(sensorium, 'POST', 'api/notification-channels/preview', body({}))).toMatchObject({
    subject: null,
  });
  const faults: [string, unknown][] = [
    ['api/notification-channels', { name: 'x', type: 'pigeon', settings: {} }],
    [
      'api/notification-channels',
      { name: 'x', type: 'webhook', settings: { url: 'http://169.254.169.254/' } },
    ],
    ['api/silences', { matchers: {}, from: 'now', to: 'now-1h', author: 'Kim', reason: 'x' }],
    ['api/silences', { matchers: {}, from: 0, to: 1, author: 'Kim', reason: 'x', zone: 'Mars/Base' }],
  ];
  for (const [route, fault] of faults) expect(await status(sensorium, 'POST', route, fault)).toBe(400);
  expect(await status(sensorium, 'GET', 'api/notification-channels/none')).toBe(404);
  expect(await status(sensorium, 'GET', 'api/notifications?cursor=x')).toBe(400);
});

it('takes subscriptions of browsers, and keeps its keys over a restart', async () => {
  using folder = new DataFolder();
  const before = await start(folder);
  const list = (to: Sensorium) =>
    send<{ publicKey: string; subscriptions: object[] }>(to, 'GET', 'api/push-subscriptions');
  const keys = {
    p256dh: 'BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM',
    auth: 'tBHItJI5svbpez7KI4CCXg',
  };
  const body = { endpoint: 'https://push.example/a-secret', keys, name: 'Phone' };
  const made = await send<{ id: string }>(before, 'POST', 'api/push-subscriptions', body);
  expect(made).toMatchObject({ host: 'push.example', name: 'Phone' });
  expect(await send(before, 'POST', 'api/push-subscriptions', body)).toEqual(made);
  const { publicKey } = await list(before);
  expect(Buffer.from(publicKey, 'base64url')).toHaveLength(65);
  await before.stop();
  await using after = await start(folder);
  expect(await list(after)).toEqual({ publicKey, subscriptions: [made] });
  expect(await status(after, 'DELETE', `api/push-subscriptions/${made.id}`)).toBe(204);
  expect((await list(after)).subscriptions).toEqual([]);
});

it('beats for somebody who tells when it no longer does', async () => {
  using folder = new DataFolder();
  await using sink = await HttpSink.start();
  await using sensorium = await start(folder);
  await send(sensorium, 'PUT', 'api/notification-settings', {
    heartbeat: { url: `${sink.url}/beat`, everyMs: 5_000 },
  });
  await sink.wait('/beat', 2);
  expect(await send(sensorium, 'GET', 'api/notification-settings')).toMatchObject({
    grouping: { waitMs: 30_000, updateMs: 300_000, remindMs: 14_400_000 },
    heartbeat: { everyMs: 5_000 },
  });
  const metadata = { heartbeat: { url: 'http://169.254.169.254/beat', everyMs: 5_000 } };
  expect(await status(sensorium, 'PUT', 'api/notification-settings', metadata)).toBe(400);
});

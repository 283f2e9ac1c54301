import { pushPayloadSchema } from '@sensorium/contracts';
import ece from 'http_ece';
import { createECDH, createPublicKey, randomBytes, verify, type ECDH } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import webPush from 'web-push';
import type { Sent } from '../../ports/notifier.js';
import type { PushSubscriber } from '../../ports/notify-store.js';
import { Outgoing } from './outgoing.js';
import { pushPayload } from './push-payload.js';
import { SafeAddresses } from './safe-address.js';
import { Steps } from './steps.js';
import { channelOf, httpSink, noticeOf, type Taken } from './testing.js';
import { WebPushKind } from './web-push.js';

const vapid = webPush.generateVAPIDKeys();
const channel = channelOf('web-push', {});

/** A browser: its keys, and what it hands in. */
class Browser {
  private readonly ecdh: ECDH = createECDH('prime256v1');
  private readonly auth = randomBytes(16).toString('base64url');
  readonly subscriber: PushSubscriber;

  constructor(endpoint: string, id = 'b1') {
    const p256dh = this.ecdh.generateKeys().toString('base64url');
    this.subscriber = { id, name: id, endpoint, keys: { p256dh, auth: this.auth }, createdAt: 0 };
  }

  /** Reads a message as RFC 8291 has it. */
  read({ body }: Taken): unknown {
    const text = ece.decrypt(body, { version: 'aes128gcm', privateKey: this.ecdh, authSecret: this.auth });
    return JSON.parse(text.toString());
  }
}

function pusher(allowLoopback = true): WebPushKind {
  return new WebPushKind(new Outgoing(new SafeAddresses(allowLoopback)), 'https://watch.example/');
}

function push(kind: WebPushKind, subscribers: PushSubscriber[], notice = noticeOf()): Promise<Sent> {
  return kind.deliver(channel, notice, { context: { vapid, subscribers }, steps: new Steps() });
}

/** The claims of a VAPID header whose signature holds (RFC 8292 section 3). */
function claimsOf(header: string | undefined): Record<string, unknown> {
  const [, token = '', key = ''] = /^vapid t=([^,]+), ?k=(.+)$/.exec(header ?? '') ?? [];
  expect(key).toBe(vapid.publicKey);
  const point = Buffer.from(key, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
  const publicKey = createPublicKey({
    key: { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' },
    format: 'jwk',
  });
  const [head = '', claims = '', mark = ''] = token.split('.');
  const holds = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(mark, 'base64url'),
  );
  expect(holds).toBe(true);
  return JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>;
}

describe('WebPushKind', () => {
  it('reaches a browser, which alone can read it', async () => {
    const sink = await httpSink((_request, response) => response.writeHead(201).end());
    const browser = new Browser(`${sink.url}/push/abc`);
    expect(await push(pusher(), [browser.subscriber], noticeOf(1, { severity: 'critical' }))).toEqual({
      outcome: 'ok',
      answer: '1 of 1 browsers',
    });
    const [taken] = sink.taken;
    expect(taken).toMatchObject({
      method: 'POST',
      path: '/push/abc',
      headers: { 'content-encoding': 'aes128gcm', ttl: '86400', urgency: 'high' },
    });
    expect(taken?.headers.topic).toMatch(/^[A-Za-z0-9_-]{32}$/);
    expect(taken?.body.includes('Freezer')).toBe(false);
    expect(taken && browser.read(taken)).toEqual({
      id: 'notice-1',
      event: 'firing',
      severity: 'critical',
      title: '🔴 Firing: Freezer too warm, Freezer 3',
      body: 'temperature -11.4 °C (limit -15 °C), since 2026-01-01 12:01:00 UTC',
      url: '/alerts/sample',
      alert: 'alert-0',
      alerts: ['alert-0'],
      actions: [
        { action: 'acknowledge', title: 'Acknowledge' },
        { action: 'snooze', title: 'Snooze' },
      ],
    });
    expect(() => taken && new Browser(sink.url).read(taken)).toThrow();
  });

  it('signs for that push service', async () => {
    const sink = await httpSink((_request, response) => response.writeHead(201).end());
    await push(pusher(), [new Browser(`${sink.url}/x`).subscriber]);
    const claims = claimsOf(sink.taken[0]?.headers.authorization);
    expect(claims).toMatchObject({ aud: sink.url, sub: 'https://watch.example/' });
    const ahead = Number(claims.exp) - Date.now() / 1_000;
    expect(ahead).toBeGreaterThan(0);
    expect(ahead).toBeLessThanOrEqual(86_400);
  });

  it('replaces what waits about the same alert', async () => {
    const sink = await httpSink((_request, response) => response.writeHead(201).end());
    const { subscriber } = new Browser(sink.url);
    const kind = pusher();
    await push(kind, [subscriber], noticeOf());
    await push(kind, [subscriber], {
      ...noticeOf(1, { state: 'resolved' }),
      id: 'notice-2',
      event: 'resolved',
    });
    const [first, second] = sink.taken;
    expect(second?.headers.topic).toBe(first?.headers.topic);
    expect(second?.headers.ttl).toBe('3600');
  });

  it.each([404, 410])('says that a subscription is gone at %i', async (status) => {
    const gone = await httpSink((_request, response) => response.writeHead(status).end());
    const alive = await httpSink((_request, response) => response.writeHead(201).end());
    const subscribers = [new Browser(gone.url, 'old').subscriber, new Browser(alive.url, 'new').subscriber];
    expect(await push(pusher(), subscribers)).toEqual({
      outcome: 'ok',
      answer: '1 of 2 browsers; a subscription has ended',
      gone: ['old'],
    });
    expect(await push(pusher(), subscribers.slice(0, 1))).toMatchObject({ outcome: 'fatal', gone: ['old'] });
  });

  it('tells only the others at another attempt', async () => {
    let isBusy = true;
    const busy = await httpSink((_request, response) =>
      isBusy ? response.writeHead(429, { 'retry-after': '3' }).end() : response.writeHead(201).end(),
    );
    const free = await httpSink((_request, response) => response.writeHead(201).end());
    const subscribers = [new Browser(busy.url, 'b1').subscriber, new Browser(free.url, 'b2').subscriber];
    const kind = pusher();
    expect(await push(kind, subscribers)).toMatchObject({ outcome: 'retryable', retryAfterMs: 3_000 });
    isBusy = false;
    expect(await push(kind, subscribers)).toEqual({ outcome: 'ok', answer: '2 of 2 browsers' });
    expect([busy.taken.length, free.taken.length]).toEqual([2, 1]);
  });

  it('ends in time whoever does not answer', async () => {
    const mute = await httpSink(() => undefined);
    const free = await httpSink((_request, response) => response.writeHead(201).end());
    const subscribers = [new Browser(mute.url, 'b1').subscriber, new Browser(free.url, 'b2').subscriber];
    const kind = new WebPushKind(new Outgoing(new SafeAddresses(true), 3_000), 'https://watch.example/', 300);
    expect(await push(kind, subscribers)).toEqual({
      outcome: 'retryable',
      answer: '1 of 2 browsers; 127.0.0.1: it did not answer in time',
    });
  });

  it('asks no endpoint that leads to this machine, and names none', async () => {
    const sink = await httpSink();
    const sent = await push(pusher(false), [new Browser(`${sink.url}/capability`).subscriber]);
    expect(sent.outcome).toBe('fatal');
    expect(sent.answer).toContain('may not be reached');
    expect(sent.answer).not.toContain('capability');
    expect(sink.taken).toEqual([]);
  });

  it('takes keys that cannot be used as the end', async () => {
    const sink = await httpSink();
    const { subscriber } = new Browser(sink.url);
    const sent = await push(pusher(), [{ ...subscriber, keys: { p256dh: 'AAAA', auth: 'AAAA' } }]);
    expect(sent.outcome).toBe('fatal');
    expect(sink.taken).toEqual([]);
  });

  it('says why it cannot begin', async () => {
    const steps = new Steps();
    const none = await pusher().deliver(channel, noticeOf(), { context: { vapid, subscribers: [] }, steps });
    expect(none).toEqual({ outcome: 'fatal', answer: 'no browser has subscribed' });
    expect(steps.list).toEqual([{ step: 'settings', ok: false, detail: 'no browser has subscribed' }]);
  });

  it('has at most 3,000 bytes of payload', () => {
    const big = pushPayload(
      noticeOf(300, { deviceName: 'ü'.repeat(300), message: 'ü'.repeat(900), metric: null }),
    );
    expect(Buffer.byteLength(JSON.stringify(big))).toBeLessThanOrEqual(3_000);
    expect(pushPayloadSchema.parse(big)).toEqual(big);
    expect(big).toMatchObject({ alert: null, url: '/alerts' });
    expect(big.body).toMatch(/and 29\d more$/);
  });
});

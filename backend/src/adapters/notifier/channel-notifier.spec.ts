import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../config/settings.js';
import { ApiError } from '../../ports/api-error.js';
import type { Ingest } from '../../ports/ingest.js';
import { ChannelNotifier } from './channel-notifier.js';
import { channelOf, httpSink, NO_CONTEXT, noticeOf } from './testing.js';

function notifier(allowLoopback = 'on'): ChannelNotifier {
  const settings = parseSettings({ NOTIFY_ALLOW_LOOPBACK: allowLoopback }, '/');
  return new ChannelNotifier(settings, { publish: () => Promise.resolve() } as unknown as Ingest);
}

describe('ChannelNotifier', () => {
  it('shows each step of a test, and the answer at its end', async () => {
    const sink = await httpSink();
    const test = await notifier().test(channelOf('webhook', { url: sink.url }), noticeOf(), NO_CONTEXT);
    expect(test).toMatchObject({ ok: true, outcome: 'ok', answer: 'HTTP 200: ok' });
    expect(test.steps.map(({ step }) => step)).toEqual(['resolve', 'connect', 'send', 'answer']);
  });

  it('says no secret, whoever repeats it', async () => {
    const sink = await httpSink((request, response) =>
      response.writeHead(400).end(`no ${request.url ?? ''} for T0KEN`),
    );
    const slack = channelOf('slack', { url: `${sink.url}/services/SECRET` });
    const gotify = channelOf('gotify', { server: sink.url, token: 'T0KEN' });
    const telegram = channelOf('telegram', { server: sink.url, token: '1:SECRET', chat: '1' });
    for (const channel of [slack, gotify, telegram]) {
      const said = JSON.stringify(await notifier().test(channel, noticeOf(), NO_CONTEXT));
      expect(said).toContain('•••');
      expect(said).not.toContain('SECRET');
    }
    expect(JSON.stringify(await notifier().send(gotify, noticeOf(), NO_CONTEXT))).not.toContain('T0KEN');
  });

  it('says no part of a secret where an answer is cut', async () => {
    const sink = await httpSink((request, response) =>
      response.writeHead(400).end(`${'x'.repeat(480)} ${request.url ?? ''}`),
    );
    const channel = channelOf('slack', { url: `${sink.url}/services/T0/B0/SECRET` });
    const { answer } = await notifier().send(channel, noticeOf(), NO_CONTEXT);
    expect(answer).toMatch(/x •••…$/);
  });

  it('reaches this machine only where that is allowed', async () => {
    const sink = await httpSink();
    const channel = channelOf('webhook', { url: sink.url });
    expect(notifier('on').fault(channel)).toBeUndefined();
    expect(notifier('off').fault(channel)).toContain('NOTIFY_ALLOW_LOOPBACK');
    expect(await notifier('off').send(channel, noticeOf(), NO_CONTEXT)).toMatchObject({ outcome: 'fatal' });
    expect(await notifier('off').beat(`${sink.url}/beat`)).toMatchObject({ outcome: 'fatal' });
    expect(sink.taken).toEqual([]);
  });

  it('beats with a GET, and keeps the address to itself', async () => {
    const sink = await httpSink((request, response) =>
      response.writeHead(404).end(`not ${request.url ?? ''}`),
    );
    expect(await notifier().beat(`${sink.url}/ping/uuid-1`)).toEqual({
      outcome: 'fatal',
      answer: 'HTTP 404: not •••',
    });
    expect(sink.taken[0]).toMatchObject({ method: 'GET', path: '/ping/uuid-1' });
  });

  it('previews what is sent, and refuses a template that cannot be read', async () => {
    const channel = channelOf('telegram', { token: '1:SECRET', chat: '1', template: 'Hello {{count}}' });
    const preview = await notifier().preview(channel, noticeOf(3));
    expect(JSON.parse(preview.body)).toMatchObject({ text: 'Hello 3' });
    const broken = channelOf('telegram', { token: '1:SECRET', chat: '1', template: '{{#alerts}}' });
    await expect(notifier().preview(broken, noticeOf())).rejects.toThrow(ApiError);
    expect(notifier().fault(broken)).toContain('cannot be read');
  });

  it.each([
    ['slack', {}],
    ['telegram', { chat: '1' }],
    ['gotify', { server: 'https://push.example' }],
    ['email', { host: 'mail.example' }],
    ['mqtt', {}],
  ] as const)('has a fault for %s without what it needs, and does not throw', async (type, settings) => {
    const channel = channelOf(type, settings);
    expect(notifier().fault(channel)).toBeTypeOf('string');
    expect(await notifier().send(channel, noticeOf(), NO_CONTEXT)).toMatchObject({ outcome: 'fatal' });
  });

  it('makes keys for Web Push', () => {
    const { publicKey, privateKey } = notifier().newVapidKeys();
    expect(Buffer.from(publicKey, 'base64url')).toHaveLength(65);
    expect(Buffer.from(privateKey, 'base64url')).toHaveLength(32);
  });
});

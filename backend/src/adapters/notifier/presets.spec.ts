import { webhookBodySchema } from '@sensorium/contracts';
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { StoredChannel } from '../../ports/notify-store.js';
import type { Notice } from '../../ports/notifier.js';
import { ChannelKinds } from './channel-kinds.js';
import { Outgoing } from './outgoing.js';
import { SafeAddresses } from './safe-address.js';
import { Steps } from './steps.js';
import { channelOf, httpSink, NO_CONTEXT, noticeOf, type Sink } from './testing.js';

const addresses = new SafeAddresses(true);
const kinds = new ChannelKinds({
  addresses,
  outgoing: new Outgoing(addresses),
  ingest: { publish: () => Promise.resolve() },
  publicUrl: undefined,
});

const EVIL = '<!channel> @everyone <@1> </b><script>&"\'\r\n';
const MANY = noticeOf(500, {
  deviceName: 'x'.repeat(400),
  message: 'y'.repeat(2_000),
  metric: null,
  runbook: 'https://r.example/',
});

async function delivered(channel: StoredChannel, notice: Notice, sink: Sink) {
  const sent = await kinds.of(channel).deliver(channel, notice, { context: NO_CONTEXT, steps: new Steps() });
  const taken = sink.taken.at(-1);
  const body = JSON.parse(taken?.body.toString() ?? 'null') as Record<string, unknown>;
  return { sent, taken, body };
}

/** The message in JSON as it would be sent. */
function made(type: StoredChannel['type'], notice: Notice, settings: Record<string, unknown> = {}) {
  const { body } = kinds.of(channelOf(type, {})).message(channelOf(type, settings), notice);
  return { text: body, json: JSON.parse(body) as Record<string, unknown> };
}

describe('webhook', () => {
  it('sends the body of the API page, signed, with its key', async () => {
    const sink = await httpSink();
    const channel = channelOf('webhook', { url: `${sink.url}/hook`, secret: 'shared', format: 'sensorium' });
    const { sent, taken, body } = await delivered(channel, noticeOf(2), sink);
    expect(sent.outcome).toBe('ok');
    expect(webhookBodySchema.parse(body)).toMatchObject({ version: 1, id: 'notice-1', event: 'firing' });
    expect(taken?.headers['idempotency-key']).toBe('notice-1');
    const [, seconds = '', hash] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(taken?.headers['x-sensorium-signature'])) ?? [];
    expect(hash).toBe(
      createHmac('sha256', 'shared')
        .update(`${seconds}.${taken?.body.toString() ?? ''}`)
        .digest('hex'),
    );
    expect(Math.abs(Date.now() / 1_000 - Number(seconds))).toBeLessThan(60);
  });

  it('is not signed without a secret', async () => {
    const sink = await httpSink();
    const { taken } = await delivered(channelOf('webhook', { url: sink.url }), noticeOf(), sink);
    expect(taken?.headers).not.toHaveProperty('x-sensorium-signature');
  });

  it('counts what it leaves out', () => {
    expect(made('webhook', noticeOf(1_200)).json).toMatchObject({ truncated: 200 });
  });

  it('speaks like Alertmanager', () => {
    const notice = noticeOf(2, { labels: { '1st room': 'a', alertname: 'forged' } });
    const second = notice.alerts[1];
    if (second)
      Object.assign(second, { state: 'resolved', resolvedAt: second.updatedAt, device: 'freezer-4' });
    const { json } = made('webhook', notice, { format: 'alertmanager' });
    expect(json).toMatchObject({
      version: '4',
      status: 'firing',
      receiver: 'Channel',
      truncatedAlerts: 0,
      externalURL: 'http://localhost:3000',
      commonLabels: { alertname: 'Freezer too warm', severity: 'warning', site: 'plant', _1st_room: 'a' },
      alerts: [
        {
          status: 'firing',
          startsAt: '2026-01-01T12:01:00.000Z',
          endsAt: '0001-01-01T00:00:00Z',
          labels: { device: 'freezer-3' },
        },
        { status: 'resolved', endsAt: '2026-01-01T12:01:00.000Z' },
      ],
    });
    expect(json.commonLabels).not.toHaveProperty('device');
    const [first] = json.alerts as { fingerprint: string }[];
    expect(first?.fingerprint).toMatch(/^[0-9a-f]{16}$/);
  });
});

interface SlackMessage {
  text: string;
  blocks: { type: string; text?: { type: string; text: string } }[];
}

describe('slack', () => {
  it('keeps within the bounds of Block Kit', () => {
    const { blocks } = made('slack', MANY).json as unknown as SlackMessage;
    expect(blocks.length).toBeLessThanOrEqual(50);
    const sections = blocks.filter(({ type }) => type === 'section');
    expect(sections).toHaveLength(46);
    for (const { text } of sections) expect(text?.text.length).toBeLessThanOrEqual(3_000);
    expect(blocks[0]?.text?.text.length).toBeLessThanOrEqual(150);
    expect(JSON.stringify(blocks.at(-1))).toContain('and 454 more');
  });

  it('mentions nobody', () => {
    const { text, blocks } = made('slack', noticeOf(1, { deviceName: EVIL })).json as unknown as SlackMessage;
    const read = [
      text,
      ...blocks.filter(({ type }) => type !== 'header').map((block) => JSON.stringify(block)),
    ];
    for (const one of read) expect(one).not.toMatch(/<!|<@/);
    expect(read.slice(0, 2).every((one) => one.includes('&lt;!channel&gt;'))).toBe(true);
    expect(blocks[0]?.text?.type).toBe('plain_text');
  });

  it('takes a template as one section, and cuts it', () => {
    const short = made('slack', noticeOf(3), {
      template: '*{{eventWord}}* {{#alerts}}{{name}} {{/alerts}}',
    }).text;
    expect(short).toContain('*Firing* Freezer 3 Freezer 3 Freezer 3');
    const { blocks } = made('slack', noticeOf(1), { template: 'z'.repeat(9_000) })
      .json as unknown as SlackMessage;
    expect(blocks[1]?.text?.text).toHaveLength(3_000);
  });

  it('never tells its address', async () => {
    const sink = await httpSink((_request, response) => response.writeHead(404).end('no_service'));
    const channel = channelOf('slack', { url: `${sink.url}/services/T0/B0/secret` });
    const { sent } = await delivered(channel, noticeOf(), sink);
    expect(sent).toEqual({ outcome: 'fatal', answer: 'HTTP 404: no_service' });
    expect(sink.taken[0]?.path).toBe('/services/T0/B0/secret');
  });
});

interface TeamsMessage {
  type: string;
  attachments: {
    contentType: string;
    content: { type: string; version: string; body: object[]; actions: object[] };
  }[];
}

describe('teams', () => {
  it('posts an Adaptive Card 1.4 as an attachment', () => {
    const { type, attachments } = made('teams', noticeOf(2)).json as unknown as TeamsMessage;
    expect(type).toBe('message');
    expect(attachments).toHaveLength(1);
    expect(attachments[0]).toMatchObject({
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: {
        type: 'AdaptiveCard',
        version: '1.4',
        actions: [{ type: 'Action.OpenUrl', url: 'http://localhost:3000/alerts' }],
      },
    });
    expect(attachments[0]?.content.body).toHaveLength(3);
  });

  it.each([
    {},
    { template: '{{#alerts}}{{message}}{{message}}{{/alerts}}' },
    { template: 'ü'.repeat(16_000) },
  ])('stays below 28 KB with %j', (settings) => {
    const { text } = made('teams', MANY, settings);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(28_000);
  });
});

interface DiscordMessage {
  content: string;
  embeds: { title: string; description: string; color: number; footer?: { text: string } }[];
  allowed_mentions: { parse: string[] };
}

describe('discord', () => {
  it.each([{}, { template: '{{#alerts}}{{message}}{{/alerts}}' }, { template: 'z'.repeat(9_000) }])(
    'keeps within the bounds of embeds with %j',
    (settings) => {
      const { content, embeds } = made('discord', MANY, settings).json as unknown as DiscordMessage;
      const lengths = embeds.map(
        (one) => one.title.length + one.description.length + (one.footer?.text.length ?? 0),
      );
      expect(embeds.length).toBeGreaterThan(0);
      expect(embeds.length).toBeLessThanOrEqual(10);
      expect(lengths.reduce((sum, length) => sum + length, 0)).toBeLessThanOrEqual(6_000);
      for (const { title, description } of embeds) {
        expect(title.length).toBeLessThanOrEqual(256);
        expect(description.length).toBeLessThanOrEqual(4_096);
      }
      expect(content.length).toBeLessThanOrEqual(2_000);
      expect(embeds.at(-1)?.footer?.text).toMatch(/^and 4\d\d more$/);
    },
  );

  it('mentions nobody', () => {
    expect(made('discord', noticeOf(1, { deviceName: EVIL })).json).toMatchObject({
      allowed_mentions: { parse: [] },
    });
  });
});

describe('telegram', () => {
  const settings = { token: '12345:AAsecret', chat: '-100' };

  it('posts sendMessage with HTML that is whole', async () => {
    const sink = await httpSink();
    const channel = channelOf('telegram', { ...settings, server: `${sink.url}/api` });
    const { taken, body } = await delivered(channel, noticeOf(1, { deviceName: EVIL }), sink);
    expect(taken?.path).toBe('/api/bot12345:AAsecret/sendMessage');
    expect(body).toMatchObject({
      chat_id: '-100',
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
      disable_notification: false,
    });
    const tags = String(body.text).match(/<[^>]*>/g) ?? [];
    expect(tags.every((tag) => /^<(\/?b|\/a|a href="http[^"<>]*")>$/.test(tag))).toBe(true);
  });

  it.each([
    {},
    { template: '<b>{{title}}</b>{{#alerts}} <i>{{message}}</i>{{/alerts}}' },
    { template: 'z'.repeat(9_000) },
  ])('has at most 4,096 characters with %j, cut between alerts', (own) => {
    const text = String(made('telegram', MANY, { ...settings, ...own }).json.text);
    expect(text.length).toBeLessThanOrEqual(4_096);
    expect(text.match(/<i>/g)?.length).toBe(text.match(/<\/i>/g)?.length);
  });

  it('waits as long as Telegram asks', async () => {
    const sink = await httpSink((_request, response) =>
      response.writeHead(429).end('{"ok":false,"error_code":429,"parameters":{"retry_after":17}}'),
    );
    const { sent } = await delivered(
      channelOf('telegram', { ...settings, server: sink.url }),
      noticeOf(),
      sink,
    );
    expect(sent).toMatchObject({ outcome: 'retryable', retryAfterMs: 17_000 });
  });

  it('needs its token', () => {
    expect(kinds.of(channelOf('telegram', {})).fault(channelOf('telegram', { chat: '1' }))).toBe(
      "the bot's token is not set",
    );
  });
});

describe('ntfy', () => {
  it('publishes JSON to the root with priority, tags, click and action', async () => {
    const sink = await httpSink();
    const channel = channelOf('ntfy', { server: sink.url, topic: 'plant', token: 'tk_1' });
    const { taken, body } = await delivered(channel, noticeOf(1, { severity: 'critical' }), sink);
    expect(taken).toMatchObject({ path: '/', headers: { authorization: 'Bearer tk_1' } });
    expect(body).toMatchObject({
      topic: 'plant',
      title: 'Firing: Freezer too warm, Freezer 3',
      priority: 5,
      tags: ['rotating_light', 'critical'],
      click: 'http://localhost:3000/alerts/sample',
      actions: [{ action: 'view', label: 'Open', url: 'http://localhost:3000/alerts/sample' }],
    });
  });

  it.each([{}, { template: 'ü'.repeat(9_000) }])('has at most 4,096 bytes of message with %j', (own) => {
    const { message } = made('ntfy', MANY, { topic: 't', ...own }).json;
    expect(Buffer.byteLength(String(message))).toBeLessThanOrEqual(4_096);
    expect(String(message)).toMatch(/and \d+ more$/);
  });
});

describe('gotify', () => {
  it('posts a message of the application', async () => {
    const sink = await httpSink();
    const { taken, body } = await delivered(
      channelOf('gotify', { server: `${sink.url}/push/`, token: 'A1' }),
      noticeOf(2),
      sink,
    );
    expect(taken).toMatchObject({ path: '/push/message', headers: { 'x-gotify-key': 'A1' } });
    expect(body).toMatchObject({
      priority: 5,
      extras: {
        'client::notification': { click: { url: 'http://localhost:3000/alerts' } },
        'client::display': { contentType: 'text/plain' },
      },
    });
    expect(String(body.message).split('\n')).toHaveLength(2);
  });
});

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Sent } from '../../ports/notifier.js';
import { EmailKind } from './email.js';
import { Outgoing } from './outgoing.js';
import { SafeAddresses, type Lookup } from './safe-address.js';
import { Steps } from './steps.js';
import { channelOf, NO_CONTEXT, noticeOf, selfSigned, trust, type Pair } from './testing.js';

interface Mail {
  to: string[];
  data: string;
  isSecure: boolean;
  user: string | undefined;
}

let pair: Pair;

beforeAll(() => {
  pair = selfSigned();
});

async function smtp(options: SMTPServerOptions = {}): Promise<{ port: number; mails: Mail[] }> {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    ...pair,
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, { envelope, secure, user }, done) => {
      void text(stream).then((data) => {
        mails.push({
          to: envelope.rcptTo.map(({ address }) => address),
          data,
          isSecure: secure,
          user: user as string | undefined,
        });
        done(null, 'queued as 42');
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { port: (server.server.address() as AddressInfo).port, mails };
}

interface Try {
  settings?: Record<string, unknown>;
  notice?: ReturnType<typeof noticeOf>;
  lookup?: Lookup;
  timeMs?: number;
}

async function mail(
  port: number,
  { settings, notice = noticeOf(), lookup, timeMs }: Try = {},
): Promise<Sent & { steps: Steps }> {
  const addresses = new SafeAddresses(true, lookup);
  const kind = new EmailKind(addresses, new Outgoing(addresses), timeMs);
  const channel = channelOf('email', {
    host: 'localhost',
    port,
    security: 'none',
    from: 'Plant <plant@x.example>',
    to: ['a@x.example'],
    ...settings,
  });
  const steps = new Steps();
  return { ...(await kind.deliver(channel, notice, { context: NO_CONTEXT, steps })), steps };
}

function headers(data: string): string {
  return data.slice(0, data.indexOf('\r\n\r\n'));
}

describe('EmailKind', () => {
  it('sends HTML and text, with an id made of the key', async () => {
    const server = await smtp();
    const sent = await mail(server.port, { settings: { to: ['a@x.example', 'B <b@x.example>'] } });
    expect(sent).toMatchObject({ outcome: 'ok', answer: '250 queued as 42' });
    expect(sent.steps.list.map(({ step, ok }) => `${step} ${String(ok)}`)).toEqual([
      'resolve true',
      'connect true',
      'send true',
      'answer true',
    ]);
    const [taken] = server.mails;
    expect(taken?.to).toEqual(['a@x.example', 'b@x.example']);
    expect(taken?.data).toContain('Message-ID: <notice-1@x.example>');
    expect(taken?.data).toContain('References: <alert-0@x.example>');
    expect(taken?.data).toContain('Auto-Submitted: auto-generated');
    expect(taken?.data).toMatch(/Content-Type: text\/plain[^]*Content-Type: text\/html/);
  });

  it('lets no name write headers', async () => {
    const server = await smtp();
    const deviceName = 'x\r\nBcc: victim@x.example\r\n\r\n<b>hello</b>';
    const settings = { subject: '{{#alerts}}{{{name}}}{{/alerts}}\r\nX-Evil: 1' };
    expect(await mail(server.port, { settings, notice: noticeOf(1, { deviceName }) })).toMatchObject({
      outcome: 'ok',
    });
    expect(headers(server.mails[0]?.data ?? '')).not.toMatch(/^(Bcc|X-Evil):/im);
    expect(server.mails[0]?.to).toEqual(['a@x.example']);
    expect(server.mails[0]?.data.split('text/html')[1]).toContain('&lt;b&gt;hello');
    expect(server.mails[0]?.data.split('text/html')[1]).not.toContain('<b>hello');
  });

  it.each(['a@x.example\r\nRCPT TO:<v@x.example>', 'a@x.example, v@x.example', 'nobody', 'a b@x.example'])(
    'refuses the receiver %j',
    async (to) => {
      const server = await smtp();
      expect(await mail(server.port, { settings: { to: [to] } })).toMatchObject({ outcome: 'fatal' });
      expect(server.mails).toEqual([]);
    },
  );

  it('logs in over STARTTLS only to a server that is who it says', async () => {
    const server = await smtp({
      disabledCommands: [],
      authOptional: false,
      onAuth: (auth, _session, done) => {
        if (auth.username === 'plant' && auth.password === 'right') done(null, { user: 'plant' });
        else done(new Error('wrong'));
      },
    });
    const settings = { security: 'starttls', username: 'plant', password: 'right' };
    const sent = await mail(server.port, { settings });
    expect(sent).toMatchObject({ outcome: 'retryable' });
    expect(sent.answer).toContain('self-signed');
    expect(server.mails).toEqual([]);
    trust(pair);
    expect(await mail(server.port, { settings })).toMatchObject({ outcome: 'ok' });
    expect(server.mails[0]).toMatchObject({ isSecure: true, user: 'plant' });
    expect(await mail(server.port, { settings: { ...settings, host: '127.0.0.1' } })).toMatchObject({
      outcome: 'retryable',
    });
    expect(await mail(server.port, { settings: { ...settings, password: 'wrong' } })).toMatchObject({
      outcome: 'fatal',
    });
    expect(server.mails).toHaveLength(1);
  });

  it('speaks TLS from the first byte where that is chosen', async () => {
    const server = await smtp({ secure: true });
    trust(pair);
    expect(await mail(server.port, { settings: { security: 'tls' } })).toMatchObject({ outcome: 'ok' });
    expect(server.mails[0]).toMatchObject({ isSecure: true });
  });

  it('sends no password where nothing is encrypted, unless that is asked for', async () => {
    const asked: string[] = [];
    const server = await smtp({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (auth, _session, done) => {
        asked.push(auth.password ?? '');
        if (auth.password === 'right') done(null, { user: 'plant' });
        else done(Object.assign(new Error('Invalid login right'), { responseCode: 535 }));
      },
    });
    const login = { username: 'plant', password: 'right' };
    const auto = await mail(server.port, { settings: { ...login, security: 'auto' } });
    expect(auto.outcome).toBe('retryable');
    expect(auto.answer).toContain('no encryption by STARTTLS');
    expect(asked).toEqual([]);
    expect(await mail(server.port, { settings: { ...login, security: 'none' } })).toMatchObject({
      outcome: 'ok',
    });
    expect(server.mails[0]).toMatchObject({ isSecure: false, user: 'plant' });
    expect(
      await mail(server.port, { settings: { ...login, password: 'wrong', security: 'none' } }),
    ).toMatchObject({ outcome: 'fatal' });
  });

  it.each([
    [451, 'retryable'],
    [421, 'retryable'],
    [550, 'fatal'],
    [554, 'fatal'],
  ])('takes %i as %s', async (responseCode, outcome) => {
    const server = await smtp({
      onRcptTo: (_address, _session, done) => {
        done(Object.assign(new Error('no such box'), { responseCode }));
      },
    });
    const sent = await mail(server.port);
    expect(sent).toMatchObject({ outcome });
    expect(sent.answer).toContain(String(responseCode));
    expect(sent.steps.list.at(-1)).toMatchObject({ step: 'answer', ok: false });
  });

  it('says which receivers were refused while others were not', async () => {
    const server = await smtp({
      onRcptTo: ({ address }, _session, done) => {
        if (address.startsWith('a@')) done();
        else done(Object.assign(new Error('unknown'), { responseCode: 550 }));
      },
    });
    const sent = await mail(server.port, { settings: { to: ['a@x.example', 'b@x.example'] } });
    expect(sent).toMatchObject({ outcome: 'ok', answer: '250 queued as 42; 1 of the receivers refused' });
  });

  it('connects to the checked address only', async () => {
    const server = await smtp();
    const answers = ['127.0.0.1', '169.254.169.254'];
    let asked = 0;
    const lookup: Lookup = () => Promise.resolve([{ address: answers[asked++] ?? '', family: 4 }]);
    const settings = { host: 'mail.example' };
    expect(await mail(server.port, { settings, lookup })).toMatchObject({ outcome: 'ok' });
    expect(asked).toBe(1);
    expect(await mail(server.port, { settings, lookup })).toMatchObject({ outcome: 'fatal' });
    expect(server.mails).toHaveLength(1);
  });

  it('ends in time when the server says nothing', async () => {
    const server = await smtp({ onConnect: () => undefined });
    expect(await mail(server.port, { timeMs: 200 })).toMatchObject({ outcome: 'retryable' });
  });
});

import type { ChannelPreview } from '@sensorium/contracts';
import type { LookupAddress } from 'node:dns';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createTransport, type Transporter } from 'nodemailer';
import type { StoredChannel } from '../../ports/notify-store.js';
import type { Notice, Sent } from '../../ports/notifier.js';
import { clean, faultWords, sentOfFault } from './answers.js';
import { notSent, setting, type ChannelKind, type Way } from './channel-kind.js';
import { emailMessage } from './email-message.js';
import { checkedLookup, connectionWords, TIME_MS, type Outgoing } from './outgoing.js';
import type { SafeAddresses } from './safe-address.js';

/** What nodemailer says of an error of SMTP: the server's code (RFC 5321 section 4.2) and where it came up. */
interface SmtpFault extends Error {
  code?: string;
  responseCode?: number;
  response?: string;
}

interface Server {
  host: string;
  port: number;
  security: string;
  username: string | undefined;
  password: string | undefined;
}

/**
 * E-mail through an SMTP server. A password is never sent without encryption unless `none` was chosen. The Message-ID is
 * made of the idempotency key, so that a second attempt is the same mail (RFC 5322 section 3.6.4).
 */
export class EmailKind implements ChannelKind {
  constructor(
    private readonly addresses: SafeAddresses,
    private readonly outgoing: Outgoing,
    private readonly timeMs: number = TIME_MS,
  ) {}

  message(channel: StoredChannel, notice: Notice): ChannelPreview {
    const { subject, html } = emailMessage(channel, notice);
    return { contentType: 'text/html', subject, body: html };
  }

  fault(channel: StoredChannel): string | undefined {
    const { host, username, password } = serverOf(channel);
    const people = [setting(channel, 'from') ?? '', ...receivers(channel)];
    if (people.length < 2) return 'the receivers are not set';
    const wrong = people.find((one) => !/^[^\s@,;<>]+@[^\s@,;<>]+$/.test(bareAddress(one)));
    if (wrong !== undefined) return `"${clean(wrong)}" is not an e-mail address`;
    if ((username === undefined) !== (password === undefined))
      return 'a user needs a password, and the other way round';
    return this.addresses.fault(host);
  }

  async deliver(channel: StoredChannel, notice: Notice, way: Way): Promise<Sent> {
    const fault = this.fault(channel);
    if (fault !== undefined) return notSent(fault, way);
    const server = serverOf(channel);
    const signal = AbortSignal.timeout(this.timeMs);
    let socket: Socket | undefined;
    try {
      const addresses = await this.outgoing.resolve(server.host, signal, way.steps);
      socket = await this.open(server, addresses, signal);
      way.steps.passed('connect', connectionWords(socket).replace(', not encrypted', ''));
      return await sendThrough(transportOver(socket, server, this.timeMs), channel, notice, { way, signal });
    } catch (error) {
      return smtpFault(error, server.host, way);
    } finally {
      socket?.destroy();
    }
  }

  private async open(
    { host, port }: Server,
    addresses: LookupAddress[],
    signal: AbortSignal,
  ): Promise<Socket> {
    const lookup = checkedLookup(addresses);
    const socket = connect({
      host: addresses.length === 1 ? (addresses[0]?.address ?? host) : host,
      port,
      lookup,
    });
    try {
      await once(socket, 'connect', { signal });
    } catch (error) {
      socket.destroy();
      throw error;
    }
    signal.addEventListener('abort', () => socket.destroy(signal.reason as Error));
    socket.on('error', () => socket.destroy());
    return socket;
  }
}

function serverOf(channel: StoredChannel): Server {
  const { port, security } = channel.settings;
  return {
    host: setting(channel, 'host') ?? '',
    port: typeof port === 'number' ? port : 587,
    security: typeof security === 'string' ? security : 'auto',
    username: setting(channel, 'username'),
    password: setting(channel, 'password'),
  };
}

function receivers({ settings }: StoredChannel): string[] {
  const { to } = settings;
  return Array.isArray(to) ? to.filter((one) => typeof one === 'string') : [];
}

/** `Name <address>` without the name. */
function bareAddress(text: string): string {
  return /^[^<>\r\n]*<([^<>]*)>$/.exec(text.trim())?.[1] ?? text.trim();
}

/** A nodemailer transport over a connection that stands: it looks nothing up and connects nowhere. */
function transportOver(socket: Socket, server: Server, timeMs: number): Transporter {
  const { host, port, security, username: user, password: pass } = server;
  const hasPassword = user !== undefined && pass !== undefined;
  return createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls' || (security === 'auto' && hasPassword),
    ignoreTLS: security === 'none',
    greetingTimeout: timeMs,
    socketTimeout: timeMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    getSocket: (_options, callback) => callback(null, { connection: socket }),
    ...(hasPassword ? { auth: { user, pass } } : {}),
  });
}

interface Sending {
  way: Way;
  signal: AbortSignal;
}

async function sendThrough(
  transport: Transporter,
  channel: StoredChannel,
  notice: Notice,
  { way, signal }: Sending,
): Promise<Sent> {
  const { subject, html, text, isUrgent } = emailMessage(channel, notice);
  const from = setting(channel, 'from') ?? '';
  const domain = bareAddress(from).split('@').at(-1) ?? 'sensorium.invalid';
  const [first] = notice.alerts;
  const answer = await transport.sendMail({
    from,
    to: receivers(channel),
    subject,
    html,
    text,
    signal,
    messageId: `<${notice.id}@${domain}>`,
    ...(first ? { references: `<${first.id}@${domain}>` } : {}),
    ...(isUrgent ? { priority: 'high' } : {}),
    // RFC 3834 section 5: nobody's out-of-office answers this.
    headers: { 'Auto-Submitted': 'auto-generated' },
  });
  way.steps.passed('send', `${subject.length === 0 ? 'mail' : subject}, ${Buffer.byteLength(html)} bytes`);
  const refused = answer.rejected?.length ?? 0;
  const words = clean(
    `${answer.response ?? 'taken'}${refused === 0 ? '' : `; ${refused} of the receivers refused`}`,
  );
  way.steps.passed('answer', words);
  return { outcome: 'ok', answer: words };
}

/** 4xx and network faults may be other later, 5xx and a missing STARTTLS are not (RFC 5321 section 4.2.1). */
function smtpFault(error: unknown, host: string, { steps }: Way): Sent {
  const { responseCode, code, response } = error instanceof Error ? (error as SmtpFault) : {};
  const alreadyTold = steps.list.at(-1)?.ok === false;
  if (code === 'ETLS') {
    const why = response ?? (error instanceof Error ? error.message : '');
    const answer = clean(
      `${host}: no encryption by STARTTLS: ${why}; without it nothing is sent unless encryption is none`,
    );
    steps.failed('connect', answer);
    return { outcome: 'retryable', answer };
  }
  if (responseCode !== undefined) {
    const answer = clean(response ?? `SMTP ${responseCode}`);
    steps.failed('answer', answer);
    return { outcome: responseCode >= 500 ? 'fatal' : 'retryable', answer };
  }
  if (!alreadyTold)
    steps.failed(
      steps.list.some(({ step }) => step === 'connect') ? 'send' : 'connect',
      faultWords(error, host),
    );
  return sentOfFault(error, host);
}

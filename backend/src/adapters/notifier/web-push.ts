import type { ChannelPreview } from '@sensorium/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import webPush from 'web-push';
import type { PushSubscriber, StoredChannel, VapidKeys } from '../../ports/notify-store.js';
import type { Notice, Sent } from '../../ports/notifier.js';
import { sentOf, sentOfFault } from './answers.js';
import { notSent, type ChannelKind, type Way } from './channel-kind.js';
import { jsonMessage } from './http-kind.js';
import { TIME_MS, type Outgoing } from './outgoing.js';
import { pushOptions, pushPayload } from './push-payload.js';
import { Steps } from './steps.js';

/** Browsers that are told at the same time. */
const AT_ONCE = 16;

/** Notices whose takers are remembered, so that another attempt reaches only the others. */
const NOTICES_MAX = 1_000;

/** The outcome for one browser; `gone`: its subscription has ended (RFC 8030 section 7.3). */
type Told = Sent & { subscriber: string; isGone: boolean };

/**
 * Web Push to all browsers that have subscribed: encrypted for each (RFC 8291), signed with our key (RFC 8292), sent by
 * our own outgoing layer, since a browser may hand in any address as its endpoint.
 */
export class WebPushKind implements ChannelKind {
  /** Who has taken a notice already, by its id. */
  private readonly taken = new Map<string, Set<string>>();

  constructor(
    private readonly outgoing: Outgoing,
    /** Whom a push service may turn to (RFC 8292 section 2.1): an https address or mailto. */
    private readonly subject: string,
    private readonly timeMs: number = TIME_MS,
  ) {}

  message(_channel: StoredChannel, notice: Notice): ChannelPreview {
    const payload = pushPayload(notice);
    return jsonMessage(payload, payload.title);
  }

  fault(): string | undefined {
    return undefined;
  }

  async deliver(_channel: StoredChannel, notice: Notice, way: Way): Promise<Sent> {
    const { subscribers, vapid } = way.context;
    if (vapid === null) return notSent('there are no VAPID keys yet', way);
    if (subscribers.length === 0) return notSent('no browser has subscribed', way);
    const taken = this.takenOf(notice.id);
    const waiting = subscribers.filter(({ id }) => !taken.has(id));
    const told = await this.tellAll(waiting, notice, { way, vapid, taken });
    return summary(told, subscribers.length);
  }

  private takenOf(id: string): Set<string> {
    const taken = this.taken.get(id) ?? new Set<string>();
    this.taken.set(id, taken);
    const oldest = this.taken.size > NOTICES_MAX ? this.taken.keys().next().value : undefined;
    if (oldest !== undefined) this.taken.delete(oldest);
    return taken;
  }

  /** Tells them all in time; whoever was not reached by then is tried again. */
  private async tellAll(subscribers: readonly PushSubscriber[], notice: Notice, keys: Keys): Promise<Told[]> {
    const payload = JSON.stringify(pushPayload(notice));
    const queue = subscribers.values();
    const told = new Map<string, Told>();
    const over = new AbortController();
    const work = async () => {
      for (const subscriber of queue) {
        if (over.signal.aborted) return;
        told.set(subscriber.id, await this.tell(subscriber, { notice, payload }, keys));
      }
    };
    const all = Promise.all(Array.from({ length: AT_ONCE }, work));
    await Promise.race([all, pause(this.timeMs, undefined, { signal: over.signal })]);
    over.abort();
    return subscribers.map((one) => told.get(one.id) ?? lateOf(one));
  }

  private async tell(
    subscriber: PushSubscriber,
    { notice, payload }: Push,
    { way, vapid, taken }: Keys,
  ): Promise<Told> {
    const { endpoint, keys, id } = subscriber;
    const host = hostOf(endpoint);
    const steps = new Steps();
    try {
      const { headers, body } = webPush.generateRequestDetails({ endpoint, keys }, payload, {
        vapidDetails: { subject: this.subject, ...vapid },
        ...pushOptions(notice),
      });
      const request = { method: 'POST' as const, url: endpoint, headers: texts(headers), body };
      const answer = await this.outgoing.send(request, steps);
      const isGone = answer.status === 404 || answer.status === 410;
      const sent = sentOf(answer, Date.now());
      report(sent, host, steps, way);
      if (sent.outcome === 'ok') taken.add(id);
      return { ...sent, subscriber: id, isGone };
    } catch (error) {
      report(undefined, host, steps, way);
      return { ...faultOf(error, host), subscriber: id, isGone: false };
    }
  }
}

interface Keys {
  way: Way;
  vapid: VapidKeys;
  /** Who has it already, by id. */
  taken: Set<string>;
}

interface Push {
  notice: Notice;
  payload: string;
}

function lateOf({ id, endpoint }: PushSubscriber): Told {
  const answer = `${hostOf(endpoint)}: it did not answer in time`;
  return { subscriber: id, isGone: false, outcome: 'retryable', answer };
}

function hostOf(endpoint: string): string {
  return URL.canParse(endpoint) ? new URL(endpoint).hostname : 'the endpoint';
}

/** Content-Length is left to the connection. */
function texts(headers: Record<string, unknown>): Record<string, string> {
  const pairs = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'content-length');
  return Object.fromEntries(pairs.map(([name, value]) => [name.toLowerCase(), String(value)]));
}

/** Keys that a browser handed in and that cannot be used come up as plain errors of the encryption: for ever. */
function faultOf(error: unknown, host: string): Sent {
  const isOfEncryption = error instanceof Error && /p256dh|auth|public key|VAPID/i.test(error.message);
  return isOfEncryption
    ? { outcome: 'fatal', answer: `${host}: its keys cannot be used` }
    : sentOfFault(error, host);
}

/** Puts one browser's way into the steps of all. */
function report(sent: Sent | undefined, host: string, own: Steps, { steps }: Way): void {
  for (const { step, ok, detail } of own.list) {
    if (ok) steps.passed(step as 'send', detail);
    else steps.failed(step as 'send', detail);
  }
  if (sent?.outcome === 'ok') steps.passed('answer', `${host}: ${sent.answer}`);
  else if (sent) steps.failed('answer', `${host}: ${sent.answer}`);
}

/** One outcome for all browsers: another try while one of them is worth it, done once somebody was told. */
function summary(told: readonly Told[], all: number): Sent {
  const gone = told.filter(({ isGone }) => isGone).map(({ subscriber }) => subscriber);
  const failed = told.filter(({ outcome }) => outcome !== 'ok');
  const later = failed.filter(({ outcome }) => outcome === 'retryable');
  const [first] = later.length > 0 ? later : failed;
  const reached = all - failed.length;
  const words = `${reached} of ${all} browsers`;
  const waits = later.flatMap(({ retryAfterMs }) => retryAfterMs ?? []);
  return {
    outcome: later.length > 0 ? 'retryable' : reached > 0 ? 'ok' : 'fatal',
    answer: first
      ? `${words}; ${first.isGone ? 'a subscription has ended' : first.answer}`.slice(0, 500)
      : words,
    ...(waits.length > 0 ? { retryAfterMs: Math.max(...waits) } : {}),
    ...(gone.length > 0 ? { gone } : {}),
  };
}

import type { ChannelPreview } from '@sensorium/contracts';
import type { StoredChannel } from '../../ports/notify-store.js';
import type { Notice, Sent } from '../../ports/notifier.js';
import { sentOf, sentOfFault, type Answer } from './answers.js';
import { notSent, setting, type ChannelKind, type Way } from './channel-kind.js';
import type { Outgoing } from './outgoing.js';

/** A service that takes a message by HTTP POST. */
export interface HttpPreset {
  message(channel: StoredChannel, notice: Notice): ChannelPreview;
  /** Where to; undefined while it is not set. May be secret. */
  url(channel: StoredChannel): string | undefined;
  /** What `url` is called where it is missing. */
  urlName: string;
  /** A secret without which the service takes nothing, by its name in the settings. */
  needs?: { name: string; called: string };
  headers?(channel: StoredChannel, notice: Notice, body: string): Record<string, string>;
  /** What the answer says beyond its status. */
  read?(answer: Answer, sent: Sent): Sent;
}

/** A channel kind of `preset`: its message goes out safely, and its answer decides. */
export class HttpKind implements ChannelKind {
  constructor(
    private readonly outgoing: Outgoing,
    private readonly preset: HttpPreset,
  ) {}

  message(channel: StoredChannel, notice: Notice): ChannelPreview {
    return this.preset.message(channel, notice);
  }

  fault(channel: StoredChannel): string | undefined {
    const { needs, urlName } = this.preset;
    if (needs !== undefined && setting(channel, needs.name) === undefined)
      return `${needs.called} is not set`;
    const url = this.preset.url(channel);
    return url === undefined ? `${urlName} is not set` : this.outgoing.fault(url);
  }

  async deliver(channel: StoredChannel, notice: Notice, way: Way): Promise<Sent> {
    const fault = this.fault(channel);
    const url = this.preset.url(channel);
    if (fault !== undefined || url === undefined) return notSent(fault ?? '', way);
    const { contentType, body } = this.message(channel, notice);
    const headers = { 'content-type': contentType, ...this.preset.headers?.(channel, notice, body) };
    try {
      const answer = await this.outgoing.send({ method: 'POST', url, headers, body }, way.steps);
      return this.judged(answer, way);
    } catch (error) {
      return sentOfFault(error, new URL(url).hostname);
    }
  }

  private judged(answer: Answer, { steps }: Way): Sent {
    const plainly = sentOf(answer, Date.now());
    const sent = this.preset.read?.(answer, plainly) ?? plainly;
    if (sent.outcome === 'ok') steps.passed('answer', sent.answer);
    else steps.failed('answer', sent.answer);
    return sent;
  }
}

/** `path` below the address of a server, which may lie below a path itself. */
export function below(server: string | undefined, path: string): string | undefined {
  if (server === undefined || !URL.canParse(server)) return undefined;
  const url = new URL(server);
  url.search = '';
  url.hash = '';
  url.pathname = `${url.pathname.replace(/\/+$/, '')}${path}`;
  return url.href;
}

/** A message in JSON. */
export function jsonMessage(value: unknown, subject: string | null): ChannelPreview {
  return { contentType: 'application/json', subject, body: JSON.stringify(value) };
}

import type { Alert, ChannelPreview, ChannelTest, NotificationEvent } from '@sensorium/contracts';
import type { PushSubscriber, StoredChannel, VapidKeys } from './notify-store.js';

export const NOTIFIER = Symbol('Notifier');

/** One message to one channel. `id` is its idempotency key: the same for every attempt. Times in ms. */
export interface Notice {
  id: string;
  event: NotificationEvent;
  reason: string;
  sentAt: number;
  alerts: (Alert & { url: string })[];
}

/** What the channel itself makes of its answer: done, worth another try, or never. */
export interface Sent {
  outcome: 'ok' | 'retryable' | 'fatal';
  /** The answer in words, without secrets; at most 500 characters. */
  answer: string;
  /** The service asks to wait so long, ms (Retry-After). */
  retryAfterMs?: number;
  /** Push subscriptions that are no more (404, 410). */
  gone?: string[];
}

/** What a channel needs beside its own settings. */
export interface NotifierContext {
  vapid: VapidKeys | null;
  subscribers: readonly PushSubscriber[];
}

/** Brings notices to the outside world, one adapter a kind of channel. Never throws; ends within 10 s. */
export interface Notifier {
  send(channel: StoredChannel, notice: Notice, context: NotifierContext): Promise<Sent>;
  /** Sends a test and tells each step of the path. */
  test(channel: StoredChannel, notice: Notice, context: NotifierContext): Promise<ChannelTest>;
  /** The message as it would be sent; rejects with an ApiError for a template that cannot be read. */
  preview(channel: StoredChannel, notice: Notice): Promise<ChannelPreview>;
  /** Why settings cannot work (an address that may not be reached, a broken template); undefined if they can. */
  fault(channel: StoredChannel): string | undefined;
  /** Makes a pair of VAPID keys. */
  newVapidKeys(): VapidKeys;
  /** Why the address of a dead-man's switch cannot work; undefined if it can. */
  beatFault(url: string): string | undefined;
  /** One HTTP GET of the dead-man's switch, under the same rules as a webhook. */
  beat(url: string): Promise<Sent>;
}

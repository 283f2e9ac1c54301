import type { ChannelPreview } from '@sensorium/contracts';
import type { StoredChannel } from '../../ports/notify-store.js';
import type { Notice, NotifierContext, Sent } from '../../ports/notifier.js';
import type { Steps } from './steps.js';

/** What one kind of channel does. Nothing of it throws. */
export interface ChannelKind {
  /** The message as it is sent, without its way. */
  message(channel: StoredChannel, notice: Notice): ChannelPreview;
  /** Sends it, and notes each step of the way. */
  deliver(channel: StoredChannel, notice: Notice, way: Way): Promise<Sent>;
  /** Why these settings can never work; undefined if they can. */
  fault(channel: StoredChannel): string | undefined;
}

/** What a delivery needs beside the message. */
export interface Way {
  context: NotifierContext;
  steps: Steps;
}

/** A text that the settings hold under `name`; undefined if it is not set. */
export function setting({ settings }: StoredChannel, name: string): string | undefined {
  const value = Object.hasOwn(settings, name) ? settings[name] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A delivery that cannot begin: what is missing in the settings. */
export function notSent(fault: string, { steps }: Way): Sent {
  steps.failed('settings', fault);
  return { outcome: 'fatal', answer: fault };
}

import type { Message } from '@sensorium/domain/decode';

export const BROKER_LINK = Symbol('BrokerLink');

/** State of the link to the broker, as people should see it. Times in µs. */
export interface LinkStatus {
  state: 'up' | 'down';
  since: number;
  /** Why it is down, in words; null while it is up. */
  reason: string | null;
  /** MQTT version in use: 5, or 4 for 3.1.1; null before the first connection. */
  protocol: 4 | 5 | null;
  /** Subscriptions that the broker refused, with its reason code. */
  refused: string[];
  /** Somebody else connects with our client id, and the broker keeps throwing one of us out. */
  takenOver: boolean;
  /** Round trip of the last probe through the broker, ms; null before the first. */
  probeMs: number | null;
  /** A probe that used to come back does not: the link is up but carries nothing. */
  silent: boolean;
  /** Messages that the broker says it dropped, for all its clients, since we watch; null if it does not say. */
  dropped: number | null;
}

/** What the link calls, in the order in which things happen. */
export interface LinkSink {
  /** One message; the payload is only lent until the call returns. */
  message(message: Message): void;
  status(status: LinkStatus): void;
}

/** The connection to one MQTT broker. Reconnects by itself until it is closed. */
export interface BrokerLink {
  /** Name of this source, part of the identity of every device that speaks through it. */
  readonly source: string;
  open(sink: LinkSink): Promise<void>;
  /** Tells the broker that everything handed over so far is taken; until then it would send it again. */
  acknowledge(): void;
  publish(topic: string, payload: Uint8Array, options: { retain: boolean }): Promise<void>;
  close(): Promise<void>;
}

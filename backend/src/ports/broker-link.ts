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

/** A QoS 1 message as the broker numbers it; `duplicate`: the broker sent it before and saw no answer (DUP). */
export interface Delivery {
  id: number;
  duplicate: boolean;
}

/** What the link calls, in the order in which things happen. */
export interface LinkSink {
  /** One message; the payload is only lent until the call returns. `delivery` is null for QoS 0. */
  message(message: Message, delivery: Delivery | null): void;
  status(status: LinkStatus): void;
  /** The broker sends little more before it sees acknowledgements: a 3.1.1 broker has few messages under way. */
  pressing(): void;
}

/** Tells the broker that the messages it stands for are taken. Does nothing once their connection has ended. */
export type Acknowledge = () => void;

/** The connection to one MQTT broker. Reconnects by itself until it is closed. */
export interface BrokerLink {
  /** Name of this source, part of the identity of every device that speaks through it. */
  readonly source: string;
  open(sink: LinkSink): Promise<void>;
  /**
   * Hands over the acknowledgements of all messages so far, each once. Until they are given the broker keeps the
   * messages, and sends them again on the next connection.
   */
  takeHeld(): Acknowledge;
  /** Messages that are neither acknowledged nor handed over for it. */
  readonly held: number;
  /**
   * While on, the session whose messages are acknowledged rests at the broker, which goes on queueing for it, and
   * a second, clean one receives at QoS 0: the live view goes on while nothing can be made durable.
   */
  setLiveOnly(on: boolean): void;
  /** Resolves when all that the broker has sent for us so far is handed over; at once where that cannot be known. */
  drain(): Promise<void>;
  publish(topic: string, payload: Uint8Array, options: { retain: boolean }): Promise<void>;
  close(): Promise<void>;
}

import type { ClientEvents, Hello, ServerEvents } from '@sensorium/contracts';
import type { Transport } from './connection';

/** Events that the page listens to; it asks for columns, so readings never come as JSON. */
export type PageEvents = Omit<ServerEvents, 'snapshot' | 'readings' | 'recent'>;

/** Every event but the two that have a way of their own. */
export type NewsEvents = Omit<PageEvents, 'hello' | 'frame'>;

/** What has come over a line in its life. */
export interface Traffic {
  bytes: number;
  frames: number;
}

/** What a line tells. The first event after each `onUp` is `hello`. */
export interface LivePort {
  /** Hands each event of the server to its handler. */
  listen(handlers: PageEvents): void;
  /** Sends an event; does nothing while the line is down. */
  emit<E extends keyof ClientEvents>(event: E, ...args: Parameters<ClientEvents[E]>): void;
  /** The line is up, or another transport has taken it over: everything is to be asked for again. */
  onUp(handler: (transport: Transport) => void): void;
  /** The line went down; it tries again by itself. */
  onDown(handler: () => void): void;
  /** A new attempt starts. */
  onAttempt(handler: () => void): void;
  /** Once a second while it is up: what has come so far. */
  onTraffic(handler: (traffic: Traffic) => void): void;
  open(): void;
  /** Tries at once, whatever the back-off says. */
  retry(): void;
  close(): void;
}

/** Who hears what one carrier does. `down`: it is gone, or never came up; nothing follows. */
export interface CarrierHandlers {
  up(hello: Hello): void;
  down(): void;
  news<E extends keyof NewsEvents>(event: E, payload: Parameters<NewsEvents[E]>[0]): void;
  frame: PageEvents['frame'];
  /** Bytes that came, as the browser counts them: bodies and messages, without headers. */
  bytes(count: number): void;
}

/** One connection over one transport, from its opening to its end. */
export interface Carrier {
  emit: LivePort['emit'];
  /** Ends it; its handlers hear nothing more. */
  close(): void;
}

/** Opens a connection over `transport`; its handlers are called later, never at once. */
export type OpenCarrier = (transport: Transport, handlers: CarrierHandlers) => Carrier;

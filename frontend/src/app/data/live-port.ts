import type { ClientEvents, ServerEvents } from '@sensorium/contracts';
import type { Transport } from './connection';

/** Events that the page listens to; it asks for columns, so readings never come as JSON. */
export type PageEvents = Omit<ServerEvents, 'snapshot' | 'readings' | 'recent'>;

/** What the page needs of a live connection, whatever library makes it. */
export interface LivePort {
  /** Hands each event of the server to its handler. */
  listen(handlers: PageEvents): void;
  /** Sends an event; does nothing while the line is down. */
  emit<E extends keyof ClientEvents>(event: E, ...args: Parameters<ClientEvents[E]>): void;
  /** The line is up; `transport` is what carries it. */
  onUp(handler: (transport: Transport) => void): void;
  /** A better transport has taken over. */
  onTransport(handler: (transport: Transport) => void): void;
  /** The line went down, or an attempt failed with a reason. `final`: the library will not try by itself. */
  onDown(handler: (final: boolean) => void): void;
  /** A new attempt starts. */
  onAttempt(handler: () => void): void;
  open(): void;
  /** Tries at once, whatever the back-off says. */
  retry(): void;
  close(): void;
}

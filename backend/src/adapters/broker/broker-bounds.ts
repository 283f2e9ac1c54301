import { LIMITS } from '@sensorium/contracts';
import type { PersistenceBounds } from './bounded-persistence.js';

/** Bounds of the embedded broker, on what it keeps and on what it takes from one connection. */
export interface BrokerBounds extends PersistenceBounds {
  clients: number;
  /** Open sockets, with those that have not said CONNECT yet. */
  connections: number;
  /** How long a session waits for its client to come back, ms. */
  sessionExpiryMs: number;
  /** How long a connection may wait with its CONNECT, ms. */
  connectMs: number;
  /** Bytes of one packet with its fixed header. */
  packetBytes: number;
  /** The same of a CONNECT: 64 KiB for who it is, and a will of 64 KiB. */
  connectBytes: number;
  topicLevels: number;
}

/**
 * A packet may be twice as large as a payload that is taken: a payload that is a little too large is a rejection
 * with its topic, one that is far too large closes the connection.
 */
export const BOUNDS: Readonly<BrokerBounds> = {
  clients: 20_000,
  connections: 21_000,
  sessionExpiryMs: 3_600_000,
  connectMs: 30_000,
  packetBytes: 2 * LIMITS.payloadBytes,
  connectBytes: 131_072,
  topicLevels: 100,
  retainedTopics: 100_000,
  retainedBytes: 64 * 1_048_576,
  queuedPerClient: 200_000,
  queuedBytes: 128 * 1_048_576,
};

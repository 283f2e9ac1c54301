import type { BrokerRefusalReason } from '@sensorium/contracts';
import type { Refusal } from './packet-scanner.js';

/** A refusal of ours, as the error that aedes passes on and closes the connection for. */
export class RefusedError extends Error {
  /** CONNACK return code (MQTT 3.1.1 section 3.2.2.3): server unavailable. */
  readonly returnCode = 3;

  constructor(readonly refusal: Refusal) {
    super(refusal.what);
    this.name = 'RefusedError';
  }
}

/** Ends of a connection that are nobody's refusal: the client fell silent (section 3.1.2.10), or is gone. */
const ENDED = /^(?:keep alive timeout|connection closed|packet received not valid)$/;

/** The errors of aedes and of mqtt-packet, by how their messages begin; the first that matches counts. */
const MESSAGES: readonly (readonly [RegExp, BrokerRefusalReason])[] = [
  [/^connect did not arrive in time/, 'no-connect'],
  [/protocol version$/, 'unsupported-version'],
  [/^identifier rejected/, 'bad-client-id'],
  [/^(?:Client queue limit reached|maxInflightInbound exceeded)/, 'too-many-in-flight'],
  [/^\$SYS\/ topic is reserved/, 'reserved-topic'],
  [/^topic has too many levels/, 'topic-too-deep'],
  [/^(?:empty topic|[#+] is |impossible to )/, 'bad-topic'],
  [/^drain timeout/, 'slow-client'],
  [
    /^(?:Cannot parse|Connect flag|Invalid|Malformed|Not supported|Packet |Unknown property|Will )/,
    'malformed-packet',
  ],
];

/** Why aedes closed a connection; undefined where it refused nothing: sockets break, and clients leave. */
export function refusalOf(error: Error): Refusal | undefined {
  if (error instanceof RefusedError) return error.refusal;
  if ('code' in error || ENDED.test(error.message)) return undefined;
  const reason = MESSAGES.find(([pattern]) => pattern.test(error.message))?.[1] ?? 'not-named';
  return { reason, what: error.message };
}

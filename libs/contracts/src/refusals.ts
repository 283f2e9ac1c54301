import * as z from 'zod';
import { timeSchema } from './device.js';

/**
 * Why the embedded broker turned something away: the whole connection, or, for the two that are full, one
 * message. Each is counted in `sensorium_broker_refusals_total{reason}`, listed at `/api/system` and logged.
 */
export const BROKER_REFUSALS = {
  'packet-too-large': 'a packet was announced as larger than 2 MiB, or a CONNECT as larger than 128 KiB',
  'malformed-packet': 'what was sent is not MQTT 3.1.1, or not in its order',
  'no-connect': 'no CONNECT came in time',
  'unsupported-version': 'the client speaks another version than MQTT 3.1.1',
  'bad-client-id': 'the client id is not allowed',
  'too-many-clients': 'there are as many clients as the broker takes',
  'too-many-in-flight': 'too many messages of one client were not finished',
  'reserved-topic': 'only the broker publishes to $SYS/',
  'topic-too-deep': 'the topic has more than 100 levels',
  'bad-topic': 'the topic is empty, or has a wildcard where none may be',
  'slow-client': 'the client did not take what was sent to it',
  'queue-full': 'as much waits for clients as the broker keeps',
  'retained-full': 'the broker holds as many retained messages as it keeps',
  'not-named': 'the broker closed the connection for another reason',
} as const;

export type BrokerRefusalReason = keyof typeof BROKER_REFUSALS;

export const BROKER_REFUSAL_REASONS = Object.keys(BROKER_REFUSALS) as BrokerRefusalReason[];

/** Refusals of one reason since the start. `example` says who met it last, and with what; it is not empty. */
export const brokerRefusalSchema = z.object({
  reason: z.enum(BROKER_REFUSAL_REASONS),
  count: z.number().int(),
  lastAt: timeSchema,
  example: z.string(),
});
export type BrokerRefusal = z.infer<typeof brokerRefusalSchema>;

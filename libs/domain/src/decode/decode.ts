import { isInstanceTopic, parseNativeTopic } from '@sensorium/contracts';
import type { Micros } from '../time/index.js';
import { decodeGeneric } from './generic.js';
import { decodeNative } from './native.js';
import { ignored, type DecodeState, type Message, type Outcome } from './outcome.js';

/**
 * What a message says. Pure: the same state, message and receipt time `now` always give the same outcome.
 * Order: our own topics, native topics, then the generic rule for everything else.
 */
export function decode(state: DecodeState, message: Message, now: Micros): Outcome {
  if (isInstanceTopic(message.topic)) return ignored('instance');
  const native = parseNativeTopic(message.topic);
  const outcome = native ? decodeNative(native, message) : decodeGeneric(message, now);
  return outcome.kind === 'facts' ? { ...outcome, state } : outcome;
}

/** The same for a payload whose device is named by the caller: the native telemetry of `device`. */
export function decodeFor(state: DecodeState, device: string, payload: Uint8Array): Outcome {
  const topic = { part: 'telemetry', base: '', device } as const;
  const outcome = decodeNative(topic, { topic: '', payload, retained: false });
  return outcome.kind === 'facts' ? { ...outcome, state } : outcome;
}

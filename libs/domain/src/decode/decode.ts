import type { Micros } from '../time/index.js';
import { Decoder, withState } from './decoder.js';
import { decodeNative } from './dialects/native/decode.js';
import { DIALECTS } from './dialects/registry.js';
import type { DecodeState, Message, Outcome } from './outcome.js';

const decoder = new Decoder(DIALECTS);

/**
 * What a message says. Pure: the same state, message and receipt time `now` always give the same outcome.
 * Order: our own topics, native topics, then the dialects as `dialects/registry.ts` lists them.
 */
export function decode(state: DecodeState, message: Message, now: Micros): Outcome {
  return decoder.decode(state, message, now);
}

/** The same for a payload whose device is named by the caller: the native telemetry of `device`. */
export function decodeFor(state: DecodeState, device: string, payload: Uint8Array): Outcome {
  const topic = { part: 'telemetry', base: '', device } as const;
  return withState(decodeNative(topic, { topic: '', payload, retained: false }), state);
}

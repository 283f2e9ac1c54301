import { LIMITS, type RejectReason } from '@sensorium/contracts';
import { decodeUtf8 } from './utf8.js';

/** A payload after its bytes were read: a JSON object or array, or one bare value. */
export type Payload = { kind: 'json'; value: object } | { kind: 'bare'; value: unknown };

const KEYWORDS = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/**
 * Reads the bytes of a payload as UTF-8: what opens with `{` or `[` must be JSON, a quoted JSON string
 * is its text, `true`, `false` and `null` are themselves, anything else is a bare text.
 */
export function readPayload(bytes: Uint8Array): Payload | RejectReason {
  if (bytes.length === 0) return 'empty';
  if (bytes.length > LIMITS.payloadBytes) return 'too-large';
  const text = decodeUtf8(bytes)?.trim();
  if (text === undefined) return 'not-utf8';
  if (text === '') return 'empty';
  if (text.startsWith('{') || text.startsWith('[')) return readJson(text);
  if (text.startsWith('"')) return { kind: 'bare', value: readQuoted(text) };
  return { kind: 'bare', value: KEYWORDS.has(text) ? KEYWORDS.get(text) : text };
}

function readJson(text: string): Payload | RejectReason {
  try {
    return { kind: 'json', value: JSON.parse(text) as object };
  } catch {
    return 'bad-json';
  }
}

function readQuoted(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

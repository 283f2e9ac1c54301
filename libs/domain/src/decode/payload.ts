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
  const text = decodeUtf8(withoutEnd(bytes))?.trim();
  if (text === undefined) return 'not-utf8';
  if (text === '') return 'empty';
  if (text.startsWith('{') || text.startsWith('[')) return readJson(text);
  if (text.startsWith('"')) return { kind: 'bare', value: readQuoted(text) };
  return { kind: 'bare', value: KEYWORDS.has(text) ? KEYWORDS.get(text) : text };
}

/** Without the zero bytes by which C ends a text, which careless firmware sends too. */
function withoutEnd(bytes: Uint8Array): Uint8Array {
  let length = bytes.length;
  while (length > 0 && bytes[length - 1] === 0) length -= 1;
  return length === bytes.length ? bytes : bytes.subarray(0, length);
}

function readJson(text: string): Payload | RejectReason {
  const value = parse(text) ?? (OBJECTS.test(text) ? parse(withoutNaN(text)) : undefined);
  return value === undefined ? 'bad-json' : { kind: 'json', value: value as object };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** An object, or a list of them. */
const OBJECTS = /^(?:\{|\[\s*\{)/;

/** A string, or a number word that printf and Python write and JSON does not know. */
const STRING_OR_NAN = /"(?:[^"\\]|\\.)*"|-?\b(?:nan|inf(?:inity)?)\b/gi;

/**
 * Writes `nan` and `inf` of a broken sensor as a number that overflows: it comes to be refused by itself as
 * `not-finite`, and the other members of its object are kept.
 */
function withoutNaN(text: string): string {
  return text.replace(STRING_OR_NAN, (found) => (found.startsWith('"') ? found : '1e999'));
}

function readQuoted(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

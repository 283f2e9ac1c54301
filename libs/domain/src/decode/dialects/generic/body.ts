import type { RejectReason } from '@sensorium/contracts';
import { readCbor } from '../../cbor.js';
import type { IncomingMessage } from '../../incoming.js';
import { readMsgpack } from '../../msgpack.js';
import type { Payload } from '../../payload.js';

/**
 * Reads the body of a message in whatever form it comes: text as JSON or a bare value, else CBOR or MessagePack. An
 * object or array of the latter two always begins with a byte that no UTF-8 text begins with.
 */
export function readBody(message: IncomingMessage): Payload | RejectReason {
  const body = message.body();
  if (body !== 'not-utf8') return body;
  const first = message.payload[0] ?? 0;
  if (isCborMap(first)) return asPayload(readCbor(message.payload));
  if (isMsgpackMap(first)) {
    const value = message.msgpack() ?? message.cbor();
    return value ? asPayload(value) : asPayload(readMsgpack(message.payload));
  }
  return asPayload(message.cbor() ?? message.msgpack() ?? 'not-utf8');
}

function asPayload(value: object | RejectReason): Payload | RejectReason {
  return typeof value === 'string' ? value : { kind: 'json', value };
}

/** Maps of up to 2³² entries or of unstated length (RFC 8949, 3.1), and the tag that says that CBOR follows. */
function isCborMap(first: number): boolean {
  return (first >= 0xa0 && first <= 0xbb) || first === 0xbf || first === 0xd9;
}

/** A fixmap, map 16 or map 32 (MessagePack specification, map format family). */
function isMsgpackMap(first: number): boolean {
  return (first >= 0x80 && first <= 0x8f) || first === 0xde || first === 0xdf;
}

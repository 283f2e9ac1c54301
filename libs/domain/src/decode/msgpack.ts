import { decode } from '@msgpack/msgpack';
import { LIMITS, type RejectReason } from '@sensorium/contracts';

const BOUNDS = {
  maxStrLength: LIMITS.payloadBytes,
  maxBinLength: LIMITS.payloadBytes,
  maxArrayLength: LIMITS.valuesPerMessage,
  maxMapLength: LIMITS.valuesPerMessage,
  maxExtLength: LIMITS.payloadBytes,
};

/**
 * Reads MessagePack into what JSON would have been: byte strings and extensions as null, times as ISO text. An
 * object or array that fills the bytes exactly, else the reason.
 */
export function readMsgpack(bytes: Uint8Array): object | RejectReason {
  if (bytes.length > LIMITS.payloadBytes) return 'too-large';
  try {
    const value = asJson(decode(bytes, BOUNDS), 0);
    return typeof value === 'object' && value !== null ? value : 'bad-msgpack';
  } catch (error) {
    return error === TOO_DEEP ? 'too-deep' : 'bad-msgpack';
  }
}

const TOO_DEEP = new Error('too deep');

function asJson(value: unknown, depth: number): unknown {
  if (depth > LIMITS.jsonDepth) throw TOO_DEEP;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object') return value ?? null;
  if (Array.isArray(value)) return value.map((one) => asJson(one, depth + 1));
  if (value instanceof Date) return value.toISOString();
  if (value === null || ArrayBuffer.isView(value) || Object.getPrototypeOf(value) !== Object.prototype)
    return null;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, asJson(one, depth + 1)]));
}

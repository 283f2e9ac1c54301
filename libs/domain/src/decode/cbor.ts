import { LIMITS, type RejectReason } from '@sensorium/contracts';
import { decodeUtf8 } from './utf8.js';

/**
 * Reads CBOR (RFC 8949) into what JSON would have been: maps as objects with text keys, byte strings and undefined
 * as null, tags as what they mark (a time is ISO text or a number of seconds). An object or
 * array that fills the bytes exactly, else the reason. Own code, because kept libraries run tags of
 * their own (shared references, generated record readers) on bytes from outside.
 */
export function readCbor(bytes: Uint8Array): object | RejectReason {
  if (bytes.length > LIMITS.payloadBytes) return 'too-large';
  const reader = new CborReader(bytes);
  try {
    const value = reader.item(0);
    if (!reader.isAtEnd || typeof value !== 'object' || value === null) return 'bad-cbor';
    return value;
  } catch (error) {
    if (error instanceof CborError) return error.reason;
    throw error;
  }
}

class CborError extends Error {
  constructor(readonly reason: RejectReason) {
    super(reason);
  }
}

/** Marks the end of what has no stated length. */
const BREAK = Symbol('break');
const INDEFINITE = -1;

class CborReader {
  private at = 0;
  private items = 0;
  private readonly view: DataView;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.at === this.bytes.length;
  }

  item(depth: number): unknown {
    const value = this.itemOrBreak(depth);
    if (value === BREAK) throw new CborError('bad-cbor');
    return value;
  }

  private itemOrBreak(depth: number): unknown {
    if (depth > LIMITS.jsonDepth) throw new CborError('too-deep');
    if (++this.items > 2 * LIMITS.valuesPerMessage) throw new CborError('too-many-values');
    const initial = this.bytes[this.take(1)] ?? 0;
    const major = initial >> 5;
    const info = initial & 31;
    if (major === 7) return this.simple(info);
    const argument = this.argument(info);
    if (argument === INDEFINITE && (major < 2 || major === 6)) throw new CborError('bad-cbor');
    switch (major) {
      case 0:
        return argument;
      case 1:
        return -1 - argument;
      case 2:
        this.string(2, argument);
        return null;
      case 3:
        return this.string(3, argument);
      case 4:
        return this.array(argument, depth);
      case 5:
        return this.map(argument, depth);
      default:
        return this.item(depth + 1);
    }
  }

  /** Moves on over `count` bytes; returns where they begin. */
  private take(count: number): number {
    const from = this.at;
    if (count > this.bytes.length - from) throw new CborError('bad-cbor');
    this.at += count;
    return from;
  }

  private argument(info: number): number {
    if (info < 24) return info;
    if (info === 24) return this.view.getUint8(this.take(1));
    if (info === 25) return this.view.getUint16(this.take(2));
    if (info === 26) return this.view.getUint32(this.take(4));
    if (info === 27) return Number(this.view.getBigUint64(this.take(8)));
    if (info === 31) return INDEFINITE;
    throw new CborError('bad-cbor');
  }

  private simple(info: number): unknown {
    if (info === 20 || info === 21) return info === 21;
    if (info === 25) return readHalf(this.view.getUint16(this.take(2)));
    if (info === 26) return this.view.getFloat32(this.take(4));
    if (info === 27) return this.view.getFloat64(this.take(8));
    if (info === 31) return BREAK;
    if (info === 24) this.take(1);
    else if (info > 24) throw new CborError('bad-cbor');
    return null;
  }

  /** A text, or the null that stands for bytes; in pieces where it has no stated length. */
  private string(major: number, length: number): string | null {
    if (length !== INDEFINITE) {
      const from = this.take(length);
      if (major === 2) return null;
      const text = decodeUtf8(this.bytes.subarray(from, this.at));
      if (text === undefined) throw new CborError('not-utf8');
      return text;
    }
    let joined = '';
    for (;;) {
      const initial = this.bytes[this.take(1)] ?? 0;
      if (initial === 0xff) return major === 2 ? null : joined;
      const piece = this.argument(initial & 31);
      if (initial >> 5 !== major || piece === INDEFINITE) throw new CborError('bad-cbor');
      joined += this.string(major, piece) ?? '';
    }
  }

  private array(length: number, depth: number): unknown[] {
    const list: unknown[] = [];
    while (length === INDEFINITE || list.length < length) {
      const value = this.itemOrBreak(depth + 1);
      if (value === BREAK) {
        if (length !== INDEFINITE) throw new CborError('bad-cbor');
        break;
      }
      list.push(value);
    }
    return list;
  }

  private map(length: number, depth: number): object {
    const entries: [string, unknown][] = [];
    while (length === INDEFINITE || entries.length < length) {
      const key = this.itemOrBreak(depth + 1);
      if (key === BREAK) {
        if (length !== INDEFINITE) throw new CborError('bad-cbor');
        break;
      }
      if (typeof key !== 'string' && typeof key !== 'number') throw new CborError('bad-cbor');
      entries.push([String(key), this.item(depth + 1)]);
    }
    return Object.fromEntries(entries);
  }
}

/** A number of 16 bits (RFC 8949, appendix D). */
function readHalf(half: number): number {
  const exponent = (half >> 10) & 31;
  const mantissa = half & 1023;
  const sign = half & 0x8000 ? -1 : 1;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  if (exponent === 31) return mantissa === 0 ? sign * Infinity : NaN;
  return sign * (mantissa + 1024) * 2 ** (exponent - 25);
}

import { LIMITS, type RejectReason } from '@sensorium/contracts';
import { decodeUtf8 } from './utf8.js';

/** The bytes are no Protocol Buffers message, or hold more than we take. */
export class ProtobufError extends Error {
  constructor(
    message: string,
    readonly reason: RejectReason = 'bad-protobuf',
  ) {
    super(message);
  }
}

/** Wire types (Protocol Buffers documentation, "Encoding"); groups are not read: they are long deprecated. */
const VARINT = 0;
const FIXED_64 = 1;
const LENGTH = 2;
const FIXED_32 = 5;

/** Bytes that a number of 64 bits takes at most. */
const VARINT_BYTES = 10;

/**
 * Reads one message field by field: `while (reader.next()) switch (reader.field) …`. A field that is not asked for is
 * skipped by the next `next`. Every step moves on, so that reading ends with the bytes. Throws ProtobufError.
 */
export class ProtobufReader {
  /** Number of the field at hand. */
  field = 0;
  /** The number read last, in halves of 32 bits without sign. */
  low = 0;
  high = 0;
  private wire = VARINT;
  private isRead = true;
  private readonly view: DataView;

  constructor(
    private readonly bytes: Uint8Array,
    private at = 0,
    private readonly end = bytes.length,
    /** Messages around this one. */
    private readonly depth = 0,
  ) {
    if (depth > LIMITS.jsonDepth) throw new ProtobufError('too deep', 'too-deep');
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Moves on to the next field; false at the end. */
  next(): boolean {
    if (!this.isRead) this.skip();
    if (this.at === this.end) return false;
    this.readVarint();
    this.field = this.low >>> 3;
    this.wire = this.low & 7;
    this.isRead = false;
    if (this.field === 0 || this.high !== 0) throw new ProtobufError('bad field');
    return true;
  }

  /** Reads the number of this field into `low` and `high`; returns its value without sign. */
  number(): number {
    this.expect(VARINT);
    this.readVarint();
    return this.high * 4_294_967_296 + this.low;
  }

  float(): number {
    this.expect(FIXED_32);
    return this.view.getFloat32(this.take(4), true);
  }

  double(): number {
    this.expect(FIXED_64);
    return this.view.getFloat64(this.take(8), true);
  }

  text(): string {
    const text = decodeUtf8(this.data());
    if (text === undefined) throw new ProtobufError('not UTF-8');
    return text;
  }

  /** The bytes of this field, lent like those of the message. */
  data(): Uint8Array {
    const [from, to] = this.range();
    return this.bytes.subarray(from, to);
  }

  /** A reader of the message in this field. */
  message(): ProtobufReader {
    const [from, to] = this.range();
    return new ProtobufReader(this.bytes, from, to, this.depth + 1);
  }

  /** Calls `read` for each number of a repeated field, which may be packed or not. */
  numbers(read: (value: number) => void): void {
    if (this.wire !== LENGTH) {
      read(this.number());
      return;
    }
    const packed = this.message();
    while (packed.at < packed.end) {
      packed.readVarint();
      read(packed.high * 4_294_967_296 + packed.low);
    }
  }

  private expect(wire: number): void {
    if (this.wire !== wire) throw new ProtobufError('bad wire type');
    this.isRead = true;
  }

  private range(): [from: number, to: number] {
    this.expect(LENGTH);
    this.readVarint();
    if (this.high !== 0) throw new ProtobufError('too long');
    const from = this.take(this.low);
    return [from, this.at];
  }

  /** Moves on over `count` bytes; returns where they begin. */
  private take(count: number): number {
    const from = this.at;
    if (count > this.end - from) throw new ProtobufError('cut off');
    this.at += count;
    return from;
  }

  private skip(): void {
    if (this.wire === VARINT) this.number();
    else if (this.wire === FIXED_64) this.double();
    else if (this.wire === LENGTH) this.range();
    else this.float();
  }

  private readVarint(): void {
    let low = 0;
    let high = 0;
    for (let place = 0; place < VARINT_BYTES; place++) {
      const byte = this.bytes[this.take(1)] ?? 0;
      const bits = byte & 127;
      const shift = 7 * place;
      if (shift < 32) low |= bits << shift;
      if (shift > 28) high |= bits << (shift - 32);
      else if (shift === 28) high |= bits >> 4;
      if (byte < 128) {
        this.low = low >>> 0;
        this.high = high >>> 0;
        return;
      }
    }
    throw new ProtobufError('number too long');
  }
}

import { DamagedChunk } from './chunk.js';

/** More than what one stream of a chunk can read beyond its end before {@link BitReader.check} finds it. */
const SLACK = 32_768;
const PIECE_BITS = 24;
const PIECE = 2 ** PIECE_BITS;

/**
 * Reads bits from bytes, the highest first. It copies the bytes into a place with room behind them: reading
 * beyond their end gives any bits, and `check` tells it afterwards. That spares a test for each value.
 */
export class BitReader {
  /** The bytes and what is behind them, for streams that read by themselves. */
  view = new DataView(new ArrayBuffer(SLACK * 2));
  /** Place of the next bit. */
  at = 0;
  private room = new Uint8Array(this.view.buffer);
  private end = 0;

  /** Begins to read these bytes. */
  open(bytes: Uint8Array): void {
    if (bytes.length + SLACK > this.room.length) {
      this.room = new Uint8Array(bytes.length * 2 + SLACK);
      this.view = new DataView(this.room.buffer);
    }
    this.room.set(bytes);
    this.at = 0;
    this.end = bytes.length * 8;
  }

  /** Throws if more was read than there is. */
  check(): void {
    if (this.at > this.end) throw new DamagedChunk('it ends early');
  }

  /** Reads 0 to 24 bits. */
  read(bits: number): number {
    const at = this.at;
    this.at = at + bits;
    return ((this.view.getInt32(at >>> 3) << (at & 7)) >>> 1) >>> (31 - bits);
  }

  /** Reads an integer of up to 63 bits, exact up to 53. */
  long(bits: number): number {
    let value = this.read(bits % PIECE_BITS);
    for (let left = bits - (bits % PIECE_BITS); left > 0; left -= PIECE_BITS) {
      value = value * PIECE + this.read(PIECE_BITS);
    }
    return value;
  }

  /** Reads an integer and its sign. */
  signed(): number {
    const negative = this.read(1) === 1;
    const size = this.long(this.read(6));
    return negative ? 0 - size : size;
  }

  /** Reads whole bytes, from the next whole byte on; valid until the reader is opened again. */
  block(length: number): Uint8Array {
    const from = (this.at + 7) >>> 3;
    this.at = (from + length) * 8;
    this.check();
    return this.room.subarray(from, from + length);
  }
}

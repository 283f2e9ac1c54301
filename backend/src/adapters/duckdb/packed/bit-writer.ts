const FIRST_CAPACITY = 4096;
/** Bits that are written at a time, so that they fit an int32 beside the 7 that may be waiting. */
const PIECE_BITS = 24;
const PIECE = 2 ** PIECE_BITS;

/** Writes bits into bytes, the highest first. */
export class BitWriter {
  private bytes = new Uint8Array(FIRST_CAPACITY);
  private length = 0;
  private waiting = 0;
  private waitingBits = 0;

  /** Writes the lowest `bits` (0..24) of a value below 2^bits. */
  write(value: number, bits: number): void {
    this.waiting = (this.waiting << bits) | value;
    this.waitingBits += bits;
    while (this.waitingBits >= 8) {
      this.waitingBits -= 8;
      this.byte((this.waiting >>> this.waitingBits) & 0xff);
    }
  }

  /** Writes an integer from 0 to 2^53 in up to 54 bits. */
  long(value: number, bits: number): void {
    if (bits > PIECE_BITS) {
      this.long(Math.floor(value / PIECE), bits - PIECE_BITS);
      this.write(value % PIECE, PIECE_BITS);
    } else this.write(value, bits);
  }

  /** Writes an integer of up to 53 bits and its sign, in 7 bits more than it has. */
  signed(value: number): void {
    const size = Math.abs(value);
    const bits = bitLength(size);
    this.write(value < 0 ? 1 : 0, 1);
    this.write(bits, 6);
    this.long(size, bits);
  }

  /** Writes `count` ones and a zero. */
  unary(count: number): void {
    for (let left = count; left > 0; left -= PIECE_BITS) {
      const ones = Math.min(left, PIECE_BITS);
      this.write(2 ** ones - 1, ones);
    }
    this.write(0, 1);
  }

  /** Writes whole bytes, from the next whole byte on. */
  block(bytes: Uint8Array): void {
    this.align();
    while (this.length + bytes.length > this.bytes.length) this.grow();
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** What was written, filled up to whole bytes, in an array of its own. */
  take(): Uint8Array<ArrayBuffer> {
    this.align();
    return this.bytes.slice(0, this.length);
  }

  private align(): void {
    if (this.waitingBits > 0) this.write(0, 8 - this.waitingBits);
  }

  private byte(value: number): void {
    if (this.length === this.bytes.length) this.grow();
    this.bytes[this.length++] = value;
  }

  private grow(): void {
    const grown = new Uint8Array(this.bytes.length * 2);
    grown.set(this.bytes);
    this.bytes = grown;
  }
}

/** Bits that an integer from 0 to 2^53 needs, 0 for 0. */
export function bitLength(value: number): number {
  const high = Math.floor(value / 2 ** 32);
  return high > 0 ? 64 - Math.clz32(high) : 32 - Math.clz32(value);
}

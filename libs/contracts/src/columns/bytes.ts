/** Named here because the contracts see neither the browser's nor Node's globals. */
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new (
  label: 'utf-8',
  options: { fatal: true },
) => { decode(bytes: Uint8Array): string };

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Thrown inside the codec for bytes that end too early or hold what cannot be; never leaves it. */
export class BadBytes extends Error {}

/** Writes numbers and texts into a buffer that grows. */
export class ByteWriter {
  private bytes: Uint8Array;
  private length = 0;

  constructor(capacity: number) {
    this.bytes = new Uint8Array(Math.max(64, capacity));
  }

  byte(value: number): void {
    this.reserve(1);
    this.bytes[this.length++] = value;
  }

  /** A whole number from 0 to 2^53 - 1, seven bits a byte, least first (LEB128). */
  unsigned(value: number): void {
    this.reserve(8);
    let rest = value;
    while (rest >= 0x80) {
      this.bytes[this.length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.bytes[this.length++] = rest;
  }

  /** A whole number between -2^52 and 2^52, small ones short (zigzag). */
  signed(value: number): void {
    this.unsigned(value < 0 ? -2 * value - 1 : 2 * value);
  }

  doubles(values: Float64Array): void {
    this.reserve(values.length * 8);
    const view = new DataView(this.bytes.buffer);
    for (const value of values) {
      view.setFloat64(this.length, value, true);
      this.length += 8;
    }
  }

  raw(values: Uint8Array): void {
    this.reserve(values.length);
    this.bytes.set(values, this.length);
    this.length += values.length;
  }

  text(value: string): void {
    const encoded = encoder.encode(value);
    this.unsigned(encoded.length);
    this.raw(encoded);
  }

  done(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }
}

/** Reads what {@link ByteWriter} wrote; throws {@link BadBytes} for anything else. */
export class ByteReader {
  private place = 0;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get left(): number {
    return this.bytes.length - this.place;
  }

  byte(): number {
    const value = this.bytes[this.place++];
    if (value === undefined) throw new BadBytes('the bytes end too early');
    return value;
  }

  unsigned(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (value > Number.MAX_SAFE_INTEGER) throw new BadBytes('a number is too large');
      if (byte < 0x80) return value;
      scale *= 0x80;
    }
  }

  signed(): number {
    const value = this.unsigned();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  doubles(count: number): Float64Array {
    const taken = this.take(count * 8);
    const view = new DataView(taken.buffer, taken.byteOffset, taken.byteLength);
    return Float64Array.from({ length: count }, (_, i) => view.getFloat64(i * 8, true));
  }

  raw(count: number): Uint8Array {
    return this.take(count).slice();
  }

  text(): string {
    const bytes = this.take(this.unsigned());
    try {
      return decoder.decode(bytes);
    } catch {
      throw new BadBytes('a text is not UTF-8');
    }
  }

  private take(count: number): Uint8Array {
    if (count > this.left) throw new BadBytes('the bytes end too early');
    this.place += count;
    return this.bytes.subarray(this.place - count, this.place);
  }
}

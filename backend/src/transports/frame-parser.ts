import { FRAME_HEAD_BYTES } from '@sensorium/contracts';

/** One frame as its bytes say it. `head`: the first bytes of its payload, unmasked; `at` as given with its first byte. */
export interface ParsedFrame {
  at: number;
  fin: boolean;
  rsv: number;
  opcode: number;
  mask: Uint8Array | null;
  headerBytes: number;
  length: number;
  head: Uint8Array;
}

/** The longest header: two bytes, a length of eight, a masking key of four. */
const HEADER_MAX = 14;

/** Bytes of the length behind the first two, for the two values of the short length that announce them. */
const LONG_LENGTHS = new Map([
  [126, 2],
  [127, 8],
]);

/**
 * Reads frames (RFC 6455, section 5.2) out of one direction of a connection, however it is cut into chunks. It
 * holds a header and the head of a payload, never a payload, and judges nothing: every string of bytes is frames.
 * A frame is told when the head of its payload is there.
 */
export class FrameParser {
  private readonly header = new Uint8Array(HEADER_MAX);
  /** Bytes of the header that are there, and how many it needs as far as is known. */
  private have = 0;
  private needed = 2;
  private firstAt = 0;
  private frame: ParsedFrame | undefined;
  private headHave = 0;
  /** Bytes of the payload that have not passed yet. */
  private left = 0;

  constructor(private readonly found: (frame: ParsedFrame) => void) {}

  /** The next bytes of the direction; `at`: when they passed. */
  feed(chunk: Uint8Array, at: number): void {
    let from = 0;
    while (from < chunk.length) {
      from = this.left > 0 ? this.passPayload(chunk, from) : this.takeHeader(chunk, from, at);
    }
  }

  private takeHeader(chunk: Uint8Array, from: number, at: number): number {
    if (this.have === 0) this.firstAt = at;
    const end = Math.min(chunk.length, from + this.needed - this.have);
    this.header.set(chunk.subarray(from, end), this.have);
    this.have += end - from;
    if (this.have === 2) this.needed = headerBytes(this.header);
    if (this.have === this.needed) this.begin();
    return end;
  }

  private begin(): void {
    const frame = readHeader(this.header.slice(0, this.needed), this.firstAt);
    this.have = 0;
    this.needed = 2;
    this.left = frame.length;
    this.headHave = 0;
    this.frame = frame;
    if (frame.head.length === 0) this.tell();
  }

  private passPayload(chunk: Uint8Array, from: number): number {
    const end = Math.min(chunk.length, from + this.left);
    this.left -= end - from;
    if (this.frame) this.takeHead(this.frame, chunk.subarray(from, end));
    return end;
  }

  private takeHead({ head, mask }: ParsedFrame, payload: Uint8Array): void {
    const count = Math.min(payload.length, head.length - this.headHave);
    for (let i = 0; i < count; i++) {
      const place = this.headHave + i;
      head[place] = (payload[i] ?? 0) ^ (mask?.[place % 4] ?? 0);
    }
    this.headHave += count;
    if (this.headHave === head.length) this.tell();
  }

  private tell(): void {
    const { frame } = this;
    this.frame = undefined;
    if (frame) this.found(frame);
  }
}

function headerBytes(header: Uint8Array): number {
  const second = header[1] ?? 0;
  return 2 + (LONG_LENGTHS.get(second & 0x7f) ?? 0) + (isMasked(second) ? 4 : 0);
}

function isMasked(second: number): boolean {
  return (second & 0x80) !== 0;
}

/** `header`: exactly the bytes of one. Lengths of 2^53 and above, which nothing sends, lose their last digits. */
function readHeader(header: Uint8Array, at: number): ParsedFrame {
  const [first = 0, second = 0] = header;
  const mask = isMasked(second) ? header.slice(-4) : null;
  const short = second & 0x7f;
  const long = header.subarray(2, 2 + (LONG_LENGTHS.get(short) ?? 0));
  const length = long.length === 0 ? short : long.reduce((sum, byte) => sum * 256 + byte, 0);
  return {
    at,
    fin: (first & 0x80) !== 0,
    rsv: (first >> 4) & 0x07,
    opcode: first & 0x0f,
    mask,
    headerBytes: header.length,
    length,
    head: new Uint8Array(Math.min(length, FRAME_HEAD_BYTES)),
  };
}

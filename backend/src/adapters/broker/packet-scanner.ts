import type { BrokerRefusalReason } from '@sensorium/contracts';

/** Why something is turned away, and what of it to say. */
export interface Refusal {
  reason: BrokerRefusalReason;
  what: string;
}

/** Says of each packet, by its type (MQTT 3.1.1 section 2.2.1) and size in bytes, why it may not come; or not. */
export type PacketJudge = (type: number, bytes: number) => Refusal | undefined;

/** Bytes of the fixed header at most: type and flags, then four of the remaining length. */
const HEADER_MAX = 5;

/**
 * Follows the packets of one connection by their fixed headers (MQTT 3.1.1 section 2.2), so that a size is known
 * before the packet is there. Keeps four numbers a connection, and nothing of what it reads.
 */
export class PacketScanner {
  private type = 0;
  /** Bytes read of a header that is not complete. */
  private header = 0;
  private length = 0;
  /** Bytes of the present packet that are still to come. */
  private left = 0;

  constructor(private readonly judge: PacketJudge) {}

  /** Reads on; returns why the connection must end, after which no more may be given to it. */
  scan(chunk: Uint8Array): Refusal | undefined {
    let at = 0;
    while (at < chunk.length) {
      const skipped = Math.min(this.left, chunk.length - at);
      this.left -= skipped;
      at += skipped;
      const byte = chunk[at++];
      const refusal = byte === undefined ? undefined : this.readHeader(byte);
      if (refusal) return refusal;
    }
    return undefined;
  }

  private readHeader(byte: number): Refusal | undefined {
    this.header += 1;
    if (this.header === 1) {
      this.type = byte >> 4;
      return undefined;
    }
    return this.readLength(byte);
  }

  /** Section 2.2.3: seven bits a byte, the lowest first; the eighth says that another byte follows. */
  private readLength(byte: number): Refusal | undefined {
    this.length += (byte & 0x7f) * 0x80 ** (this.header - 2);
    if (byte >= 0x80) {
      return this.header < HEADER_MAX
        ? undefined
        : { reason: 'malformed-packet', what: 'a remaining length of more than four bytes' };
    }
    const bytes = this.header + this.length;
    this.left = this.length;
    this.header = 0;
    this.length = 0;
    return this.judge(this.type, bytes);
  }
}

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Packets by hand, for what no MQTT client would send (MQTT 3.1.1 section 2 and 3). */

/** Remaining length, seven bits a byte (section 2.2.3). */
export function remainingLength(length: number): number[] {
  const rest = Math.floor(length / 0x80);
  return rest === 0 ? [length] : [(length % 0x80) + 0x80, ...remainingLength(rest)];
}

/** One packet: first byte, remaining length, body. */
export function packet(first: number, ...body: Uint8Array[]): Buffer {
  const length = body.reduce((sum, { length: part }) => sum + part, 0);
  return Buffer.concat([Uint8Array.from([first, ...remainingLength(length)]), ...body]);
}

/** A text with its length before it (section 1.5.3). */
export function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([Uint8Array.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
}

/** CONNECT with a clean session and a keep-alive of a minute (section 3.1). */
export function connectPacket(clientId: string, level = 4): Buffer {
  return packet(0x10, text('MQTT'), Uint8Array.from([level, 2, 0, 60]), text(clientId));
}

/** CONNECT with a will of QoS 0. */
export function connectWithWill(clientId: string, topic: string, payload = ''): Buffer {
  return packet(
    0x10,
    text('MQTT'),
    Uint8Array.from([4, 6, 0, 60]),
    text(clientId),
    text(topic),
    text(payload),
  );
}

/** PUBLISH of QoS 0 (section 3.3). */
export function publishPacket(topic: string, payload: Uint8Array = Buffer.from('1')): Buffer {
  return packet(0x30, text(topic), payload);
}

export const CONNACK_ACCEPTED = Buffer.from([0x20, 2, 0, 0]);

/** A bare connection to the broker, with all that came on it. */
export class BareClient {
  readonly socket: Socket;
  received = Buffer.alloc(0);

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1').setNoDelay(true);
    this.socket.on('data', (chunk: Buffer) => (this.received = Buffer.concat([this.received, chunk])));
    // A broker that closes while we still write resets the connection; the tests look at the close.
    this.socket.on('error', () => this.socket.destroy());
  }

  /** Says CONNECT and waits until it is accepted. */
  async connect(clientId: string): Promise<void> {
    this.socket.write(connectPacket(clientId));
    while (this.received.length < CONNACK_ACCEPTED.length) await once(this.socket, 'data');
  }

  /** Resolves when the connection has ended, however that came. */
  async closed(): Promise<void> {
    if (this.socket.closed) return;
    await new Promise((resolve) => this.socket.once('close', resolve));
  }

  [Symbol.dispose](): void {
    this.socket.destroy();
  }
}

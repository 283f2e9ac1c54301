/** PUBACK with reason code 0, in MQTT 3.1.1 and 5 alike: two bytes of header, two of packet id. */
const PUBACK = 0x40;
const REST = 2;
const BYTES = 4;

/** A packet on its way out of the client library. */
interface OutgoingPacket {
  cmd: string;
  messageId?: number;
  reasonCode?: number;
}

/** What is used of the client: the way that all its packets take, which its types keep private. */
interface AckingClient {
  _sendPacket: (packet: OutgoingPacket, done?: () => void, ...rest: unknown[]) => void;
  stream: { write(bytes: Uint8Array): unknown };
}

/**
 * Holds the acknowledgements of one connection back until they are given, many in a single write: a system call
 * for each message is most of what receiving costs. The ids belong to the connection; what is held when it ends
 * is never sent, and the broker sends those messages again.
 */
export class HeldAcks {
  private ids: number[] = [];
  private ended = false;

  private constructor(private readonly client: AckingClient) {}

  /** Takes over the acknowledgements of a client. */
  static of(client: object): HeldAcks {
    const acking = client as AckingClient;
    const held = new HeldAcks(acking);
    const send = acking._sendPacket.bind(client);
    acking._sendPacket = (packet, done, ...rest) => {
      if (packet.cmd !== 'puback' || packet.messageId === undefined || packet.reasonCode) {
        send(packet, done, ...rest);
        return;
      }
      held.ids.push(packet.messageId);
      done?.();
    };
    return held;
  }

  get count(): number {
    return this.ids.length;
  }

  /** Takes what is held; calling the result sends it, unless the connection has ended by then. */
  take(): () => void {
    const { ids } = this;
    if (ids.length === 0) return () => undefined;
    this.ids = [];
    return () => {
      if (!this.ended) this.client.stream.write(encode(ids));
    };
  }

  /** The connection has ended. */
  end(): void {
    this.ended = true;
    this.ids = [];
  }
}

function encode(ids: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(ids.length * BYTES);
  for (const [place, id] of ids.entries()) bytes.set([PUBACK, REST, id >> 8, id & 0xff], place * BYTES);
  return bytes;
}

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
 * Holds the acknowledgements of one connection back until they are released, many in a single write: a system
 * call for each message is most of what receiving costs. The ids belong to the connection; what is held when it
 * ends is never sent, and the broker sends those messages again.
 */
export class HeldAcks {
  private ids: number[] = [];

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

  /** Acknowledges all that is held. */
  release(): void {
    if (this.ids.length === 0) return;
    const bytes = new Uint8Array(this.ids.length * BYTES);
    for (const [place, id] of this.ids.entries()) {
      bytes.set([PUBACK, REST, id >> 8, id & 0xff], place * BYTES);
    }
    this.ids = [];
    this.client.stream.write(bytes);
  }

  /** The connection has ended. */
  forget(): void {
    this.ids = [];
  }
}

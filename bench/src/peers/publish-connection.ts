import { generate } from 'mqtt-packet';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Acknowledgements } from './acknowledgements.ts';

const V5 = { protocolVersion: 5 };
const PACKET_IDS = 65_535;

/** Messages that may be under way to the broker on one connection; it allows 10,000. */
const UNDER_WAY_MAX = 500;

/** A QoS 1 message as bytes, in which only the packet id is still to be written. */
export interface Template {
  bytes: Buffer;
  idAt: number;
}

export function template(topic: string, payload: string): Template {
  const bytes = generate(
    { cmd: 'publish', topic, payload, qos: 1, messageId: 1, dup: false, retain: false },
    V5,
  );
  const lengthBytes = bytes.length - 2 < 128 ? 1 : 2;
  return { bytes, idAt: 1 + lengthBytes + 2 + Buffer.byteLength(topic) };
}

/**
 * One publishing connection that costs next to nothing: messages are copied from templates and many go out
 * in one write, so that the machine is left to what is measured.
 */
export class PublishConnection {
  /** Called whenever there is room for more messages. */
  onRoom: () => void = () => undefined;
  readonly #socket: Socket;
  #nextId = 1;
  #underWay = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  static async open(port: number, clientId: string): Promise<PublishConnection> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    const connection = new PublishConnection(socket);
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const acknowledgements = new Acknowledgements(
      (reason) => (reason === 0 ? resolve(undefined) : reject(new Error(`refused (${reason})`))),
      (count) => connection.#acknowledged(count),
    );
    socket.on('data', (chunk) => acknowledgements.take(chunk as Buffer));
    socket.write(generate({ cmd: 'connect', clientId, clean: true, keepalive: 0, protocolVersion: 5 }, V5));
    await promise;
    return connection;
  }

  get room(): number {
    return UNDER_WAY_MAX - this.#underWay;
  }

  get underWay(): number {
    return this.#underWay;
  }

  /** Sends messages in one write; the caller minds the room. */
  send(messages: readonly Template[]): void {
    const bytes = Buffer.concat(messages.map((message) => message.bytes));
    let at = 0;
    for (const { bytes: one, idAt } of messages) {
      bytes.writeUInt16BE(this.#takeId(), at + idAt);
      at += one.length;
    }
    this.#underWay += messages.length;
    this.#socket.write(bytes);
  }

  #takeId(): number {
    const id = this.#nextId;
    this.#nextId = id === PACKET_IDS ? 1 : id + 1;
    return id;
  }

  #acknowledged(count: number): void {
    this.#underWay -= count;
    this.onRoom();
  }
}

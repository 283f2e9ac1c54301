import { generate } from 'mqtt-packet';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Acknowledgements } from './acknowledgements.ts';

const PACKET_IDS = 65_535;

/** Messages that may be unanswered; what is beyond waits. */
const UNDER_WAY_MAX = 2_000;

/** 5, or 4 for MQTT 3.1.1, which is all that the embedded broker speaks. */
export type ProtocolVersion = 4 | 5;

/** Hears of each message that the broker took: the tag that it was sent with. */
export type OnTaken = (tag: number, reason: number) => void;

/**
 * A QoS 1 connection that tells which messages were acknowledged. When it breaks, what was under way is never
 * sent again: a publisher that repeats by itself could not say what it published once.
 */
export class LedgerConnection {
  readonly #socket: Socket;
  readonly #version: ProtocolVersion;
  readonly #underWay = new Map<number, number>();
  #nextId = 1;
  #isOpen = true;

  private constructor(socket: Socket, version: ProtocolVersion) {
    this.#socket = socket;
    this.#version = version;
  }

  /** Rejects if nobody listens or we are refused. */
  static async open(port: number, version: ProtocolVersion, onTaken: OnTaken): Promise<LedgerConnection> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const connection = new LedgerConnection(socket, version);
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const acknowledgements = new Acknowledgements(
      (reason) => (reason === 0 ? resolve(undefined) : reject(new Error(`refused (${reason})`))),
      () => undefined,
      (id, reason) => connection.#taken(id, reason, onTaken),
    );
    socket.on('data', (chunk) => acknowledgements.take(chunk as Buffer));
    socket.on('error', reject);
    socket.on('close', () => {
      connection.#isOpen = false;
      reject(new Error('the broker closed the connection'));
    });
    await Promise.race([once(socket, 'connect'), promise]);
    const hello = { clientId: 'bench-ledger', clean: true, keepalive: 0, protocolVersion: version };
    socket.write(generate({ cmd: 'connect', ...hello }, { protocolVersion: version }));
    await promise;
    return connection;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get hasRoom(): boolean {
    return this.#isOpen && this.#underWay.size < UNDER_WAY_MAX;
  }

  get underWay(): number {
    return this.#isOpen ? this.#underWay.size : 0;
  }

  send(topic: string, payload: string, tag: number): void {
    const messageId = this.#takeId();
    this.#underWay.set(messageId, tag);
    const packet = { cmd: 'publish', topic, payload, qos: 1, messageId, dup: false, retain: false } as const;
    this.#socket.write(generate(packet, { protocolVersion: this.#version }));
  }

  close(): void {
    this.#socket.destroy();
  }

  #takeId(): number {
    const id = this.#nextId;
    this.#nextId = id === PACKET_IDS ? 1 : id + 1;
    return id;
  }

  #taken(id: number, reason: number, onTaken: OnTaken): void {
    const tag = this.#underWay.get(id);
    this.#underWay.delete(id);
    if (tag !== undefined) onTaken(tag, reason);
  }
}

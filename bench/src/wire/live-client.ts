import type { Ack, ClientEvents, FrameHead } from '@sensorium/contracts';
import { WebSocket, type RawData } from 'ws';
import { CONNECT, eventPacket, PONG, readPacket } from './socket-io.ts';

/** Who hears what comes; `down` once, `up` with the `hello` of the server. */
export interface LiveHandlers {
  up?: () => void;
  frame?: (head: FrameHead, columns: Buffer) => void;
  /** Every other event. */
  event?: (name: string, payload: unknown) => void;
  down?: (reason: string) => void;
}

type Name = keyof ClientEvents;
type Payload<E extends Name> = Parameters<ClientEvents[E]>[0];

/**
 * One viewer over WebSocket that costs its process next to nothing, so that thousands of them leave the machine to the
 * server: it speaks Socket.IO as `socket.io-client` does, byte for byte, and has none of its comfort.
 */
export class LiveClient {
  readonly #socket: WebSocket;
  readonly #handlers: LiveHandlers;
  readonly #answers = new Map<number, (answer: Ack) => void>();
  #head: FrameHead | undefined;
  #next = 0;
  #isDown = false;

  /** `query`: what it puts behind its address, as `lane=x`. */
  constructor(url: string, handlers: LiveHandlers, query = '') {
    const address = new URL(`socket.io/?EIO=4&transport=websocket${query && `&${query}`}`, url);
    address.protocol = 'ws:';
    this.#handlers = handlers;
    this.#socket = new WebSocket(address, { perMessageDeflate: false });
    this.#socket.on('message', (data, isBinary) => {
      if (isBinary) this.#binary(data);
      else this.#text((data as Buffer).toString());
    });
    this.#socket.on('error', (error) => this.#down(error.message));
    this.#socket.on('close', (code) => this.#down(`closed with ${code}`));
  }

  emit<E extends Name>(event: E, payload: Payload<E>): void {
    this.#send(eventPacket(event, payload));
  }

  ask<E extends Name>(event: E, payload: Payload<E>): Promise<Ack> {
    const id = this.#next++;
    const { promise, resolve } = Promise.withResolvers<Ack>();
    this.#answers.set(id, resolve);
    this.#send(eventPacket(event, payload, id));
    return promise;
  }

  /** Reads nothing from the connection until {@link resume}. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  /** Ends it without a word; `down` is not called. */
  close(): void {
    this.#isDown = true;
    this.#socket.terminate();
  }

  #send(text: string): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(text);
  }

  #binary(data: RawData): void {
    const head = this.#head;
    this.#head = undefined;
    if (head) this.#handlers.frame?.(head, data as Buffer);
  }

  #text(text: string): void {
    const packet = readPacket(text);
    if (packet.type === 'ping') this.#send(PONG);
    else if (packet.type === 'open') this.#send(CONNECT);
    else if (packet.type === 'refused') this.#down(packet.reason);
    else if (packet.type === 'ack') {
      this.#answers.get(packet.id)?.(packet.answer as Ack);
      this.#answers.delete(packet.id);
    } else if (packet.type === 'event') this.#event(packet.name, packet.payload);
  }

  #event(name: string, payload: unknown): void {
    if (name === 'frame') this.#head = payload as FrameHead;
    else if (name === 'hello') this.#handlers.up?.();
    else this.#handlers.event?.(name, payload);
  }

  #down(reason: string): void {
    if (this.#isDown) return;
    this.#isDown = true;
    this.#handlers.down?.(reason);
    this.#socket.terminate();
  }
}

import { Injectable } from '@nestjs/common';
import type { Socket } from 'node:net';
import { markOf, type Mark } from './lane-counts.js';
import { observe, type WireObserver } from './wire.js';

/** Above what Node takes as the head of a request. */
const HEAD_MAX = 73_728;

const LETTER_G = 0x47;

/** A connection of the HTTP server. */
export class Connection {
  /** How far its socket had counted at the end of its last request. */
  mark: Mark = { read: 0, written: 0 };
  isUpgraded = false;
  private capture: RequestCapture | undefined;

  constructor(readonly socket: Socket) {}

  /** From now on the bytes of the request under way are kept, if it is a GET. */
  startCapture(): void {
    if (!this.isUpgraded) this.capture ??= new RequestCapture(this.socket);
  }

  stopCapture(): void {
    this.capture?.stop();
    this.capture = undefined;
  }

  /** Bytes of the request under way since its first one; empty without a capture. */
  captured(): Buffer {
    return this.capture?.bytes() ?? Buffer.alloc(0);
  }

  /** A request has ended: what comes now belongs to the next. */
  requestEnded(): void {
    this.mark = markOf(this.socket);
    this.capture?.clear();
  }
}

/** Keeps the received bytes of one request after the other. */
class RequestCapture implements WireObserver {
  readonly stop: () => void;
  private chunks: Buffer[] = [];
  private size = 0;
  private isGet = true;

  constructor(socket: Socket) {
    this.stop = observe(socket, this);
  }

  received(chunk: Buffer): void {
    if (this.size === 0) this.isGet = chunk[0] === LETTER_G;
    this.size += chunk.length;
    if (this.isGet && this.size <= HEAD_MAX) this.chunks.push(Buffer.from(chunk));
  }

  sent(): void {
    // Only what comes in is kept here.
  }

  bytes(): Buffer {
    return Buffer.concat(this.chunks);
  }

  clear(): void {
    this.chunks = [];
    this.size = 0;
  }
}

/** The connections of the HTTP server that are open. */
@Injectable()
export class Connections {
  private readonly open = new Map<Socket, Connection>();

  add(socket: Socket): Connection {
    const connection = new Connection(socket);
    this.open.set(socket, connection);
    socket.once('close', () => this.open.delete(socket));
    return connection;
  }

  of(socket: object): Connection | undefined {
    return this.open.get(socket as Socket);
  }

  all(): Iterable<Connection> {
    return this.open.values();
  }
}

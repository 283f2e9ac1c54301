import { Inject, Injectable } from '@nestjs/common';
import { MICROS_PER_MS } from '@sensorium/domain/time';
import { nanoid } from 'nanoid';
import type { Socket } from 'node:net';
import { Clock } from '../ports/clock.js';
import { ViewerList, type Watched } from './viewer-list.js';

/** A connection that polled is a viewer for so long after its last answer, ms. */
const IDLE_MS = 5_000;

/** Who reads over HTTP, as the list of viewers shows it. */
export class HttpViewer implements Watched {
  readonly id = nanoid(10);
  readonly subscriptionCount = 1;
  sent = 0;
  skipped = 0;
  underWay = 0;

  /** `since` in ms; `socket`: the connection that it reads from. */
  constructor(
    readonly transport: 'stream' | 'long-poll',
    readonly since: number,
    private readonly socket: Pick<Socket, 'writableLength'>,
  ) {}

  get waitingBytes(): number {
    return this.socket.writableLength;
  }
}

interface Poller {
  viewer: HttpViewer;
  leave: () => void;
  idle: NodeJS.Timeout | undefined;
}

/** Puts those who read over HTTP on the list of viewers. Who polls for long is known by its connection. */
@Injectable()
export class HttpViewers {
  private readonly clock = new Clock();
  private readonly pollers = new WeakMap<Socket, Poller>();

  constructor(@Inject(ViewerList) private readonly list: ViewerList) {}

  join(transport: HttpViewer['transport'], socket: Pick<Socket, 'writableLength'>): HttpViewer {
    const viewer = new HttpViewer(transport, this.clock.now() / MICROS_PER_MS, socket);
    this.list.add(viewer);
    return viewer;
  }

  leave(viewer: HttpViewer): void {
    this.list.remove(viewer);
  }

  /** A long poll begins on this connection; returns what is to be called with its answer. */
  poll(socket: Socket): () => void {
    const poller = this.pollers.get(socket) ?? this.begin(socket);
    clearTimeout(poller.idle);
    return () => {
      poller.viewer.sent += 1;
      poller.idle = setTimeout(poller.leave, IDLE_MS).unref();
    };
  }

  private begin(socket: Socket): Poller {
    const viewer = this.join('long-poll', socket);
    const leave = () => {
      this.leave(viewer);
      this.pollers.delete(socket);
      socket.off('close', leave);
    };
    const poller: Poller = { viewer, leave, idle: undefined };
    socket.once('close', leave);
    this.pollers.set(socket, poller);
    return poller;
  }
}

import type { Ack, Readings, ServerEvents, Snapshot } from '@sensorium/contracts';
import { io, type Socket } from 'socket.io-client';

/** A client of the live gateway over JSON that keeps what it was sent. */
export class LiveClient implements Disposable {
  readonly notices: string[] = [];
  readonly readings: Readings[] = [];
  readonly snapshots: Snapshot[] = [];
  cursor: string | undefined;
  /** Why the connection ended. */
  ended: string | undefined;
  /** Answers each event of readings with credit. */
  credits = false;

  private constructor(readonly socket: Socket<ServerEvents>) {
    socket.on('notice', ({ code }) => this.notices.push(code));
    socket.on('snapshot', (event) => this.take(this.snapshots, event));
    socket.on('readings', (event) => {
      this.take(this.readings, event);
      if (this.credits) this.send('credit', { frames: 1 });
    });
    socket.on('disconnect', (reason) => (this.ended = reason));
  }

  /** Resolves at `hello`. */
  static async open(url: string, headers: Record<string, string> = {}): Promise<LiveClient> {
    const options = { reconnection: false, forceNew: true, extraHeaders: headers, transports: ['websocket'] };
    const socket: Socket<ServerEvents> = io(new URL('live', url).href, options);
    const client = new LiveClient(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect_error', reject);
      socket.once('hello', () => resolve());
    });
    return client;
  }

  /** Values of all readings after the snapshot, in their order. */
  get values(): unknown[] {
    return this.readings.flatMap(({ readings }) => readings.map(({ value }) => value));
  }

  /** Sends any event, and waits for no answer. */
  send(event: string, body: unknown): void {
    (this.socket.emit as (event: string, body: unknown) => unknown).call(this.socket, event, body);
  }

  emit(event: string, body: unknown): Promise<Ack> {
    return (this.socket.emitWithAck as (event: string, body: unknown) => Promise<Ack>).call(
      this.socket,
      event,
      body,
    );
  }

  subscribe(request: object): Promise<Ack> {
    const cursor = this.cursor === undefined ? {} : { cursor: this.cursor };
    return this.emit('subscribe', { id: 'a', mode: 'every', tickMs: 0, ...cursor, ...request });
  }

  [Symbol.dispose](): void {
    this.socket.disconnect();
  }

  private take<T extends { cursor: string }>(list: T[], event: T): void {
    list.push(event);
    this.cursor = event.cursor;
  }
}

import type { Ack, Poll, SeriesEntry, ServerEvents } from '@sensorium/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { EventSourceClient } from './event-source.js';
import { rowsIn } from './recorder.js';

/** Time until a client tries again, ms. */
const RETRY_MS = 20;

/** How long a handshake may take, ms: one whose bytes were swallowed never ends by itself. */
const HANDSHAKE_MS = 3_000;

/** Time and value, as history has them. */
export type Reading = readonly [t: number, value: unknown];

/** A client that keeps every reading, comes back by itself whenever its connection ends, and resumes. */
export abstract class ChaosClient {
  /** Readings of each `<device>/<metric>`, as they came. */
  readonly got = new Map<string, Reading[]>();
  /** Times that it had to begin anew, or was told that something is missing. */
  readonly losses: string[] = [];
  /** Connections on which it went on after its cursor. */
  resumes = 0;
  protected cursor: string | undefined;
  protected isStopped = false;

  constructor(
    protected readonly url: string,
    protected readonly series: readonly string[],
  ) {}

  abstract start(): void;
  abstract stop(): void;

  protected take(name: string, reading: Reading): void {
    const known = this.got.get(name);
    if (known) known.push(reading);
    else this.got.set(name, [reading]);
  }

  protected takePoll({ cursor, readings, reset, missed }: Poll): void {
    if (reset || missed !== 0) this.losses.push(`reset, ${missed} missed`);
    this.cursor = cursor;
    for (const { device, metric, t, value } of readings) this.take(`${device}/${metric}`, [t, value]);
  }

  protected address(route: 'poll' | 'stream'): URL {
    const url = new URL(`api/live/${route}`, this.url);
    for (const name of this.series) url.searchParams.append('series', name);
    return url;
  }
}

/** Socket.IO as the page uses it: binary columns, every reading, credit, its own cursor at each connection. */
export class ChaosSocket extends ChaosClient {
  /** Why its last connection ended. */
  ended: string | undefined;
  private readonly names = new Map<number, string>();
  private readonly socket: Socket<ServerEvents>;

  constructor(url: string, series: readonly string[], transport: 'websocket' | 'polling') {
    super(url, series);
    this.socket = io(new URL('/live', url).href, {
      ...{ transports: [transport], forceNew: true, autoConnect: false },
      ...{ reconnectionDelay: RETRY_MS, reconnectionDelayMax: 5 * RETRY_MS, timeout: HANDSHAKE_MS },
    });
    this.socket.on('connect', () => this.subscribe());
    this.socket.on('disconnect', (reason) => (this.ended = reason));
    this.socket.on('series', (entries) => this.name(entries));
    this.socket.on('notice', ({ code }) => this.losses.push(code));
    this.socket.on('frame', ({ cursor, part }, columns) => {
      if (this.cursor !== undefined && part !== 'readings') this.losses.push(part);
      this.cursor = cursor;
      for (const [n, t, value] of rowsIn(columns))
        this.take(this.names.get(n) ?? String(n), [t / 1_000, value]);
      this.emit('credit', { frames: 1 });
    });
  }

  start(): void {
    this.socket.connect();
  }

  stop(): void {
    this.socket.disconnect();
  }

  private subscribe(): void {
    const cursor = this.cursor === undefined ? {} : { cursor: this.cursor };
    const request = {
      id: 'a',
      series: this.series,
      mode: 'every',
      tickMs: 0,
      encoding: 'columns',
      ...cursor,
    };
    this.emit('credit', { frames: 1 });
    this.emit('subscribe', request, (ack: Ack) => {
      if (ack.ok && ack.resumed === 'memory') this.resumes += 1;
      else if (!ack.ok || 'cursor' in cursor) this.losses.push(JSON.stringify(ack));
    });
  }

  private name(entries: readonly SeriesEntry[]): void {
    for (const { n, device, metric } of entries) this.names.set(n, `${device}/${metric}`);
  }

  private emit(event: string, ...args: unknown[]): void {
    (this.socket.emit as (event: string, ...args: unknown[]) => void).call(this.socket, event, ...args);
  }
}

/** Server-sent events as browsers read them: whole events alone, and `Last-Event-ID` when it comes back. */
export class ChaosStream extends ChaosClient {
  start(): void {
    void this.run();
  }

  stop(): void {
    this.isStopped = true;
  }

  private async run(): Promise<void> {
    while (!this.isStopped) {
      await this.read().catch(() => undefined);
      await pause(RETRY_MS);
    }
  }

  private async read(): Promise<void> {
    using stream = await EventSourceClient.open(
      this.address('stream'),
      this.cursor === undefined ? {} : { 'last-event-id': this.cursor },
    );
    if (this.cursor !== undefined) this.resumes += 1;
    while (!this.isStopped && !stream.isClosed) {
      this.takeAll(stream);
      await pause(1);
    }
    this.takeAll(stream);
  }

  private takeAll({ events }: EventSourceClient): void {
    for (const { id, event, data } of events.splice(0)) {
      if (event !== undefined) this.losses.push(event);
      else if (data !== undefined) this.takePoll(JSON.parse(data) as Poll);
      this.cursor = id ?? this.cursor;
    }
  }
}

/** Long polling: asks again after each answer, and after each request that has failed. */
export class ChaosPolls extends ChaosClient {
  private readonly gone = new AbortController();

  start(): void {
    void this.run();
  }

  stop(): void {
    this.isStopped = true;
    this.gone.abort();
  }

  private async run(): Promise<void> {
    let hasFailed = false;
    while (!this.isStopped) {
      const isAnswered = await this.ask().catch(() => false);
      if (hasFailed && isAnswered) this.resumes += 1;
      hasFailed = !isAnswered;
      if (hasFailed) await pause(RETRY_MS);
    }
  }

  private async ask(): Promise<boolean> {
    const url = this.address('poll');
    url.searchParams.set('wait', '5000');
    if (this.cursor !== undefined) url.searchParams.set('cursor', this.cursor);
    const answer = await fetch(url, { signal: this.gone.signal });
    const body = (await answer.json()) as Poll;
    if (answer.ok) this.takePoll(body);
    else this.losses.push(`answered ${answer.status}`);
    return answer.ok;
  }
}

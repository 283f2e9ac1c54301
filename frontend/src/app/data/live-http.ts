import {
  CONTRACT_VERSION,
  type Ack,
  type ClientEvents,
  type Device,
  type Poll,
  type Subscribe,
  type System,
} from '@sensorium/contracts';
import { parseCursor } from '@sensorium/domain/live';
import { AlertPoll } from './alert-poll';
import { HttpFleet, selectionOf } from './http-fleet';
import type { Carrier, CarrierHandlers } from './live-port';
import { EventReader } from './sse';

/** How often an answer is asked for, and least time between two events of a stream, ms. */
const ASK_EVERY_MS = 1_000;
const STREAM_TICK_MS = 250;

/** Presence, descriptions, and how link and history are, come so often, ms. */
const STATES_EVERY_MS = 5_000;

/** A stream that brings nothing for so long is dead, ms: the server sends a comment each 15 s. */
const SILENT_MS = 20_000;

interface Held {
  request: Subscribe;
  selection: ReturnType<typeof selectionOf>;
}

/**
 * The live stream over plain HTTP, for where Socket.IO does not get through: readings of the whole fleet by server-sent
 * events, or asked for again and again; devices, alerts, and how link and history are, asked for now and then. It begins
 * with the latest values; what was missed before is in the history.
 */
export class HttpCarrier implements Carrier {
  readonly #gone = new AbortController();
  readonly #fleet = new HttpFleet();
  readonly #held = new Map<string, Held>();
  readonly #reader = new EventReader();
  readonly #alerts = new AlertPoll(
    (path) => this.#json(path),
    (...news) => this.handlers.news(...news),
    () => this.#time,
  );
  #devices: Device[] = [];
  #system: System | null = null;
  #statesAt = -Infinity;
  #cursor: string | undefined;
  #time = 0;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #refresh: ReturnType<typeof setInterval> | undefined;

  constructor(
    readonly base: string,
    readonly kind: 'streaming' | 'asking',
    readonly handlers: CarrierHandlers,
  ) {
    this.#run().then(
      () => this.#end(),
      () => this.#end(),
    );
  }

  emit = <E extends keyof ClientEvents>(event: E, ...args: Parameters<ClientEvents[E]>): void => {
    const [request, ack] = args as [never, ((answer: Ack) => void)?];
    if (event === 'subscribe') queueMicrotask(() => this.#subscribe(request, ack));
    else if (event === 'unsubscribe') this.#held.delete((request as { id: string }).id);
  };

  close(): void {
    clearTimeout(this.#silence);
    clearInterval(this.#refresh);
    this.#alerts.stop();
    this.#gone.abort();
  }

  /** Goes on until it fails or is closed. */
  async #run(): Promise<void> {
    await this.#askStates();
    if (this.kind === 'asking') return this.#ask();
    this.#refresh = setInterval(() => void this.#askStates().catch(() => this.#end()), STATES_EVERY_MS);
    return this.#stream();
  }

  #end(): void {
    if (this.#gone.signal.aborted) return;
    this.close();
    this.handlers.down();
  }

  async #stream(): Promise<void> {
    this.#listenFor(SILENT_MS);
    const response = await this.#fetch(`api/live/stream?series=fleet&tickMs=${STREAM_TICK_MS}`);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
      this.#listenFor(SILENT_MS);
      this.handlers.bytes(piece.value.length);
      for (const { name, data } of this.#reader.read(piece.value)) {
        if (name !== 'message') return;
        await this.#take(JSON.parse(data) as Poll);
      }
    }
  }

  async #ask(): Promise<void> {
    while (!this.#gone.signal.aborted) {
      const cursor = this.#cursor === undefined ? '' : `&cursor=${encodeURIComponent(this.#cursor)}`;
      const answer = await this.#json<Poll>(`api/live/poll?series=fleet${cursor}`);
      await this.#take(answer);
      if (!answer.more) await this.#pause(ASK_EVERY_MS);
    }
  }

  /** Hands an answer to whom it concerns; the first one means that the line is up. */
  async #take(answer: Poll): Promise<void> {
    const isFirst = this.#cursor === undefined;
    this.#cursor = answer.cursor;
    this.#time = answer.time;
    const isAskDue = this.kind === 'asking' && performance.now() - this.#statesAt > STATES_EVERY_MS;
    if (isAskDue) await this.#askStates();
    else if (answer.readings.some((reading) => this.#fleet.isStrange(reading))) await this.#askDevices();
    const added = this.#fleet.take(answer);
    if (isFirst) this.#begin(answer);
    if (added.length > 0) this.handlers.news('series', added);
    for (const [id, { selection }] of this.#held) {
      const bytes = this.#fleet.news(selection, answer);
      const head = { id, cursor: answer.cursor, time: answer.time };
      if (bytes) this.handlers.frame({ ...head, part: answer.reset ? 'snapshot' : 'readings' }, bytes);
    }
  }

  #begin({ cursor, time }: Poll): void {
    const epoch = parseCursor(cursor)?.epoch ?? '';
    this.handlers.up({ contract: CONTRACT_VERSION, epoch, time, limits: {} });
    this.#alerts.start();
  }

  #subscribe(request: Subscribe, ack?: (answer: Ack) => void): void {
    const cursor = this.#cursor ?? '';
    const selection = selectionOf(request);
    this.#held.set(request.id, { request, selection });
    const goesOn = request.cursor === cursor;
    if (!goesOn) {
      if (request.series === 'fleet') this.#tellStates();
      const head = { id: request.id, cursor, time: this.#time, part: 'snapshot' } as const;
      this.handlers.frame(head, this.#fleet.snapshot(selection));
    }
    ack?.({ ok: true, resumed: goesOn ? 'memory' : null });
  }

  async #askStates(): Promise<void> {
    await this.#askDevices();
    this.#statesAt = performance.now();
    this.#system = await this.#json<System>('api/system');
    if (this.#cursor !== undefined) this.#tellSystem(this.#system);
  }

  async #askDevices(): Promise<void> {
    const devices: Device[] = [];
    let next: string | null = '';
    while (next !== null) {
      const from: string = next === '' ? '' : `?cursor=${encodeURIComponent(next)}`;
      const page: { devices: Device[]; next: string | null } = await this.#json(`api/devices${from}`);
      devices.push(...page.devices);
      next = page.next;
    }
    this.#devices = devices;
    this.#fleet.takeDevices(devices);
    if (this.#cursor !== undefined) this.#tellDevices();
  }

  #tellStates(): void {
    this.#tellDevices();
    if (this.#system) this.#tellSystem(this.#system);
  }

  #tellSystem({ link: { state, since, reason }, history }: System): void {
    this.handlers.news('link', { state, since, reason });
    if (history) this.handlers.news('history', history);
  }

  #tellDevices(): void {
    this.handlers.news('devices', { time: this.#time, full: true, devices: this.#devices, removed: [] });
  }

  async #json<T>(path: string): Promise<T> {
    const response = await this.#fetch(path);
    const text = await response.text();
    this.handlers.bytes(text.length);
    return JSON.parse(text) as T;
  }

  async #fetch(path: string): Promise<Response> {
    const { signal } = this.#gone;
    const response = await fetch(new URL(path, this.base), { signal, cache: 'no-store' });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response;
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#silence = setTimeout(resolve, ms);
    });
  }

  #listenFor(ms: number): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      this.#end();
    }, ms);
  }
}

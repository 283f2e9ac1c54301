import { subscribeSchema, type Poll, type Value } from '@sensorium/contracts';
import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Viewer } from '../src/live/viewer.js';
import type { LiveWorld } from './live-world.js';
import { Recorder, rowsIn } from './recorder.js';

/** What of an event or an answer counts here. */
interface Taken {
  cursor: string;
  readings: readonly { device: string; metric: string; t: number; value: Value }[];
}

/** A client of one transport that can lose its connection and stop reading; it comes back with its last cursor. */
export abstract class TestReader {
  /** What came, in its order: `<device>/<metric> <t> <value>`. */
  readonly got: string[] = [];
  protected cursor: string | undefined;
  protected isPaused = false;

  constructor(
    protected readonly world: LiveWorld,
    protected readonly series: string[],
  ) {}

  abstract connect(): void;
  abstract drop(): void;
  abstract resume(): void;
  /** To be called after each step. */
  look(): void {
    // Most are told of a step.
  }

  pause(): void {
    this.isPaused = true;
  }

  protected take({ cursor, readings }: Taken): void {
    this.cursor = cursor;
    for (const { device, metric, t, value } of readings)
      this.got.push(`${device}/${metric} ${t} ${String(value)}`);
  }
}

/** Reads over Socket.IO, and gives credit while it is not paused. */
export class SocketReader extends TestReader {
  private viewer: Viewer | undefined;
  private recorder = new Recorder();

  constructor(
    world: LiveWorld,
    series: string[],
    private readonly encoding: 'json' | 'columns',
  ) {
    super(world, series);
  }

  connect(): void {
    if (this.viewer) return;
    this.recorder = new Recorder();
    this.viewer = this.world.hub.join(this.recorder);
    const { series, encoding, cursor } = this;
    const request = { id: 's', series, mode: 'every', tickMs: 0, encoding, ...(cursor ? { cursor } : {}) };
    this.world.hub.subscribe(this.viewer, subscribeSchema.parse(request));
    this.look();
  }

  drop(): void {
    this.look();
    if (this.viewer) this.world.hub.leave(this.viewer);
    this.viewer = undefined;
  }

  resume(): void {
    this.isPaused = false;
    this.look();
  }

  override look(): void {
    while (this.viewer && !this.isPaused && this.takeAll() > 0) this.world.hub.credit(this.viewer, 1);
  }

  /** Takes what was sent; returns how many frames of it want credit. */
  private takeAll(): number {
    const events = [...this.recorder.of('snapshot'), ...this.recorder.of('readings')];
    const frames = this.recorder.frames.splice(0);
    this.recorder.events.length = 0;
    for (const event of events) this.take(event);
    for (const frame of frames) this.takeFrame(frame);
    return events.length + frames.length;
  }

  private takeFrame({ head, columns }: Recorder['frames'][number]): void {
    const readings = rowsIn(columns).map(([n, t, value]) => {
      const { device = '', metric = '' } = this.world.fleet.seriesEntry(n) ?? {};
      return { device, metric, t: t / 1_000, value };
    });
    this.take({ cursor: head.cursor, readings });
  }
}

/** Asks after every step while it is not paused. */
export class PollReader extends TestReader {
  private isConnected = false;

  connect(): void {
    this.isConnected = true;
    this.look();
  }

  drop(): void {
    this.isConnected = false;
  }

  resume(): void {
    this.isPaused = false;
    this.look();
  }

  override look(): void {
    if (!this.isConnected || this.isPaused) return;
    const { series, cursor } = this;
    const { body } = this.world.polls.read({ series, cursor, wait: 0 });
    this.take(JSON.parse(body.toString()) as Poll);
  }
}

/** Has a request open while it is connected and not paused. */
export class LongPollReader extends TestReader {
  private isConnected = false;
  private open: AbortController | undefined;

  connect(): void {
    this.isConnected = true;
    this.ask();
  }

  drop(): void {
    this.isConnected = false;
    this.open?.abort();
    this.open = undefined;
  }

  resume(): void {
    this.isPaused = false;
    this.ask();
  }

  private ask(): void {
    if (!this.isConnected || this.isPaused || this.open) return;
    const gone = new AbortController();
    this.open = gone;
    const { series, cursor } = this;
    void this.world.longPolls.read({ series, cursor, wait: 30_000 }, gone.signal).then((answer) => {
      if (!answer || this.open !== gone) return;
      this.open = undefined;
      this.take(JSON.parse(answer.body.toString()) as Poll);
      this.ask();
    });
  }
}

/** Reads an event stream; while it is paused what is written stays on the way. */
export class StreamReader extends TestReader {
  private response: TestResponse | undefined;

  connect(): void {
    if (this.response) return;
    const response = new TestResponse((text) => this.receive(text));
    this.response = response;
    response.isPaused = this.isPaused;
    const open = this.world.streams.prepare(
      { series: this.series, cursor: this.cursor, tickMs: 0 },
      undefined,
    );
    open(response as unknown as ServerResponse);
  }

  drop(): void {
    this.response?.emit('close');
    this.response = undefined;
  }

  override pause(): void {
    super.pause();
    if (this.response) this.response.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
    this.response?.flow();
  }

  private receive(text: string): void {
    const id = /^id: (.*)$/m.exec(text)?.[1];
    const data = /^data: (.*)$/m.exec(text)?.[1];
    if (data !== undefined) this.take(JSON.parse(data) as Poll);
    if (id !== undefined) this.cursor = id;
  }
}

/** An HTTP answer whose client may stop reading. */
export class TestResponse extends EventEmitter {
  isPaused = false;
  isEnded = false;
  isDestroyed = false;
  /** What was written and not read yet. */
  readonly waiting: { text: string; written: () => void }[] = [];

  constructor(private readonly receive: (text: string) => void) {
    super();
  }

  get writableLength(): number {
    return this.waiting.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  }

  write(bytes: Buffer | string, written: () => void): void {
    this.waiting.push({ text: bytes.toString(), written });
    if (!this.isPaused) this.flow();
  }

  flow(): void {
    this.isPaused = false;
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) {
      this.receive(next.text);
      next.written();
    }
  }

  end(): void {
    this.isEnded = true;
  }

  destroy(): void {
    this.isDestroyed = true;
  }
}

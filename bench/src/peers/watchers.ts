import { decodeColumns, type FrameHead, type Subscribe } from '@sensorium/contracts';
import { machineMs } from '../measure/clock.ts';
import { LiveClient } from '../wire/live-client.ts';
import { LatencyLog, SENT } from './latency-log.ts';
import { serve } from './serve.ts';

/** How a watcher reads: the newest of the fleet or all of some series, with credit; or all of it as JSON, without. */
export type WatchKind = 'latest' | 'every' | 'uncontrolled';

/** What `open` is asked for: one watcher for each kind. */
export interface WatchOrder {
  url: string;
  kinds: readonly WatchKind[];
  /** Of those that want every reading, `<device>/<metric>` whose values are the times of sending. */
  series: string[];
}

/** Clients of one process, which can be frozen as a whole or throttled. */

const TICK_MS = 100;

const log = new LatencyLog();
const watchers: Watcher[] = [];
let bytesPerSecond = 0;
let cut = 0;

class Watcher {
  readonly #order: WatchOrder;
  readonly #kind: WatchKind;
  readonly #begun = Promise.withResolvers<undefined>();
  #client: LiveClient;
  #cursor: string | undefined;
  #since = Infinity;
  #timer: NodeJS.Timeout | undefined;
  freshMs: number | null = null;

  constructor(order: WatchOrder, kind: WatchKind) {
    this.#order = order;
    this.#kind = kind;
    this.#client = this.#connect();
  }

  get begun(): Promise<unknown> {
    return this.#begun.promise;
  }

  /** From now on it notes when the first reading comes that was published after `since`. */
  mark(since: number): void {
    this.#since = since;
    this.freshMs = null;
  }

  unthrottle(): void {
    clearTimeout(this.#timer);
    this.#client.resume();
  }

  #connect(): LiveClient {
    return new LiveClient(this.#order.url, {
      up: () => this.#client.emit('subscribe', this.#request()),
      frame: (head, bytes) => {
        this.#take(head, columnsOf(bytes), bytes.length);
        this.#client.emit('credit', { frames: 1 });
      },
      event: (name, payload) => {
        if (name === 'snapshot' || name === 'readings') this.#json(payload as JsonFrame);
      },
      down: () => {
        cut += 1;
        // Whoever wakes up tries at once, as the page does when it is seen again.
        this.#client = this.#connect();
      },
    });
  }

  #request(): Subscribe {
    const cursor = this.#cursor === undefined ? {} : { cursor: this.#cursor };
    const request = { id: 'watch', tickMs: TICK_MS, ...cursor };
    if (this.#kind === 'latest') return { ...request, series: 'fleet', mode: 'latest', encoding: 'columns' };
    const { series } = this.#order;
    if (this.#kind === 'every') return { ...request, series, mode: 'every', encoding: 'columns' };
    return { ...request, series: [`*/${SENT}`], mode: 'every', encoding: 'json', tickMs: 0 };
  }

  #json({ cursor, part, readings }: JsonFrame): void {
    const values = readings.map(({ value }) => Number(value));
    this.#take({ cursor, part: part ?? 'readings' }, values, values.length * 150);
  }

  #take({ cursor, part }: Pick<FrameHead, 'cursor' | 'part'>, values: Iterable<number>, bytes: number): void {
    this.#cursor = cursor;
    this.#begun.resolve(undefined);
    for (const sent of values) {
      if (part === 'readings') log.note(sent);
      if (sent >= this.#since) this.freshMs ??= machineMs() - this.#since;
    }
    if (bytesPerSecond > 0) this.#slowDown(bytes);
  }

  /** Reads on after as long as these bytes take on a line of that speed. */
  #slowDown(bytes: number): void {
    this.#client.pause();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#client.resume(), (bytes / bytesPerSecond) * 1_000);
  }
}

interface JsonFrame extends Pick<FrameHead, 'cursor'> {
  part?: FrameHead['part'];
  readings: { value: unknown }[];
}

serve({
  async open(order: WatchOrder): Promise<void> {
    for (const kind of order.kinds) {
      const watcher = new Watcher(order, kind);
      watchers.push(watcher);
      await watcher.begun;
    }
  },
  reset: () => log.reset(),
  ages: () => log.read(),
  throttle(speed: number): void {
    bytesPerSecond = speed;
    if (speed === 0) for (const watcher of watchers) watcher.unthrottle();
  },
  mark(since: number): void {
    for (const watcher of watchers) watcher.mark(since);
  },
  fresh: () => watchers.map(({ freshMs }) => freshMs),
  /** Connections that the server ended since this was asked the last time. */
  cut(): number {
    const found = cut;
    cut = 0;
    return found;
  },
});

function columnsOf(bytes: Buffer): Float64Array {
  const decoded = decodeColumns(bytes);
  if (!decoded.ok) throw new Error(decoded.error);
  return decoded.columns.value.subarray(0, decoded.columns.count);
}

import {
  decodeColumns,
  type FrameHead,
  type History,
  type Resumed,
  type Subscribe,
} from '@sensorium/contracts';
import { machineMs } from '../measure/clock.ts';
import { LiveClient } from '../wire/live-client.ts';
import { UP_WITHIN_MS, waitBefore } from './back-off.ts';

const TICK_MS = 500;

/** The history is asked from so long before the last reading that a client has, ms. */
const OVERLAP_MS = 60_000;

/**
 * A client that watches every reading of one series and comes back as the page does: with its back-off, its cursor and
 * its request for recent readings; what these do not cover it asks the history for. Values number the readings.
 */
export class ReturningClient {
  readonly seen = new Set<number>();
  /** When it was live again, ms of the machine's clock; undefined while it is not. */
  liveAt: number | undefined;
  resumed: Resumed | undefined;
  attempts = 0;
  double = 0;
  /** Whether it asked the history since it was marked. */
  hasFetched = false;
  readonly #url: string;
  readonly #series: string;
  readonly #news = new Set<number>();
  #client: LiveClient | undefined;
  #cursor: string | undefined;
  #failures = 0;
  #late: NodeJS.Timeout | undefined;
  /** Time of the newest reading that it has, µs. */
  #newest = -Infinity;
  /** Time of the oldest reading that came since it asked, µs. */
  #oldest = Infinity;
  #onLive: () => void = () => undefined;

  constructor(url: string, series: string) {
    this.#url = url;
    this.#series = series;
  }

  /** Resolves when it is live for the first time. */
  begin(): Promise<void> {
    const live = new Promise<void>((resolve) => (this.#onLive = resolve));
    this.#attempt();
    return live;
  }

  /** What is counted from now on belongs to the next restart. */
  mark(): void {
    this.liveAt = undefined;
    this.attempts = 0;
    this.hasFetched = false;
  }

  close(): void {
    clearTimeout(this.#late);
    this.#client?.close();
  }

  #attempt(): void {
    this.attempts += 1;
    this.#late = setTimeout(() => {
      this.#client?.close();
      this.#later();
    }, UP_WITHIN_MS);
    this.#client = new LiveClient(this.#url, {
      up: () => void this.#subscribe(),
      frame: (head, bytes) => {
        this.#take(head, bytes);
        this.#client?.emit('credit', { frames: 1 });
      },
      down: () => this.#later(),
    });
  }

  #later(): void {
    clearTimeout(this.#late);
    this.liveAt = undefined;
    this.#late = setTimeout(() => this.#attempt(), waitBefore(this.#failures, Math.random()));
    this.#failures += 1;
  }

  async #subscribe(): Promise<void> {
    clearTimeout(this.#late);
    this.#failures = 0;
    const before = this.#newest;
    this.#oldest = Infinity;
    const answer = (await this.#client?.ask('subscribe', this.#request())) ?? {
      ok: false,
      error: 'it has gone',
    };
    if (!answer.ok) throw new Error(`a subscription was refused: ${answer.error}`);
    this.resumed = answer.resumed ?? null;
    this.liveAt = machineMs();
    this.#onLive();
    const isCovered = this.resumed !== null || before === -Infinity || this.#oldest <= before;
    if (!isCovered) await this.#fetch(before);
  }

  #request(): Subscribe {
    return {
      id: 'watch',
      series: [this.#series],
      mode: 'every',
      tickMs: TICK_MS,
      encoding: 'columns',
      recent: true,
      ...(this.#cursor === undefined ? {} : { cursor: this.#cursor }),
    };
  }

  #take({ cursor, part }: FrameHead, bytes: Buffer): void {
    const decoded = decodeColumns(bytes);
    if (!decoded.ok) throw new Error(decoded.error);
    this.#cursor = cursor;
    const { count, t, value } = decoded.columns;
    for (let row = 0; row < count; row++) {
      const [number, at] = [value[row] ?? -1, t[row] ?? 0];
      this.seen.add(number);
      this.#newest = Math.max(this.#newest, at);
      if (part !== 'snapshot') this.#oldest = Math.min(this.#oldest, at);
      if (part !== 'readings') continue;
      if (this.#news.has(number)) this.double += 1;
      this.#news.add(number);
    }
  }

  /** What is stored since the last reading that it had before, µs. */
  async #fetch(before: number): Promise<void> {
    this.hasFetched = true;
    const query = new URLSearchParams({
      series: this.#series,
      from: String(before / 1_000 - OVERLAP_MS),
      to: String(Date.now() + OVERLAP_MS),
      raw: 'true',
    });
    const answer = await fetch(new URL(`api/history?${query.toString()}`, this.#url));
    if (!answer.ok) throw new Error(`the history was not given (${answer.status}): ${await answer.text()}`);
    const { series } = (await answer.json()) as History;
    for (const { v } of series) for (const number of v) this.seen.add(Number(number));
  }
}

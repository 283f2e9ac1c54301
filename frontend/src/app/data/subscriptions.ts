import { decodeColumns, type Ack, type Columns, type FrameHead, type Subscribe } from '@sensorium/contracts';
import type { LivePort } from './live-port';
import type { WireSeries } from './wire-series';

/** Pace of every subscription while nobody looks at the page, ms. */
export const HIDDEN_TICK_MS = 5000;

/** After a frame that cannot be read the page asks anew, at most this often, ms. */
const ASK_ANEW_EVERY_MS = 10_000;

/** Readings as they came: columns in which a number stands for the series that `series` finds. */
export interface LiveFrame extends FrameHead {
  columns: Columns;
  series: WireSeries;
}

/** Who takes the frames of one subscription. */
export interface FrameTaker {
  take(frame: LiveFrame): void;
  /** The server has taken the request (`null`) or refused it, in its words. */
  answered?(refusal: string | null): void;
}

type Request = Subscribe & { tickMs: number };
interface Held {
  request: Request;
  taker: FrameTaker;
  askedAt: number;
}

/** What the page has asked the server for. Asks again on every new line, and hands each frame to who asked. */
export class Subscriptions {
  readonly #held = new Map<string, Held>();
  #up = false;
  #hidden = false;
  #damaged = 0;

  /** `monotonic`: ms of a clock that only runs forward. */
  constructor(
    readonly port: LivePort,
    readonly series: WireSeries,
    readonly monotonic: () => number,
  ) {}

  /** Frames that could not be read. */
  get damaged(): number {
    return this.#damaged;
  }

  /** Adds a subscription and asks for it if the line is up. Returns what ends it. */
  add(request: Request, taker: FrameTaker): () => void {
    const held: Held = { request, taker, askedAt: -Infinity };
    this.#held.set(request.id, held);
    this.#ask(held);
    return () => {
      if (this.#held.get(request.id) !== held) return;
      this.#held.delete(request.id);
      if (this.#up) this.port.emit('unsubscribe', { id: request.id }, () => undefined);
    };
  }

  /** Asks for everything again: a new line knows nothing of what the last one carried. */
  renew(): void {
    this.#up = true;
    for (const held of this.#held.values()) this.#ask(held);
  }

  /** Asks for nothing until the next {@link renew}: the line is down. */
  pause(): void {
    this.#up = false;
  }

  /** Slows everything down while nobody looks; back in sight, what was skipped comes with the recent readings. */
  hide(hidden: boolean): void {
    if (this.#hidden === hidden) return;
    this.#hidden = hidden;
    if (this.#up) this.renew();
  }

  /** Hands a frame to its subscription and gives credit for it; one that cannot be read is asked for anew. */
  frame(head: FrameHead, bytes: Uint8Array): void {
    const held = this.#held.get(head.id);
    if (held) this.#decode(held, head, bytes);
    this.port.emit('credit', { frames: 1 });
  }

  #decode(held: Held, head: FrameHead, bytes: Uint8Array): void {
    const decoded = decodeColumns(bytes);
    if (decoded.ok) {
      held.taker.take({ ...head, columns: decoded.columns, series: this.series });
      return;
    }
    this.#damaged++;
    if (this.monotonic() - held.askedAt >= ASK_ANEW_EVERY_MS) this.#ask(held);
  }

  #ask(held: Held): void {
    if (!this.#up) return;
    held.askedAt = this.monotonic();
    const slow = this.#hidden ? { tickMs: Math.max(held.request.tickMs, HIDDEN_TICK_MS), recent: false } : {};
    const request: Subscribe = { encoding: 'columns', recent: true, ...held.request, ...slow };
    this.port.emit('subscribe', request, (answer: Ack) => {
      held.taker.answered?.(answer.ok ? null : answer.error);
    });
  }
}

import { decodeColumns, type Ack, type Columns, type FrameHead, type Subscribe } from '@sensorium/contracts';
import { signal } from '@angular/core';
import type { LivePort } from './live-port';
import type { WireSeries } from './wire-series';

/** Pace of every subscription while nobody looks at the page, ms. */
export const HIDDEN_TICK_MS = 5000;
/** Pace of the fleet once nobody has looked for a while, ms: it goes on, since alerts come with it. */
const RESTING_TICK_MS = 60_000;

/** After a frame that cannot be read the page asks anew, at most this often, ms. */
const ASK_ANEW_EVERY_MS = 10_000;

/** Readings as they came: columns in which a number stands for the series that `series` finds. */
export interface LiveFrame extends FrameHead {
  columns: Columns;
  series: WireSeries;
  /** A catch-up ends here that left readings out: the history has them. */
  leftOut?: boolean;
}

/** Who takes the frames of one subscription. */
export interface FrameTaker {
  take(frame: LiveFrame): void;
  /** The server has taken the request (`null`) or refused it, in its words. */
  answered?(refusal: string | null): void;
}

/**
 * How much a page wants: everything, less while nobody looks, nothing but alerts (and later what it missed). Alerts
 * come with the fleet, which therefore never ends.
 */
export type Attention = 'full' | 'little' | 'none';

type Request = Subscribe & { tickMs: number };
interface Held {
  request: Request;
  /** Its id on the line: another one after it was left, so that no late frame of before is taken. */
  wire: string;
  taker: FrameTaker;
  askedAt: number;
  /** The last ask that is not answered; 0 if all are. */
  asking: number;
  /** After all that was taken; undefined before a beginning was complete. */
  cursor: string | undefined;
  /** The same once the beginning that is under way is complete. */
  begun: string | undefined;
  /** The catch-up that is under way leaves readings out. */
  leavesOut: boolean;
}

/**
 * What the page has asked the server for. On every new line it asks to go on after what each subscription has taken,
 * and it hands each frame to who asked.
 */
export class Subscriptions {
  /** By their ids on the line. */
  readonly #held = new Map<string, Held>();
  readonly #catchingUp = signal<ReadonlySet<string>>(new Set());
  #up = false;
  #attention: Attention = 'full';
  #asks = 0;
  #lefts = 0;
  #damaged = 0;

  /** Ids of the subscriptions that are sent what they missed. */
  readonly catchingUp = this.#catchingUp.asReadonly();

  /** `monotonic`: ms of a clock that only runs forward. */
  constructor(
    readonly port: LivePort,
    readonly series: WireSeries,
    readonly monotonic: () => number,
    readonly alertCursor: () => string | undefined,
  ) {}

  /** Frames that could not be read. */
  get damaged(): number {
    return this.#damaged;
  }

  /** Adds a subscription and asks for it if the line is up. Returns what ends it. */
  add(request: Request, taker: FrameTaker): () => void {
    const fresh = { wire: request.id, askedAt: -Infinity, asking: 0, cursor: undefined, begun: undefined };
    const held: Held = { request, taker, ...fresh, leavesOut: false };
    this.#held.set(held.wire, held);
    this.#ask(held);
    return () => {
      if (this.#held.get(held.wire) !== held) return;
      this.#held.delete(held.wire);
      this.#catchesUp(held, false);
      this.#end(held);
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
    this.#catchingUp.set(new Set());
  }

  /** Wants less while nobody looks; back in sight, each subscription goes on after what it has taken. */
  attend(attention: Attention): void {
    if (this.#attention === attention) return;
    this.#attention = attention;
    if (!this.#up) return;
    if (attention !== 'none') this.renew();
    else
      for (const held of [...this.#held.values()])
        if (held.request.series === 'fleet') this.#ask(held);
        else this.#leave(held);
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
      const leftOut = this.#note(held, head);
      held.taker.take({ ...head, columns: decoded.columns, series: this.series, leftOut });
      return;
    }
    this.#damaged++;
    if (this.monotonic() - held.askedAt < ASK_ANEW_EVERY_MS) return;
    this.#leave(held);
    this.#ask(held);
  }

  /**
   * A beginning counts once all of it is there: cut in between, it begins anew. Returns true if a catch-up ends here
   * that left readings out.
   */
  #note(held: Held, head: FrameHead): boolean {
    if (head.part === 'snapshot' && held.asking > 0) held.begun = head.cursor;
    if (held.begun === undefined) held.cursor = head.cursor;
    else {
      held.cursor = undefined;
      held.begun = head.cursor;
    }
    const goesOn = head.catchUp?.done === false;
    this.#catchesUp(held, goesOn);
    if (goesOn) held.leavesOut ||= head.catchUp?.downsampled === true;
    const leftOut = held.leavesOut && head.catchUp?.done === true;
    if (leftOut) held.leavesOut = false;
    return leftOut;
  }

  #leave(held: Held): void {
    this.#end(held);
    this.#held.delete(held.wire);
    held.wire = `${held.request.id}~${++this.#lefts}`;
    held.asking = 0;
    this.#held.set(held.wire, held);
    this.#catchesUp(held, false);
  }

  #end({ wire }: Held): void {
    if (this.#up) this.port.emit('unsubscribe', { id: wire }, () => undefined);
  }

  #ask(held: Held): void {
    const isFleet = held.request.series === 'fleet';
    if (!this.#up || (this.#attention === 'none' && !isFleet)) return;
    held.askedAt = this.monotonic();
    held.asking = ++this.#asks;
    held.begun = undefined;
    this.port.emit('subscribe', this.#requestOf(held), this.#answerTo(held, held.asking));
  }

  #requestOf({ request, wire, cursor }: Held): Subscribe {
    const least = { full: 0, little: HIDDEN_TICK_MS, none: RESTING_TICK_MS }[this.#attention];
    const tickMs = Math.max(request.tickMs, least);
    const after = cursor === undefined ? {} : { cursor };
    const alertCursor = request.series === 'fleet' ? this.alertCursor() : undefined;
    const alerts = alertCursor === undefined ? {} : { alertCursor };
    return { encoding: 'columns', recent: true, ...request, id: wire, tickMs, ...after, ...alerts };
  }

  #answerTo(held: Held, ask: number): (answer: Ack) => void {
    return (answer) => {
      if (held.asking !== ask) return;
      held.asking = 0;
      held.cursor ??= held.begun;
      held.begun = undefined;
      held.taker.answered?.(answer.ok ? null : answer.error);
      if (answer.ok && answer.resumed === 'history') this.#catchesUp(held, true);
    };
  }

  #catchesUp({ request: { id } }: Held, does: boolean): void {
    const now = this.#catchingUp();
    if (now.has(id) === does) return;
    this.#catchingUp.set(new Set(does ? [...now, id] : [...now].filter((one) => one !== id)));
  }
}

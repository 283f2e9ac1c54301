import { signal } from '@angular/core';
import { LaneCost } from './lane-cost';
import type { LaneBatch, LaneFault, LaneKind, LaneRun, LaneSink } from './lane-run';
import { LaneTally } from './lane-tally';
import type { Published } from './published';

/** `idle`: nothing to carry; `paused`: the viewer stopped it; `failed`: it tries again by itself. */
export type LaneState = 'idle' | 'opening' | 'open' | 'paused' | 'failed';

/** Requests of which the moment is remembered, for the picture. */
const MOST_REQUESTS = 1_024;

/** First wait after a failure, ms; doubles up to the last. */
const FIRST_WAIT_MS = 1_000;
const LAST_WAIT_MS = 10_000;

/** What a lane needs of the page. */
export interface LaneParts {
  run: LaneRun;
  published: Published;
  pollMs: () => number;
  /** Server's time, ms. */
  now: () => number;
}

/** One transport that carries the series: starts, fails, tries again, and counts what it brings. */
export class Lane {
  /** Name under which the server counts it; made up anew for each page. */
  readonly name: string;
  readonly cost = new LaneCost();
  /** When requests were sent, ms of the server's clock. */
  readonly requests: number[] = [];
  tally = new LaneTally();
  readonly #state = signal<LaneState>('idle');
  readonly #fault = signal<LaneFault | null>(null);
  #series: string | null = null;
  /** The last series that it carried, and that its counts are of. */
  #carried: string | null = null;
  #cursor: string | null = null;
  #paused = false;
  #end: () => void = () => undefined;
  #wait = FIRST_WAIT_MS;
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly state = this.#state.asReadonly();
  /** Why it failed last; null once it is open again. */
  readonly fault = this.#fault.asReadonly();

  constructor(
    readonly kind: LaneKind,
    readonly parts: LaneParts,
  ) {
    this.name = `${kind}-${Math.random().toString(36).slice(2, 12)}`;
  }

  /** Carries `series` from now on, or nothing. */
  carry(series: string | null): void {
    if (series !== null && series !== this.#carried) {
      this.tally = new LaneTally();
      this.reset();
      this.#carried = series;
    }
    this.#series = series;
    this.#wait = FIRST_WAIT_MS;
    this.#begin();
  }

  pause(paused: boolean): void {
    if (this.#paused === paused) return;
    this.#paused = paused;
    this.#begin();
  }

  /** Tries at once, from where it stood. */
  retry(): void {
    if (this.#state() === 'failed') this.#open();
  }

  /** Counts from zero. */
  reset(): void {
    this.cost.reset();
    const { newest, shown } = this.tally;
    this.tally = new LaneTally();
    this.tally.goOn(newest, shown);
    this.requests.length = 0;
  }

  /** How old what is shown is, ms: of the newest update when it came, or longer once there is a newer one. */
  ageNow(): number {
    const { newest, newestAge } = this.tally;
    const next = this.parts.published.firstAfter(newest);
    return next === undefined ? newestAge : Math.max(0, this.parts.now() - next);
  }

  /** Starts anew: what came while it stood still is no fault of the transport. */
  #begin(): void {
    this.#cursor = null;
    this.#fault.set(null);
    this.tally.stop();
    if (this.#series === null || this.#paused) {
      this.#close();
      this.#state.set(this.#paused ? 'paused' : 'idle');
      return;
    }
    this.#open();
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#end();
    this.#end = () => undefined;
  }

  #open(): void {
    const { run, pollMs } = this.parts;
    this.#close();
    if (this.#series === null) return;
    this.#state.set('opening');
    const order = { series: this.#series, lane: this.name, cursor: this.#cursor, pollMs };
    this.#end = run(order, this.#sink());
  }

  #sink(): LaneSink {
    return {
      asked: () => {
        this.requests.push(this.parts.now());
        if (this.requests.length > MOST_REQUESTS) this.requests.shift();
      },
      opened: () => {
        this.#wait = FIRST_WAIT_MS;
        this.#state.set('open');
        this.#fault.set(null);
      },
      took: (batch) => {
        this.#take(batch);
      },
      failed: (fault) => {
        this.#fail(fault);
      },
    };
  }

  #take(batch: LaneBatch): void {
    this.#cursor = batch.cursor;
    for (const t of this.tally.take(batch, this.parts.now())) this.parts.published.add(t);
  }

  #fail(fault: LaneFault): void {
    this.#close();
    this.#fault.set(fault);
    this.#state.set('failed');
    if (fault.code === 'bad-cursor') this.#cursor = null;
    this.#timer = setTimeout(() => {
      this.#open();
    }, this.#wait);
    this.#wait = Math.min(LAST_WAIT_MS, this.#wait * 2);
  }
}

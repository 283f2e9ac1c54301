import { DOCUMENT, Injectable, InjectionToken, computed, inject, signal } from '@angular/core';
import { Seconds } from './clocks';
import { FleetStore } from './fleet-store';
import { LiveConnection } from './live-connection';
import type { LivePort } from './live-port';
import { openLiveSocket } from './live-socket';
import type { FrameTaker } from './subscriptions';

/** Makes the line to the server; tests put another one in its place. */
export const LIVE_PORT = new InjectionToken<LivePort>('live port', {
  providedIn: 'root',
  factory: () => openLiveSocket(inject(DOCUMENT).baseURI),
});

/** Seconds over which the rate is a mean. */
const RATE_SECONDS = 5;

/** Out of sight for so long, a page asks for less, ms. A glance at another tab costs nothing. */
const HIDDEN_AFTER_MS = 5000;

/** What flows over the line now. */
export interface Flow {
  /** Readings a second. */
  perSecond: number;
  /** How late the newest frame came, ms. */
  behindMs: number;
}

/** The live line of this page: starts it, keeps the seconds going, tries at once when the viewer is back. */
@Injectable({ providedIn: 'root' })
export class Live {
  readonly #document = inject(DOCUMENT);
  readonly #seconds = inject(Seconds);
  readonly #store = inject(FleetStore);
  readonly #line = new LiveConnection(inject(LIVE_PORT), this.#store, () => performance.now());
  readonly #flow = signal<Flow>({ perSecond: 0, behindMs: 0 });
  readonly #downFor = signal(0);
  readonly #counts: number[] = [];
  #hiding?: ReturnType<typeof setTimeout>;

  readonly connection = this.#line.connection;
  readonly newVersion = this.#line.newVersion;
  readonly refusal = this.#line.refusal;
  readonly notice = this.#line.notice;
  readonly flow = this.#flow.asReadonly();
  /** How long the line has been down, ms; moves once a second. */
  readonly downFor = this.#downFor.asReadonly();
  /** True while nothing on screen may pass for fresh. */
  readonly lost = computed(() => this.connection().state === 'lost');
  readonly up = computed(() => this.connection().state === 'live');

  /** Opens the line and keeps it open as long as the page lives. */
  start(): void {
    const window = this.#document.defaultView;
    window?.addEventListener('online', () => {
      this.tryNow();
    });
    this.#document.addEventListener('visibilitychange', () => {
      this.#look();
    });
    setInterval(() => {
      this.#tick();
    }, 1000);
    this.#line.start();
  }

  /** Tries at once instead of waiting for the next attempt. */
  tryNow(): void {
    this.#line.tryNow();
  }

  /**
   * Streams every reading of the named series (`cold-01/temperature`, `*` for a whole part; at most 1,000
   * names) in column batches until the returned function is called. First come a `snapshot` (the latest
   * values) and `recent` (the last minutes, in one or several batches), then `readings`. After a lost line or
   * a hidden tab `snapshot` and `recent` come again: merge by time, so that nothing is missing or drawn twice.
   * In `frame.columns` a row is (`series[i]`, `t[i]` µs, `value[i]`, `flags[i]`); `frame.series.get(n)` says
   * which series a number is. `frame.time` is the server's clock, ms. Copy what you keep.
   *
   * `tickMs`: at most one batch in so many ms; while the page is hidden one in 5 s.
   */
  watch(series: readonly string[], taker: FrameTaker, tickMs = 100): () => void {
    return this.#line.watch(series, taker, tickMs);
  }

  /** Back in sight: at full pace and connected at once. Out of sight for a while: slower. */
  #look(): void {
    clearTimeout(this.#hiding);
    if (this.#document.visibilityState !== 'visible') {
      this.#hiding = setTimeout(() => {
        this.#line.hide(true);
      }, HIDDEN_AFTER_MS);
      return;
    }
    this.#line.hide(false);
    if (!this.up()) this.tryNow();
  }

  #tick(): void {
    const slept = this.#seconds.tick();
    this.#line.tick();
    if (slept && !this.up()) this.tryNow();
    const connection = this.connection();
    this.#downFor.set(connection.state === 'live' ? 0 : performance.now() - connection.since);
    this.#flow.set({ perSecond: this.#rate(), behindMs: this.#store.behindMs });
  }

  #rate(): number {
    this.#counts.push(this.#store.received);
    if (this.#counts.length > RATE_SECONDS + 1) this.#counts.shift();
    const first = this.#counts[0] ?? 0;
    return (this.#store.received - first) / Math.max(1, this.#counts.length - 1);
  }
}

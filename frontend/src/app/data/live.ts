import { DOCUMENT, Injectable, InjectionToken, computed, inject, signal } from '@angular/core';
import { AlertsStore } from './alerts-store';
import { Seconds } from './clocks';
import { FleetStore } from './fleet-store';
import { LiveConnection } from './live-connection';
import type { LivePort } from './live-port';
import { sharedChannel } from './shared-channel';
import type { FrameTaker } from './subscriptions';
import { TabPort } from './tab-port';

/** Makes the line to the server; tests put another one in its place. */
export const LIVE_PORT = new InjectionToken<LivePort>('live port', {
  providedIn: 'root',
  factory: () => new TabPort(sharedChannel(inject(DOCUMENT).baseURI)),
});

/** Seconds over which the rate is a mean. */
const RATE_SECONDS = 5;

/** Widest chart that a subscription may name, px. */
const WIDTH_MAX = 10_000;

/** Out of sight for so long, a page asks for less, ms. A glance at another tab costs nothing. */
const LITTLE_AFTER_MS = 5_000;
/** Out of sight for so long, it asks for nothing until it is seen again, ms. */
const NONE_AFTER_MS = 30_000;

/** What flows over the line now. */
export interface Flow {
  /** Readings a second. */
  perSecond: number;
  /** How late the newest frame came, ms. */
  behindMs: number;
  /** Bytes and frames a second over the line, for all tabs of this browser. */
  bytesPerSecond: number;
  framesPerSecond: number;
}

/** What was counted at one second. */
interface Count {
  readings: number;
  bytes: number;
  frames: number;
}

/** The live line of this page: starts it, keeps the seconds going, tries at once when the viewer is back. */
@Injectable({ providedIn: 'root' })
export class Live {
  readonly #document = inject(DOCUMENT);
  readonly #seconds = inject(Seconds);
  readonly #store = inject(FleetStore);
  readonly #port = inject(LIVE_PORT);
  readonly #line = new LiveConnection(this.#port, this.#store, inject(AlertsStore), () => performance.now());
  readonly #flow = signal<Flow>({ perSecond: 0, behindMs: 0, bytesPerSecond: 0, framesPerSecond: 0 });
  readonly #downFor = signal(0);
  readonly #counts: Count[] = [];
  readonly #hiding: ReturnType<typeof setTimeout>[] = [];

  readonly connection = this.#line.connection;
  readonly newVersion = this.#line.newVersion;
  readonly refusal = this.#line.refusal;
  readonly notice = this.#line.notice;
  /** How far behind this page is, and at which rate it gets updates; null while it gets all of them in time. */
  readonly pace = this.#line.pace;
  /** True while readings that were missed come. */
  readonly catchingUp = this.#line.catchingUp;
  readonly flow = this.#flow.asReadonly();
  /** How long the line has been down, ms; moves once a second. */
  readonly downFor = this.#downFor.asReadonly();
  /** Since when the line has been carried as it is now, ms of the server's clock; NaN while it is down. */
  readonly carriedSince = computed(() => {
    const { state, since } = this.connection();
    return state === 'live' ? this.#seconds.now() - (performance.now() - since) : NaN;
  });
  /** True while nothing on screen may pass for fresh. */
  readonly lost = computed(() => this.connection().state === 'lost');
  readonly up = computed(() => this.connection().state === 'live');

  /** Opens the line and keeps it open as long as the page lives. */
  start(): void {
    const window = this.#document.defaultView;
    window?.addEventListener('online', () => {
      this.tryNow();
    });
    window?.addEventListener('pagehide', () => {
      this.#port.close();
    });
    window?.addEventListener('pageshow', ({ persisted }) => {
      if (persisted) this.#port.open();
    });
    for (const event of ['visibilitychange', 'resume'])
      this.#document.addEventListener(event, () => {
        this.#look();
      });
    this.#document.addEventListener('freeze', () => {
      this.#line.attend('none');
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
   * a hidden tab they go on where they stopped, or `catch-up` brings what was missed, downsampled where that is
   * much, or it begins anew with a `snapshot` (something may be missing then: ask the history). Merge by time,
   * later ones in place of earlier ones, so that nothing is missing or drawn twice.
   * In `frame.columns` a row is (`series[i]`, `t[i]` µs, `value[i]`, `flags[i]`); `frame.series.get(n)` says
   * which series a number is. `frame.time` is the server's clock, ms. Copy what you keep.
   *
   * `tickMs`: at most one batch in so many ms; while the page is hidden one in 5 s, then none.
   */
  watch(series: readonly string[], taker: FrameTaker, tickMs = 100): () => void {
    return this.#line.watch(series, taker, { tickMs, width: this.#widest() });
  }

  /** No chart has more columns of pixels than the window. */
  #widest(): number {
    const { innerWidth = 1_000, devicePixelRatio = 1 } = this.#document.defaultView ?? {};
    return Math.min(WIDTH_MAX, Math.max(1, Math.round(innerWidth * devicePixelRatio)));
  }

  /** Back in sight: at full pace and connected at once. Out of sight for a while: less, then nothing. */
  #look(): void {
    for (const timer of this.#hiding.splice(0)) clearTimeout(timer);
    if (this.#document.visibilityState !== 'visible') {
      this.#hiding.push(
        setTimeout(() => {
          this.#line.attend('little');
        }, LITTLE_AFTER_MS),
        setTimeout(() => {
          this.#line.attend('none');
        }, NONE_AFTER_MS),
      );
      return;
    }
    this.#line.attend('full');
    if (!this.up()) this.tryNow();
  }

  #tick(): void {
    const slept = this.#seconds.tick();
    this.#line.tick();
    if (slept && !this.up()) this.tryNow();
    const connection = this.connection();
    this.#downFor.set(connection.state === 'live' ? 0 : performance.now() - connection.since);
    this.#flow.set({ ...this.#rates(), behindMs: this.#store.behindMs });
  }

  /** A second each. What a page begins with, as its first values and their past, is no rate. */
  #rates(): Omit<Flow, 'behindMs'> {
    const now = { readings: this.#store.received, ...this.#line.traffic };
    if (!this.up() || now.bytes === 0) this.#counts.length = 0;
    else this.#counts.push(now);
    if (this.#counts.length > RATE_SECONDS + 1) this.#counts.shift();
    const first = this.#counts[0] ?? now;
    const seconds = Math.max(1, this.#counts.length - 1);
    const rate = (what: keyof Count): number => Math.max(0, now[what] - first[what]) / seconds;
    return { perSecond: rate('readings'), bytesPerSecond: rate('bytes'), framesPerSecond: rate('frames') };
  }
}

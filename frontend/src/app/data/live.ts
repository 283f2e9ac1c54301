import { DOCUMENT, Injectable, InjectionToken, computed, inject, signal } from '@angular/core';
import { Seconds } from './clocks';
import { FleetStore } from './fleet-store';
import { LiveConnection } from './live-connection';
import type { LivePort } from './live-port';
import { openLiveSocket } from './live-socket';

/** Makes the line to the server; tests put another one in its place. */
export const LIVE_PORT = new InjectionToken<LivePort>('live port', {
  providedIn: 'root',
  factory: () => openLiveSocket(inject(DOCUMENT).baseURI),
});

/** Seconds over which the rate is a mean. */
const RATE_SECONDS = 5;

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
      if (this.#document.visibilityState === 'visible' && !this.up()) this.tryNow();
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

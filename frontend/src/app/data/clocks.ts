import { Injectable, InjectionToken, computed, inject, signal } from '@angular/core';
import { ServerClock } from './server-clock';

/** The server's clock, one for the page. */
export const SERVER_CLOCK = new InjectionToken('server clock', {
  providedIn: 'root',
  factory: () => new ServerClock(() => performance.now()),
});

/** More than this between two clocks of the machine means that it slept, ms. */
const SLEPT_MS = 5000;
const MINUTE = 60_000;

/** The server's time as a signal that moves once a second: for ages on screen. */
@Injectable({ providedIn: 'root' })
export class Seconds {
  readonly #clock = inject(SERVER_CLOCK);
  readonly #now = signal(NaN);
  #drift = Date.now() - performance.now();

  /** Server's time, ms since the epoch, a second old at most; NaN before it is known. */
  readonly now = this.#now.asReadonly();
  /** When the server's minute began, ms since the epoch; NaN before it is known. For times of day. */
  readonly minute = computed(() => Math.floor(this.#now() / MINUTE) * MINUTE);

  /** To be called once a second. Returns true if the machine has slept since the last call. */
  tick(): boolean {
    const drift = Date.now() - performance.now();
    const slept = drift - this.#drift;
    this.#drift = drift;
    if (slept > SLEPT_MS) this.#clock.skip(slept);
    this.#now.set(this.#clock.now());
    return slept > SLEPT_MS;
  }
}

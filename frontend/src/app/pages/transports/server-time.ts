import { DOCUMENT, Injectable, inject, signal, type OnDestroy } from '@angular/core';
import type { Echo, EchoRequest } from '@sensorium/contracts';
import { Api, ApiFault } from '../../data/api';
import { poll } from '../../ui/schedule/poll';
import { ClockOffset } from './clock-offset';

/** Probes are dense until this many have come, then rare, ms. */
const FIRST_PROBES = 5;
const FIRST_EVERY_MS = 300;
const EVERY_MS = 5_000;

/** The server's clock, to a fraction of a round trip: the ages on this page are differences of milliseconds. */
@Injectable()
export class ServerTime implements OnDestroy {
  readonly #api = inject(Api);
  readonly #clock = new ClockOffset();
  readonly #error = signal(NaN);
  #probes = 0;
  #probedAt = -Infinity;
  readonly #stop = poll(inject(DOCUMENT), () => this.#turn(), FIRST_EVERY_MS);

  /** By how much the clock may be wrong, ms; NaN before it is known. */
  readonly errorMs = this.#error.asReadonly();

  ngOnDestroy(): void {
    this.#stop();
  }

  /** Now by the server's clock, ms; NaN before it is known. */
  now(): number {
    return this.#clock.at(performance.now());
  }

  async #turn(): Promise<void> {
    if (this.#probes >= FIRST_PROBES && performance.now() - this.#probedAt < EVERY_MS) return;
    try {
      await this.#probe();
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
    }
  }

  async #probe(): Promise<void> {
    const asked = performance.now();
    const request: EchoRequest = { sent: asked, bytes: 0 };
    const { received } = await this.#api.postJson<Echo>('api/transports/echo', request);
    this.#clock.add({ asked, told: received, answered: performance.now() });
    this.#probes += 1;
    this.#probedAt = performance.now();
    this.#error.set(this.#clock.errorMs);
  }
}

import { DOCUMENT, Injectable, computed, inject, signal, type OnDestroy } from '@angular/core';
import type { EchoRequest } from '@sensorium/contracts';
import { Api, ApiFault } from '../../data/api';
import { poll } from '../../ui/schedule/poll';
import { Tap } from './tap';

/** A message so often while messages are sent, ms, over each way. */
const EVERY_MS = 250;

/** Messages that are sent when the page opens, and trips that are remembered. */
const FIRST_MESSAGES = 8;
const MOST_TRIPS = 60;

/** Round trips of one way, ms, oldest first. */
export type Trips = readonly number[];

/** Messages that are sent while the stream runs: over the WebSocket that carries it, and as requests of their own. */
@Injectable()
export class RoundTrips implements OnDestroy {
  readonly #api = inject(Api);
  readonly #tap = inject(Tap);
  readonly #socket = signal<Trips>([]);
  readonly #http = signal<Trips>([]);
  readonly #sending = signal(false);
  readonly #fault = signal<ApiFault | null>(null);
  #left = FIRST_MESSAGES;
  readonly #stop = poll(inject(DOCUMENT), () => this.#turn(), EVERY_MS);

  readonly socket = this.#socket.asReadonly();
  readonly http = this.#http.asReadonly();
  /** The viewer has messages sent on and on. */
  readonly sending = this.#sending.asReadonly();
  /** Why the last request failed; null if it did not. */
  readonly fault = this.#fault.asReadonly();
  readonly canSend = computed(() => this.#tap.isOpen());

  ngOnDestroy(): void {
    this.#stop();
  }

  send(sending: boolean): void {
    this.#left = 0;
    this.#sending.set(sending);
  }

  async #turn(): Promise<void> {
    const socket = this.#tap.socket();
    if (!socket || (!this.#sending() && this.#left <= 0)) return;
    this.#left -= 1;
    const sent = performance.now();
    socket.emit('echo', { sent }, ({ ok }) => {
      if (ok) this.#socket.update((trips) => added(trips, performance.now() - sent));
    });
    await this.#request();
  }

  async #request(): Promise<void> {
    const sent = performance.now();
    try {
      await this.#api.postJson('api/transports/echo', { sent, bytes: 0 } satisfies EchoRequest);
      this.#http.update((trips) => added(trips, performance.now() - sent));
      this.#fault.set(null);
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      this.#fault.set(error);
    }
  }
}

function added(trips: Trips, trip: number): Trips {
  return [...trips, trip].slice(-MOST_TRIPS);
}

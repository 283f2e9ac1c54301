import { Injectable, inject, signal } from '@angular/core';
import type { Retention } from '@sensorium/contracts';
import { Api, ApiFault } from '../../data/api';

const PATH = 'api/history/retention';

/** How long readings are kept, as the server has it. */
@Injectable()
export class RetentionFeed {
  readonly #api = inject(Api);
  readonly #kept = signal<Retention | null>(null);
  readonly #fault = signal<ApiFault | null>(null);
  readonly #busy = signal(false);

  /** Null before it is read. */
  readonly kept = this.#kept.asReadonly();
  /** Why the last request failed; null if it did not. */
  readonly fault = this.#fault.asReadonly();
  readonly busy = this.#busy.asReadonly();

  read(): Promise<boolean> {
    return this.#ask(() => this.#api.getJson<Retention>(PATH));
  }

  /** Sets all of it; what is older goes soon after. False if it was not taken. */
  save(retention: Retention): Promise<boolean> {
    return this.#ask(() => this.#api.putJson<Retention>(PATH, retention));
  }

  async #ask(request: () => Promise<Retention>): Promise<boolean> {
    this.#busy.set(true);
    try {
      this.#kept.set(await request());
      this.#fault.set(null);
      return true;
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      this.#fault.set(error);
      return false;
    } finally {
      this.#busy.set(false);
    }
  }
}

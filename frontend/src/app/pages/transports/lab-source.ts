import { Injectable, inject, signal, type OnDestroy } from '@angular/core';
import { formatSeriesName, type Lab, type LabRequest } from '@sensorium/contracts';
import { Api, ApiFault } from '../../data/api';

/** The lease is renewed so often, ms: three times before it ends. */
const RENEW_MS = 5_000;

/** After a failure it is tried again after so long, ms. */
const AGAIN_MS = 3_000;

/** The adjustable series. It runs while this asks for it, and ends by itself soon after. */
@Injectable()
export class LabSource implements OnDestroy {
  readonly #api = inject(Api);
  readonly #series = signal<string | null>(null);
  readonly #fault = signal<ApiFault | null>(null);
  #wanted: Omit<LabRequest, 'id'> | null = null;
  #id: string | undefined;
  #asking = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Name of the series; null while there is none. */
  readonly series = this.#series.asReadonly();
  /** Why there is none; null if nothing is wrong. */
  readonly fault = this.#fault.asReadonly();

  ngOnDestroy(): void {
    this.stop();
  }

  /** Has it run at this rate and size from now on. */
  run(rate: number, bytes: number): void {
    this.#wanted = { rate, bytes };
    this.again();
  }

  /** Asks at once. */
  again(): void {
    clearTimeout(this.#timer);
    if (!this.#asking) void this.#ask();
  }

  /** Asks for it no more: its lease ends. */
  stop(): void {
    this.#wanted = null;
    clearTimeout(this.#timer);
  }

  async #ask(): Promise<void> {
    const wanted = this.#wanted;
    if (!wanted) return;
    this.#asking = true;
    const wait = await this.#post(wanted);
    this.#asking = false;
    if (this.#wanted !== wanted) this.again();
    else this.#timer = setTimeout(() => this.again(), wait);
  }

  /** Gives the time until it is to be asked for again, ms. */
  async #post(wanted: Omit<LabRequest, 'id'>): Promise<number> {
    const request: LabRequest = this.#id === undefined ? wanted : { ...wanted, id: this.#id };
    try {
      const { id, uid, metric } = await this.#api.postJson<Lab>('api/transports/lab', request);
      this.#id = id;
      this.#fault.set(null);
      this.#series.set(formatSeriesName(uid, metric));
      return RENEW_MS;
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      this.#fault.set(error);
      return AGAIN_MS;
    }
  }
}

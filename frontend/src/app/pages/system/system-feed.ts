import { DOCUMENT, Injectable, inject, signal, type OnDestroy } from '@angular/core';
import type { RecentRates, RejectionList, System } from '@sensorium/contracts';
import { Api, ApiFault } from '../../data/api';
import { poll } from '../../ui/schedule/poll';
import { SortedPoints } from '../../data/sorted-points';

const EVERY_MS = 2000;
/** Rejections are read with every so many reads of the rest. */
const REJECTIONS_EVERY = 3;
/** A quarter of an hour at one every two seconds, and a little more for the edge of the chart. */
const MOST_POINTS = 480;
/** After so long without an answer the rates in between are asked for, ms. */
const MISSED_MS = 7_000;

/** What the server says of itself, read every two seconds while the page is in sight, and its rates of late. */
@Injectable()
export class SystemFeed implements OnDestroy {
  readonly #api = inject(Api);
  readonly #system = signal<System | null>(null);
  readonly #rejections = signal<RejectionList['rejections'] | null>(null);
  readonly #fault = signal<ApiFault | null>(null);
  readonly #version = signal(0);
  #reads = 0;

  readonly system = this.#system.asReadonly();
  readonly rejections = this.#rejections.asReadonly();
  /** Why the last read failed; null if it did not. */
  readonly fault = this.#fault.asReadonly();
  /** Rises with each answer. */
  readonly version = this.#version.asReadonly();
  readonly messages = new SortedPoints(MOST_POINTS);
  readonly readings = new SortedPoints(MOST_POINTS);
  readonly #stop = poll(inject(DOCUMENT), () => this.#read(), EVERY_MS);

  ngOnDestroy(): void {
    this.#stop();
  }

  /** Reads at once. */
  async again(): Promise<void> {
    await this.#read();
  }

  async #read(): Promise<void> {
    try {
      const system = await this.#api.getJson<System>('api/system');
      if (!(system.time - this.messages.newest < MISSED_MS)) await this.#fill();
      this.#take(system);
      if (this.#reads++ % REJECTIONS_EVERY === 0) {
        const { rejections } = await this.#api.getJson<RejectionList>('api/rejections');
        this.#rejections.set(rejections);
      }
      this.#fault.set(null);
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      this.#fault.set(error);
    }
  }

  /** The rates that the server kept: since before the page was opened, or while it was out of sight. */
  async #fill(): Promise<void> {
    const { rates } = await this.#api.getJson<RecentRates>('api/system/rates');
    for (const { t, ...rate } of rates) this.#add(t, rate);
  }

  #add(t: number, { messagesPerSecond, readingsPerSecond }: System['rates']): void {
    this.messages.add(t, messagesPerSecond);
    this.readings.add(t, readingsPerSecond);
  }

  #take(system: System): void {
    this.#add(system.time, system.rates);
    this.#system.set(system);
    this.#version.update((n) => n + 1);
  }
}

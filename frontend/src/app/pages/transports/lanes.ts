import { DOCUMENT, Injectable, computed, inject, signal, type OnDestroy } from '@angular/core';
import type { LaneList } from '@sensorium/contracts';
import { Api, ApiFault } from '../../data/api';
import { openSideSocket } from '../../data/live-socket';
import { poll } from '../../ui/schedule/poll';
import { Lane } from './lane';
import type { LaneKind, LaneRun } from './lane-run';
import { longPollLane, pollLane } from './poll-lane';
import { Published } from './published';
import { ServerTime } from './server-time';
import { LaneSettings } from './settings';
import { socketLane } from './socket-lane';
import { streamLane } from './stream-lane';
import { Tap } from './tap';

/** The server's counts are read so often, ms. */
const COUNTS_EVERY_MS = 1_000;

/** Figures on the page move so often, ms: as fast as an eye reads them. */
const FIGURES_EVERY_MS = 250;

/** The four lanes, what they have in common, and what the server counts of them. */
@Injectable()
export class Lanes implements OnDestroy {
  readonly #api = inject(Api);
  readonly #time = inject(ServerTime);
  readonly #settings = inject(LaneSettings);
  readonly #tap = inject(Tap);
  readonly #document = inject(DOCUMENT);
  readonly #version = signal(0);
  readonly #resetAt = signal(NaN);
  readonly #countFault = signal<ApiFault | null>(null);
  readonly published = new Published();
  readonly all = this.#make();
  readonly #stopCounting = poll(this.#document, () => this.#count(), COUNTS_EVERY_MS);
  readonly #figures = setInterval(() => {
    if (this.#document.visibilityState === 'visible') this.#version.update((n) => n + 1);
  }, FIGURES_EVERY_MS);

  /** Rises a few times a second: figures are to be read anew. */
  readonly version = this.#version.asReadonly();
  /** Since when the lanes are counted, ms of the server's clock. */
  readonly resetAt = this.#resetAt.asReadonly();
  /** Why the server's counts could not be read; null if they could. */
  readonly countFault = this.#countFault.asReadonly();
  readonly allPaused = computed(() => this.all.every((lane) => lane.state() === 'paused'));

  ngOnDestroy(): void {
    this.carry(null);
    this.#stopCounting();
    clearInterval(this.#figures);
  }

  /** Has all of them carry `series`, or nothing. */
  carry(series: string | null): void {
    if (Number.isNaN(this.#resetAt())) this.#resetAt.set(this.#time.now());
    for (const lane of this.all) lane.carry(series);
  }

  pauseAll(paused: boolean): void {
    for (const lane of this.all) lane.pause(paused);
  }

  /** Counts from zero. */
  reset(): void {
    this.published.clear();
    for (const lane of this.all) lane.reset();
    this.#resetAt.set(this.#time.now());
    this.#version.update((n) => n + 1);
  }

  #make(): readonly Lane[] {
    const base = this.#document.baseURI;
    const runs: readonly (readonly [LaneKind, LaneRun])[] = [
      ['poll', pollLane(base)],
      ['longPoll', longPollLane(base)],
      ['stream', streamLane(base)],
      ['websocket', socketLane(base, openSideSocket, this.#tap)],
    ];
    const { published } = this;
    const pollMs = () => this.#settings.pollMs();
    const now = () => this.#time.now();
    return runs.map(([kind, run]) => new Lane(kind, { run, published, pollMs, now }));
  }

  async #count(): Promise<void> {
    const query = new URLSearchParams(this.all.map(({ name }) => ['lane', name]));
    try {
      const { lanes } = await this.#api.getJson<LaneList>(`api/transports/lanes?${query.toString()}`);
      for (const counts of lanes) this.all.find(({ name }) => name === counts.lane)?.cost.take(counts);
      this.#countFault.set(null);
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      this.#countFault.set(error);
    }
  }
}

import { DOCUMENT, Injectable, inject, signal, type OnDestroy } from '@angular/core';
import type { LogEntry, LogList } from '@sensorium/contracts';
import { Api, ApiFault } from '../../data/api';
import { recall, rememberOnLeaving } from '../../ui/preference';
import { poll } from '../../ui/schedule/poll';

const PAGE = 50;
const EVERY_MS = 10_000;
const LAST_VISIT = 'log.seen';

/** What happened in the whole fleet, newest first, and what of it is new since the viewer was here last. */
@Injectable()
export class FleetLog implements OnDestroy {
  readonly #api = inject(Api);
  readonly #entries = signal<readonly LogEntry[]>([]);
  readonly #next = signal<string | null>(null);
  readonly #fault = signal<ApiFault | null>(null);
  readonly #loaded = signal(false);

  readonly entries = this.#entries.asReadonly();
  /** There are older entries. */
  readonly next = this.#next.asReadonly();
  readonly fault = this.#fault.asReadonly();
  readonly loaded = this.#loaded.asReadonly();
  /** When the viewer last saw the log, ms of the server's clock; NaN for the first time. */
  readonly seenUntil = Number(recall(LAST_VISIT) ?? NaN);
  readonly #document = inject(DOCUMENT);
  readonly #stop = poll(this.#document, () => this.#read(), EVERY_MS);
  readonly #left = rememberOnLeaving(this.#document, LAST_VISIT, () => {
    const newest = this.#entries()[0];
    return newest ? String(newest.at) : null;
  });

  ngOnDestroy(): void {
    this.#stop();
    this.#left();
  }

  /** Reads the entries before the oldest one. */
  async more(): Promise<void> {
    const cursor = this.#next();
    if (cursor === null) return;
    await this.#guard(async () => {
      const path = `api/log?limit=${PAGE}&cursor=${encodeURIComponent(cursor)}`;
      const list = await this.#api.getJson<LogList>(path);
      this.#entries.update((entries) => [...entries, ...list.entries]);
      this.#next.set(list.next);
    });
  }

  async #read(): Promise<void> {
    await this.#guard(async () => {
      const list = await this.#api.getJson<LogList>(`api/log?limit=${PAGE}`);
      const oldest = list.entries.at(-1)?.id ?? Infinity;
      const older = this.#entries().filter(({ id }) => id < oldest);
      this.#entries.set([...list.entries, ...older]);
      if (older.length === 0) this.#next.set(list.next);
      this.#loaded.set(true);
    });
  }

  async #guard(task: () => Promise<void>): Promise<void> {
    try {
      await task();
      this.#fault.set(null);
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      this.#fault.set(error);
    }
  }
}

import type { SeriesEntry } from '@sensorium/contracts';

/** What the numbers of series in frames stand for. Numbers hold within one epoch of the server. */
export class WireSeries {
  #entries: (SeriesEntry | undefined)[] = [];

  take(entries: readonly SeriesEntry[]): void {
    for (const entry of entries) this.#entries[entry.n] = entry;
  }

  /** The series with number `n`; undefined if the server has not named it in this connection. */
  get(n: number): SeriesEntry | undefined {
    return this.#entries[n];
  }

  /** Forgets all numbers, for a new connection. */
  clear(): void {
    this.#entries = [];
  }
}

import type { HistorySeries } from '@sensorium/contracts';

/** An answer is read anew after so long, ms: late readings and imports may have come. */
const KEPT_MS = 300_000;

interface Kept {
  answer: HistorySeries;
  at: number;
}

/** The answers that were used last, by series, range and width. The one that was not used for longest goes first. */
export class AnswerCache {
  readonly #kept = new Map<string, Kept>();

  /** `monotonic`: ms of a clock that only runs forward. */
  constructor(
    readonly limit: number,
    readonly monotonic: () => number,
  ) {}

  get size(): number {
    return this.#kept.size;
  }

  get(key: string): HistorySeries | undefined {
    const kept = this.#kept.get(key);
    if (!kept) return undefined;
    this.#kept.delete(key);
    if (this.monotonic() - kept.at > KEPT_MS) return undefined;
    this.#kept.set(key, kept);
    return kept.answer;
  }

  set(key: string, answer: HistorySeries): void {
    this.#kept.delete(key);
    this.#kept.set(key, { answer, at: this.monotonic() });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > this.limit && oldest !== undefined) this.#kept.delete(oldest);
  }
}

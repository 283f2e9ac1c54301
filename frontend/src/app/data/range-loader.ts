import { signal } from '@angular/core';
import type { HistorySeries } from '@sensorium/contracts';
import { ApiFault } from './api';
import { isPassing, type HistoryWish } from './history';

/** A wait longer than this is shown, ms. */
export const SLOW_MS = 300;
/** A fault that passes by itself is tried again after so long, ms. */
export const AGAIN_MS = 5_000;

type Read<W, A> = (wish: W, signal: AbortSignal) => Promise<A[]>;
type Take<W, A> = (answers: A[], wish: W) => void;

/**
 * Asks for one range after the other and hands over each answer. A newer wish gives up the one before; what was
 * answered stays until the next answer is there. Faults that pass by themselves are tried again.
 */
export class RangeLoader<W extends { names: readonly string[] } = HistoryWish, A = HistorySeries> {
  readonly #slow = signal(false);
  readonly #fault = signal<ApiFault | null>(null);
  readonly #answered = signal(0);
  #abort: AbortController | null = null;
  #slowTimer: ReturnType<typeof setTimeout> | undefined;
  #againTimer: ReturnType<typeof setTimeout> | undefined;
  #wish: W | null = null;

  /** The answer takes longer than {@link SLOW_MS}. */
  readonly slow = this.#slow.asReadonly();
  /** Why the last wish was not answered; null once one is. */
  readonly fault = this.#fault.asReadonly();
  /** Rises with each answer, after it was handed over. */
  readonly answered = this.#answered.asReadonly();

  constructor(
    readonly read: Read<W, A>,
    readonly take: Take<W, A>,
  ) {}

  /** True while an answer is awaited. */
  get waits(): boolean {
    return this.#abort !== null;
  }

  ask(wish: W): void {
    this.stop();
    this.#wish = wish;
    if (wish.names.length === 0) return;
    const abort = new AbortController();
    this.#abort = abort;
    this.#slowTimer = setTimeout(() => {
      this.#slow.set(true);
    }, SLOW_MS);
    void this.#run(wish, abort);
  }

  /** Asks again for what was asked last. */
  again(): void {
    if (this.#wish) this.ask(this.#wish);
  }

  /** Gives up what is awaited. */
  stop(): void {
    this.#abort?.abort();
    this.#rest();
    clearTimeout(this.#againTimer);
  }

  async #run(wish: W, abort: AbortController): Promise<void> {
    try {
      const answers = await this.read(wish, abort.signal);
      if (abort.signal.aborted) return;
      this.take(answers, wish);
      this.#fault.set(null);
      this.#rest();
      this.#answered.update((n) => n + 1);
    } catch (error) {
      if (abort.signal.aborted) return;
      this.#rest();
      if (!(error instanceof ApiFault)) throw error;
      this.#fault.set(error);
      if (isPassing(error))
        this.#againTimer = setTimeout(() => {
          this.again();
        }, AGAIN_MS);
    }
  }

  #rest(): void {
    this.#abort = null;
    clearTimeout(this.#slowTimer);
    this.#slow.set(false);
  }
}

import type { Quantiles } from './statistics.ts';

/** One stretch: with all clients well (`quiet`), or some of them frozen and some throttled (`slow`). */
export interface SlowRun {
  round: number;
  stretch: 'quiet' | 'slow';
  /** Of the readings of all clients that are well, from publishing to decoded, ms. */
  ages: Quantiles;
  /** Most bytes that waited for one viewer in the server, and for all together. */
  waitingMost: number;
  waitingAll: number;
  /** Resident memory of the serving process, the median and the most of it, kB. */
  resident: number;
  residentMost: number;
}

/** How the slow ones came back: ms from their return to the first reading that was published after it. */
export interface ReturnRun {
  round: number;
  who: 'frozen' | 'throttled';
  /** One for each client; null if that did not happen in time. */
  freshMs: (number | null)[];
  /** Connections that the server had ended meanwhile. */
  cut: number;
}

import type { LiveStep } from '../ports/live-bus.js';

/**
 * The longest that a message waited from its receipt until its step was applied here, since it was last asked
 * for. Receipt is timed by the ingest thread and the end here, by clocks that agree to about a millisecond.
 */
export class IngestLag {
  private worst = 0;

  /** A step was applied at `now` (µs); its first reading was received first. */
  note({ readings }: LiveStep, now: number): void {
    const received = readings?.received[0];
    if (received !== undefined) this.worst = Math.max(this.worst, now - received);
  }

  /** Seconds; 0 if nothing was received. */
  take(): number {
    const { worst } = this;
    this.worst = 0;
    return worst / 1e6;
  }
}

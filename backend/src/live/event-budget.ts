/** Events that a client may send at once, and how many it may send a second in the long run. */
const BURST = 2_000;
const PER_SECOND = 1_000;

/** An event that is no credit costs so much: it is answered, and may ask for much. */
const COSTS = 10;

/** How much a client still may send: a bucket that fills with time. */
export class EventBudget {
  private left = BURST;
  private at: number;

  /** `now` in ms of a clock that never goes back. */
  constructor(now: number) {
    this.at = now;
  }

  /** Pays for an event; false if it cannot. */
  take(event: string, now: number): boolean {
    this.left = Math.min(BURST, this.left + ((now - this.at) * PER_SECOND) / 1_000);
    this.at = now;
    this.left -= event === 'credit' ? 1 : COSTS;
    return this.left >= 0;
  }
}

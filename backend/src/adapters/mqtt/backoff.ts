const FIRST_MS = 250;
const LONGEST_MS = 15_000;

/** Growing pauses between attempts, each drawn from the upper half of its range so that many do not meet. */
export class Backoff {
  private range = FIRST_MS;

  /** The next pause, ms. */
  next(random: () => number = Math.random): number {
    const pause = this.range * (0.5 + random() / 2);
    this.range = Math.min(this.range * 2, LONGEST_MS);
    return pause;
  }

  reset(): void {
    this.range = FIRST_MS;
  }
}

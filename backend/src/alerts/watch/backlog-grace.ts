/** So long after the link came up its first messages of before should have come, µs. */
const FIRST_US = 2_000_000;

/** A reading so much behind its receipt is one that waited at the broker, µs; the next one is waited for so long. */
const WAITED_US = 2_000_000;
const NEXT_US = 1_000_000;

/** No backlog holds anything up for longer, µs; nor does a link that does not come up. */
const LONGEST_US = 30_000_000;
const NO_LINK_US = 10_000_000;

/**
 * Time in which timers wait for readings that the broker kept for us: after a restart or a lost link, what a device has
 * said meanwhile may end what a timer of before would fire. What is due fires right afterwards, with the time that it was
 * due. Times in µs.
 */
export class BacklogGrace {
  private from = -Infinity;
  private until = -Infinity;
  private isUp = false;

  /** We began anew, with timers of before. */
  begin(now: number): void {
    this.from = now;
    this.until = now + NO_LINK_US;
  }

  /** Hears how the link is, again and again; what counts is that it came up. */
  link(isUp: boolean, now: number): void {
    if (isUp && !this.isUp) {
      this.from = now;
      this.until = now + FIRST_US;
    }
    this.isUp = isUp;
  }

  reading(t: number, received: number): void {
    if (received >= this.until || received - t < WAITED_US) return;
    this.until = Math.min(this.from + LONGEST_US, Math.max(this.until, received + NEXT_US));
  }

  /** When timers may fire that are due at `at`. */
  after(at: number): number {
    return Math.max(at, this.until);
  }

  holds(now: number): boolean {
    return now < this.until;
  }
}

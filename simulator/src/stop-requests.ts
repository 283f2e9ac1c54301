/** What a request to stop means: begin to stop, nothing more, or stop at once. */
export type StopAnswer = 'stop' | 'ignore' | 'force';

/**
 * Tells one Ctrl-C that arrives several times (each process of the terminal gets it, and once more from
 * its parent) from a second, impatient one: within a second it is the same.
 */
export class StopRequests {
  private first: number | undefined;

  /** `now` in ms. */
  ask(now: number): StopAnswer {
    if (this.first === undefined) {
      this.first = now;
      return 'stop';
    }
    return now - this.first < 1_000 ? 'ignore' : 'force';
  }
}

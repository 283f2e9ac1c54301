/** How long an observation of the server's clock holds before newer ones replace it. */
const WINDOW_MS = 60_000;

/**
 * The server's time, told from the times in its events. The viewer's own clock has no say: time runs on by a
 * monotonic clock. Events arrive late, never early, so the largest offset seen lately is the best one.
 */
export class ServerClock {
  #best = -Infinity;
  #next = -Infinity;
  #turn = 0;

  /** `monotonic`: ms of a clock that only runs forward. */
  constructor(readonly monotonic: () => number) {}

  /** True once the server has told its time. */
  get known(): boolean {
    return this.#best !== -Infinity;
  }

  /** Starts anew, for a new connection: the machine may have slept meanwhile. */
  restart(serverTime: number): void {
    this.#turn = this.monotonic();
    this.#best = this.#next = serverTime - this.#turn;
  }

  /** Learns from the time in an event. */
  observe(serverTime: number): void {
    const here = this.monotonic();
    const offset = serverTime - here;
    if (here - this.#turn > WINDOW_MS) {
      this.#best = this.#next;
      this.#next = -Infinity;
      this.#turn = here;
    }
    this.#best = Math.max(this.#best, offset);
    this.#next = Math.max(this.#next, offset);
  }

  /** Adds time that the monotonic clock has slept through, ms. The next `restart` makes it exact again. */
  skip(ms: number): void {
    this.#best += ms;
    this.#next += ms;
  }

  /** Server's time now, ms since the epoch; NaN before it is known. */
  now(): number {
    return this.known ? this.monotonic() + this.#best : NaN;
  }
}

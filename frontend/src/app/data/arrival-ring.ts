/** Arrivals closer than this are one hair: nearer ones could not be told apart on screen. */
export const HAIR_MS = 700;

/** When the newest messages came, oldest first, ms of the server's clock. Holds two minutes at one a second. */
export class ArrivalRing {
  readonly #t: Float64Array;
  #count = 0;

  constructor(readonly limit = 176) {
    this.#t = new Float64Array(limit);
  }

  get length(): number {
    return Math.min(this.#count, this.limit);
  }

  time(index: number): number {
    return this.#t[(this.#count - this.length + index) % this.limit] ?? NaN;
  }

  /** Notes a message that came at `t`; returns false if the last hair stands for it already. */
  push(t: number): boolean {
    const last = this.length > 0 ? this.time(this.length - 1) : -Infinity;
    if (t < last + HAIR_MS) return false;
    this.#t[this.#count % this.limit] = t;
    this.#count++;
    return true;
  }
}

/** Arrivals closer than this are one hair: nearer ones could not be told apart on screen. */
export const HAIR_MS = 700;

const FIRST_CAPACITY = 8;

/** When the newest messages came, oldest first, ms of the server's clock. Holds two minutes at one a second. */
export class ArrivalRing {
  #t = new Float64Array(FIRST_CAPACITY);
  #start = 0;
  #length = 0;

  constructor(readonly limit = 176) {}

  get length(): number {
    return this.#length;
  }

  time(index: number): number {
    return this.#t[(this.#start + index) % this.#t.length] ?? NaN;
  }

  /** Notes a message that came at `t`; returns false if the last hair stands for it already. */
  push(t: number): boolean {
    const last = this.#length > 0 ? this.time(this.#length - 1) : -Infinity;
    if (t < last + HAIR_MS) return false;
    this.#place(this.#length, t);
    return true;
  }

  /** Notes a message from earlier, unless a hair close by stands for it. */
  insert(t: number): void {
    let place = this.#length;
    while (place > 0 && this.time(place - 1) > t) place--;
    if (place > 0 && t - this.time(place - 1) < HAIR_MS) return;
    if (place < this.#length && this.time(place) - t < HAIR_MS) return;
    if (place === 0 && this.#length === this.limit) return;
    this.#place(place, t);
  }

  #place(place: number, t: number): void {
    let target = place;
    if (this.#length === this.limit) {
      this.#start = (this.#start + 1) % this.#t.length;
      this.#length--;
      target--;
    }
    if (this.#length === this.#t.length) this.#grow();
    for (let i = this.#length; i > target; i--) this.#set(i, this.time(i - 1));
    this.#set(target, t);
    this.#length++;
  }

  #set(index: number, t: number): void {
    this.#t[(this.#start + index) % this.#t.length] = t;
  }

  #grow(): void {
    const grown = new Float64Array(Math.min(this.limit, this.#t.length * 2));
    for (let i = 0; i < this.#length; i++) grown[i] = this.time(i);
    this.#t = grown;
    this.#start = 0;
  }
}

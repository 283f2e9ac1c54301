const FIRST_CAPACITY = 16;

/**
 * The newest points of one series, oldest first, strictly rising in time. Grows to `limit` points, then
 * forgets the oldest. `t`: ms of the server's clock.
 */
export class PointRing {
  #t = new Float64Array(FIRST_CAPACITY);
  #v = new Float64Array(FIRST_CAPACITY);
  #start = 0;
  #length = 0;

  constructor(readonly limit = 120) {}

  get length(): number {
    return this.#length;
  }

  time(index: number): number {
    return this.#t[this.#at(index)] ?? NaN;
  }

  value(index: number): number {
    return this.#v[this.#at(index)] ?? NaN;
  }

  /** Adds a point. One at or before the newest time takes the place of all that are not older than it. */
  push(t: number, v: number): void {
    while (this.#length > 0 && this.time(this.#length - 1) >= t) this.#length--;
    this.#makeRoom();
    this.#put(this.#length++, t, v);
  }

  /** Adds a point from earlier where its time belongs; what is there at that time stays. */
  insert(t: number, v: number): void {
    let place = this.#length;
    while (place > 0 && this.time(place - 1) > t) place--;
    if (place > 0 && this.time(place - 1) === t) return;
    if (this.#length === this.limit) {
      if (place === 0) return;
      place--;
    }
    this.#makeRoom();
    for (let i = this.#length; i > place; i--) this.#put(i, this.time(i - 1), this.value(i - 1));
    this.#put(place, t, v);
    this.#length++;
  }

  #put(index: number, t: number, v: number): void {
    const slot = this.#at(index);
    this.#t[slot] = t;
    this.#v[slot] = v;
  }

  #at(index: number): number {
    return (this.#start + index) % this.#t.length;
  }

  #makeRoom(): void {
    if (this.#length === this.limit) {
      this.#start = (this.#start + 1) % this.#t.length;
      this.#length--;
    }
    if (this.#length === this.#t.length) this.#grow();
  }

  #grow(): void {
    const capacity = Math.min(this.limit, this.#t.length * 2);
    const t = new Float64Array(capacity);
    const v = new Float64Array(capacity);
    for (let i = 0; i < this.#length; i++) {
      t[i] = this.time(i);
      v[i] = this.value(i);
    }
    this.#t = t;
    this.#v = v;
    this.#start = 0;
  }
}

const FIRST_CAPACITY = 64;

/**
 * Points in the strict order of their time, whatever order they come in, as columns. One with the time of another takes
 * its place. Times in ms of the server's clock.
 */
export class SortedPoints {
  #t = new Float64Array(FIRST_CAPACITY);
  #v = new Float64Array(FIRST_CAPACITY);
  #start = 0;
  #end = 0;

  /** Beyond `limit` points the oldest go. */
  constructor(readonly limit: number) {}

  get length(): number {
    return this.#end - this.#start;
  }

  time(index: number): number {
    return index < 0 ? NaN : (this.#t[this.#start + index] ?? NaN);
  }

  value(index: number): number {
    return this.#v[this.#start + index] ?? NaN;
  }

  /** Time of the newest point, NaN before the first. */
  get newest(): number {
    return this.time(this.length - 1);
  }

  add(t: number, v: number): void {
    const place = this.length === 0 || t > this.newest ? this.length : this.firstFrom(t);
    if (place < this.length && this.time(place) === t) {
      this.#v[this.#start + place] = v;
      return;
    }
    if (this.length < this.limit) {
      this.#insert(place, t, v);
    } else if (place > 0) {
      this.#start++;
      this.#insert(place - 1, t, v);
    }
  }

  clear(): void {
    this.#start = this.#end = 0;
  }

  /** Place of the first point at or after `t`; `length` if there is none. */
  firstFrom(t: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.time(middle) < t) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #insert(place: number, t: number, v: number): void {
    if (this.#end === this.#t.length) this.#makeRoom();
    const at = this.#start + place;
    this.#t.copyWithin(at + 1, at, this.#end);
    this.#v.copyWithin(at + 1, at, this.#end);
    this.#t[at] = t;
    this.#v[at] = v;
    this.#end++;
  }

  /** Moves the points to the front, into longer columns if more than half of these are in use. */
  #makeRoom(): void {
    const capacity = this.length > this.#t.length / 2 ? this.#t.length * 2 : this.#t.length;
    const t = new Float64Array(capacity);
    const v = new Float64Array(capacity);
    t.set(this.#t.subarray(this.#start, this.#end));
    v.set(this.#v.subarray(this.#start, this.#end));
    this.#end -= this.#start;
    this.#start = 0;
    this.#t = t;
    this.#v = v;
  }
}

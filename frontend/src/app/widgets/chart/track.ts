import { firstFrom, type Points } from './source';

const FIRST_CAPACITY = 64;

/**
 * Readings of one series in the order of their measured time, whatever order they came in. A later one with the
 * same time replaces. Keeps the newest `limit`. Times in ms of the server's clock.
 */
export class Track implements Points {
  #t = new Float64Array(FIRST_CAPACITY);
  #v = new Float64Array(FIRST_CAPACITY);
  #start = 0;
  #end = 0;

  constructor(readonly limit: number) {}

  get length(): number {
    return this.#end - this.#start;
  }

  time(index: number): number {
    return this.#t[this.#start + index] ?? NaN;
  }

  value(index: number): number {
    return this.#v[this.#start + index] ?? NaN;
  }

  /** Time of the newest reading, NaN before the first. */
  get newest(): number {
    return this.length > 0 ? this.time(this.length - 1) : NaN;
  }

  add(t: number, v: number): void {
    const place = t > this.newest || this.length === 0 ? this.length : firstFrom(this, t);
    if (place < this.length && this.time(place) === t) {
      this.#v[this.#start + place] = v;
      return;
    }
    if (this.length === this.limit) {
      if (place === 0) return;
      this.#start++;
      this.#insert(place - 1, t, v);
    } else this.#insert(place, t, v);
  }

  clear(): void {
    this.#start = this.#end = 0;
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

  /** Moves the points to the front, into longer columns if half of these are in use. */
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

/** Ages that percentiles are taken of. */
const MOST_AGES = 1_000;

/** Ages of the last thousand updates, ms, and their percentiles. */
export class Ages {
  #ages: number[] = [];
  #next = 0;

  get count(): number {
    return this.#ages.length;
  }

  add(age: number): void {
    if (this.#ages.length < MOST_AGES) this.#ages.push(age);
    else this.#ages[this.#next] = age;
    this.#next = (this.#next + 1) % MOST_AGES;
  }

  /** The least age that at least `share` (0 to 1) of all do not exceed; NaN without any. */
  percentile(share: number): number {
    const sorted = Float64Array.from(this.#ages).sort();
    return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
  }

  clear(): void {
    this.#ages = [];
    this.#next = 0;
  }
}

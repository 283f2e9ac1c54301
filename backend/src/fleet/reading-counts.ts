const FIRST_CAPACITY = 1_024;

/** Counts by series number. */
export class ReadingCounts {
  private counts = new Float64Array(FIRST_CAPACITY);

  add(n: number): void {
    if (n >= this.counts.length) this.grow(n);
    this.counts[n] = (this.counts[n] ?? 0) + 1;
  }

  sum(series: Iterable<number>): number {
    let sum = 0;
    for (const n of series) sum += this.counts[n] ?? 0;
    return sum;
  }

  private grow(n: number): void {
    const grown = new Float64Array(Math.max(n + 1, this.counts.length * 2));
    grown.set(this.counts);
    this.counts = grown;
  }
}

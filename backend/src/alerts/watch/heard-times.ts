/** When each series was heard last, µs of our clock, by its number. */
export class HeardTimes {
  private at = new Float64Array(1_024);

  note(n: number, now: number): void {
    if (n >= this.at.length) this.grow(n);
    this.at[n] = now;
  }

  /** A time from before this start; nothing if it was heard since. */
  restore(n: number, lastSeen: number | null): void {
    if (lastSeen !== null && this.of(n) < lastSeen) this.note(n, lastSeen);
  }

  /** 0 if it was never heard. */
  of(n: number): number {
    return this.at[n] ?? 0;
  }

  private grow(n: number): void {
    const grown = new Float64Array(2 * n);
    grown.set(this.at);
    this.at = grown;
  }
}

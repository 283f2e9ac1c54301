/** Commits that the percentiles are taken from. */
const COMMITS = 512;

/** How long the last commits took, ms. */
export class CommitTimes {
  private readonly times: number[] = [];
  private next = 0;

  note(ms: number): void {
    this.times[this.next] = ms;
    this.next = (this.next + 1) % COMMITS;
  }

  /** The time that a share `p` (0 to 1) of the commits did not exceed; 0 before the first. */
  percentile(p: number): number {
    const sorted = [...this.times].sort((a, b) => a - b);
    return sorted[Math.ceil(sorted.length * p) - 1] ?? 0;
  }
}

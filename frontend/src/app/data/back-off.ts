/** Longest wait before a further attempt, ms. */
export const MOST_MS = 10_000;

/** After a line that was up has gone, the first attempt comes within so long, ms: all pages lose a server at once. */
export const SPREAD_MS = 3_000;

const BASE_MS = 500;

/**
 * How long to wait before attempt `failures` + 1, ms: anything from nothing to a bound that doubles with each failure
 * (full jitter, https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/). `chance`: 0 to 1.
 */
export function waitBefore(failures: number, chance: number): number {
  const bound = failures === 0 ? SPREAD_MS : Math.min(MOST_MS, BASE_MS * 2 ** failures);
  return chance * bound;
}

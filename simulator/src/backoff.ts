const SHORTEST = 500;
const LONGEST = 15_000;

/**
 * Time to wait before the next attempt to connect, ms: doubles with each failed one up to 15 s, and is
 * spread by `luck` in [0, 1) over its upper half, so that a fleet doesn't come back all at once.
 */
export function backoff(failed: number, luck: number): number {
  const full = Math.min(LONGEST, SHORTEST * 2 ** Math.max(0, failed - 1));
  return Math.round(full * (0.5 + 0.5 * luck));
}

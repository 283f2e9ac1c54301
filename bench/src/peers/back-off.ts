/**
 * The page's own rule of when to try again (`frontend/src/app/data/back-off.ts`), stated a second time because no
 * benchmark imports the page; its test compares the two.
 */

/** Longest wait before a further attempt, ms. */
export const MOST_MS = 10_000;

/** After a line that was up has gone, the first attempt comes within so long, ms. */
export const SPREAD_MS = 3_000;

const BASE_MS = 500;

/** What is not up by then never comes up, ms (`live-line.ts`). */
export const UP_WITHIN_MS = 5_000;

/** ms before attempt `failures` + 1; `chance`: 0 to 1. */
export function waitBefore(failures: number, chance: number): number {
  const bound = failures === 0 ? SPREAD_MS : Math.min(MOST_MS, BASE_MS * 2 ** failures);
  return chance * bound;
}

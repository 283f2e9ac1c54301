/** µs since the Unix epoch, UTC: an integer, exact in a double until the year 2255. */
export type Micros = number;

export const MICROS_PER_MS = 1_000;
export const MICROS_PER_SECOND = 1_000_000;

/** ms since the epoch with up to three decimals, as JSON answers carry it. */
export function toMs(t: Micros): number {
  return t / MICROS_PER_MS;
}

export function fromMs(ms: number): Micros {
  return Math.round(ms * MICROS_PER_MS);
}

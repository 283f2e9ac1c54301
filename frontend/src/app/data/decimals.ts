/** More decimals than these are noise on a screen. */
export const MOST_DECIMALS = 3;

/** Decimals that `value` carries, 0 to 3, noise of binary fractions left out. */
export function decimalsOf(value: number): number {
  for (let decimals = 0; decimals < MOST_DECIMALS; decimals++) {
    const scaled = value * 10 ** decimals;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6 * Math.max(1, Math.abs(scaled))) return decimals;
  }
  return MOST_DECIMALS;
}

/** Stretches of time that the page can show, minutes. */
export const RANGES = [1, 5, 15, 60] as const;

/** The stretch that an address asks for; 15 minutes if it asks for none of them. */
export function rangeOf(text: string | null): number {
  return RANGES.find((minutes) => String(minutes) === text) ?? 15;
}

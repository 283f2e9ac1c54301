/** Widths of signs of a large number, as shares of its size: what is narrow, and the rest. */
const NARROW = 0.3;
const WIDE = 0.65;
/** What a unit takes, whose letters are smaller, and the distance before it. */
const UNIT_LETTER = 0.6;
const UNIT_SPACE = 0.25;

/** How wide a number with its unit is at most, as a multiple of the size of its letters. */
export function emsOf(text: string, unit: string | null): number {
  const narrow = text.match(/[.,\s:]/gu)?.length ?? 0;
  const number = narrow * NARROW + (text.length - narrow) * WIDE;
  const beside = unit === null ? 0 : UNIT_SPACE + unit.length * UNIT_LETTER;
  return Math.max(1, number + beside);
}

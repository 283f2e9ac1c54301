import { NONE } from '../../ui/texts/series-words';
import type { Texts } from '../../ui/texts/texts';

/** What a figure of a series is: a value of it, or what it grew by. */
type Figure = 'measured' | 'difference';

/** A figure of a series that is stored in `unit`, with its decimals and without its unit; a dash for none. */
export function figureWords(
  texts: Texts,
  figure: Figure,
  value: number | null,
  unit: string | null,
  decimals: number,
): string {
  return value === null ? NONE : texts[figure](value, unit, decimals);
}

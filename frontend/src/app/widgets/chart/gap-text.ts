import type { TimeWords } from '../../ui/range/time-words';
import type { Texts } from '../../ui/texts/texts';
import type { Gap } from './gaps';

/**
 * The name of a gap: "no data 14:02 to 14:09", with seconds where minutes would be the same, with dates of other days.
 */
export function gapText(texts: Texts, words: TimeWords, { from, to, open }: Gap): string {
  if (open) return texts.t('chart.noDataSince', { from: words.when(from, to) });
  const [start, end] = words.stretch({ from, to }, to);
  return texts.t('chart.noData', { from: start, to: end });
}

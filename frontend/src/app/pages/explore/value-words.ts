import type { Metric } from '@sensorium/contracts';
import { decimalsOf } from '../../data/decimals';
import type { SeriesPast } from '../../data/series-past';
import type { Texts } from '../../ui/texts/texts';
import { meaningOf } from '../../ui/texts/value-words';

/** What stands where there is no value. */
export const NONE = '–';

/** A value of a series in words or figures, without its unit. `value` as it stands among its points. */
export function valueWords(texts: Texts, metric: Metric, series: SeriesPast, value: number): string {
  if (Number.isNaN(value)) return NONE;
  const word = meaningOf(texts, metric, metric.kind === 'text' ? series.text(value) : value);
  return word ?? texts.measured(value, metric.unit, Math.max(series.decimals, decimalsOf(value)));
}

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

/** Value and unit, as they are spoken. */
export function withUnit(text: string, unit: string | null): string {
  return unit === null || text === NONE ? text : `${text} ${unit}`;
}

import type { Metric } from '@sensorium/contracts';
import { decimalsOf } from '../../data/decimals';
import { booleanWord } from '../../data/device-values';
import type { SeriesPast } from '../../data/series-past';
import type { Texts } from '../../ui/texts/texts';

/** What stands where there is no value. */
export const NONE = '–';

/** A value of a series in words or figures, without its unit. `value` as it stands among its points. */
export function valueWords(texts: Texts, metric: Metric, series: SeriesPast, value: number): string {
  if (Number.isNaN(value)) return NONE;
  if (metric.kind === 'text') return series.text(value);
  if (metric.kind === 'boolean') return texts.t(`value.${booleanWord(metric.name, value !== 0)}`);
  return texts.numbers().measured(value, Math.max(series.decimals, decimalsOf(value)));
}

/** A figure of a series with its decimals; a dash for none. */
export function figureWords(texts: Texts, value: number | null | undefined, decimals: number): string {
  return value === null || value === undefined ? NONE : texts.numbers().measured(value, decimals);
}

/** Value and unit, as they are spoken. */
export function withUnit(text: string, unit: string | null): string {
  return unit === null || text === NONE ? text : `${text} ${unit}`;
}

import type { Metric } from '@sensorium/contracts';
import type { Texts } from './texts';
import { meaningOf } from './value-words';

/** What stands where there is no value. */
export const NONE = '–';

/** What of a series tells how its values are written. A text stands among the points as a number. */
export interface SeriesTold {
  text(code: number): string;
  /** Decimals of a value beside the others of the series. */
  decimalsFor(value: number): number;
}

/** Decimals of a latitude or longitude: a metre. */
const COORDINATE_DECIMALS = 5;

/** True for a latitude or longitude, whose place would be lost with the usual decimals. */
function isCoordinate({ name, unit }: Metric): boolean {
  return unit === '°' && /(^|[^a-z])(lat|lon|lng|latitude|longitude)$/i.test(name);
}

/** A value of a series in words or figures, without its unit. `value` as it stands among its points. */
export function seriesText(texts: Texts, metric: Metric, series: SeriesTold, value: number): string {
  if (Number.isNaN(value)) return NONE;
  const word = seriesWord(texts, metric, series, value);
  if (word === undefined && isCoordinate(metric)) return texts.numbers().fixed(value, COORDINATE_DECIMALS);
  return word ?? texts.measured(value, metric.unit, series.decimalsFor(value));
}

/** What a value means, in words; undefined where it is only a number. */
export function seriesWord(
  texts: Texts,
  metric: Metric,
  series: SeriesTold,
  value: number,
): string | undefined {
  return meaningOf(texts, metric, metric.kind === 'text' ? series.text(value) : value);
}

/** The same with its unit, as it is spoken. */
export function spokenValue(texts: Texts, metric: Metric, series: SeriesTold, value: number): string {
  const text = seriesText(texts, metric, series, value);
  const unit = seriesWord(texts, metric, series, value) === undefined ? texts.unit(metric.unit) : null;
  return withUnit(text, unit);
}

/** Value and unit, as they are spoken. */
export function withUnit(text: string, unit: string | null): string {
  return unit === null || text === NONE ? text : `${text} ${unit}`;
}

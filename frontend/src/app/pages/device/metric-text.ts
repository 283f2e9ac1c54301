import type { Metric } from '@sensorium/contracts';
import { decimalsOf } from '../../data/decimals';
import type { Texts } from '../../ui/texts/texts';
import { meaningOf } from '../../ui/texts/value-words';
import type { MetricHistory } from './history';

/** A value of a metric in words or figures, without its unit. `value` as it stands in the track. */
export function valueText(texts: Texts, metric: Metric, history: MetricHistory, value: number): string {
  if (Number.isNaN(value)) return '–';
  const decimals = Math.max(history.decimals, decimalsOf(value));
  return wordText(texts, metric, history, value) ?? texts.measured(value, metric.unit, decimals);
}

/** What a value means, in words; undefined where it is only a number. */
export function wordText(
  texts: Texts,
  metric: Metric,
  history: MetricHistory,
  value: number,
): string | undefined {
  return meaningOf(texts, metric, metric.kind === 'text' ? history.text(value) : value);
}

/** The same with its unit, as it is spoken. */
export function spokenValue(texts: Texts, metric: Metric, history: MetricHistory, value: number): string {
  const text = valueText(texts, metric, history, value);
  const unit = wordText(texts, metric, history, value) === undefined ? texts.unit(metric.unit) : null;
  return unit === null ? text : `${text} ${unit}`;
}

import type { Metric } from '@sensorium/contracts';
import { decimalsOf } from '../../data/decimals';
import { booleanWord } from '../../data/device-values';
import type { Texts } from '../../ui/texts/texts';
import type { MetricHistory } from './history';

/** A value of a metric in words or figures, without its unit. `value` as it stands in the track. */
export function valueText(texts: Texts, metric: Metric, history: MetricHistory, value: number): string {
  if (Number.isNaN(value)) return '–';
  if (metric.kind === 'text') return history.text(value);
  if (metric.kind === 'boolean') return texts.t(`value.${booleanWord(metric.name, value !== 0)}`);
  return texts.numbers().measured(value, Math.max(history.decimals, decimalsOf(value)));
}

/** The same with its unit, as it is spoken. */
export function spokenValue(texts: Texts, metric: Metric, history: MetricHistory, value: number): string {
  const text = valueText(texts, metric, history, value);
  return metric.unit === null || metric.kind !== 'number' ? text : `${text} ${metric.unit}`;
}

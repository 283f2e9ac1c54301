import type { Metric } from '@sensorium/contracts';
import { decimalsOf } from '../../data/decimals';
import { booleanWord } from '../../data/device-values';
import { metricKey } from '../../ui/texts/metric-words';
import type { Texts } from '../../ui/texts/texts';
import type { MetricHistory } from './history';

/** Names that are plain words: they read better without what joins them. */
const PLAIN = /^[a-z]+([._-][a-z0-9]+)*$/;

/** The name of a metric as people read it: what the device calls it, else our word, else its name. */
export function metricTitle(texts: Texts, metric: Metric): string {
  if (metric.label !== null) return metric.label;
  const key = metricKey(metric.name);
  if (key) return capital(texts.t(key));
  return PLAIN.test(metric.name) ? capital(metric.name.replace(/[._-]/g, ' ')) : metric.name;
}

/** `word` with a capital first letter, in the languages that have them. */
export function capital(word: string): string {
  const [first = ''] = word;
  return first.toLocaleUpperCase() + word.slice(first.length);
}

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

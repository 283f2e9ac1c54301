import type { Metric } from '@sensorium/contracts';
import { metricKey } from './metric-words';
import type { Texts } from './texts';

/** Names that are plain words: they read better without what joins them. */
const PLAIN = /^[a-z]+([._-][a-z0-9]+)*$/;

/** The name of a metric as people read it: what the device calls it, else our word, else its name. */
export function metricTitle(texts: Texts, metric: Pick<Metric, 'label' | 'name'>): string {
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

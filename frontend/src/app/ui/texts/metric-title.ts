import type { Metric } from '@sensorium/contracts';
import { friendlyName } from '@sensorium/domain/units';
import { metricKey, wordKey } from './metric-words';
import type { Texts } from './texts';

/** Names of words and what joins them; others stand as they are. */
const PLAIN = /^[\p{L}\p{N}._:/ -]+$/u;

/** The name of a metric as people read it: what the device calls it, else our word, else its name in plain words. */
export function metricTitle(
  texts: Texts,
  metric: Pick<Metric, 'label' | 'name'> & Partial<Pick<Metric, 'unit'>>,
): string {
  if (metric.label !== null && !repeatsName(texts, metric.label, metric.name)) return metric.label;
  const name = withoutUnit(metric.name, metric.unit ?? null);
  const key = metricKey(name);
  if (key) return capital(texts.t(key));
  if (!PLAIN.test(name)) return metric.name;
  const words = friendlyName(name).split(' ');
  return capital(words.map((word) => inLanguage(texts, word)).join(' '));
}

/** In other languages than English, a label that only writes the name out gives way to our word. */
function repeatsName(texts: Texts, label: string, name: string): boolean {
  if (texts.language() === 'en' || !metricKey(name)) return false;
  return label.toLowerCase().replace(/[^a-z0-9]/g, '') === name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Words for units whose symbols are none. */
const UNIT_WORDS: ReadonlyMap<string, RegExp> = new Map([
  ['%', /^(pct|percent|percentage)$/],
  ['°C', /^(c|celsius)$/],
  ['°F', /^(f|fahrenheit)$/],
  ['µg/m³', /^ugm3$/],
]);

/** The name without its unit at the end, which stands beside the value: `wind_km_h` in km/h is `wind`. */
function withoutUnit(name: string, unit: string | null): string {
  if (unit === null) return name;
  const symbol = UNIT_WORDS.get(unit) ?? unit.replace(/[^a-z]/giu, '').toLowerCase();
  const parts = name.split(/[_\s-]+/);
  for (const count of [1, 2]) {
    const end = parts.slice(-count).join('').toLowerCase();
    const isUnit = typeof symbol === 'string' ? end !== '' && end === symbol : symbol.test(end);
    if (isUnit && parts.length > count) return parts.slice(0, -count).join('_');
  }
  return name;
}

function inLanguage(texts: Texts, word: string): string {
  const key = texts.language() === 'en' ? undefined : wordKey(word);
  return key ? texts.t(key) : word;
}

/** `word` with a capital first letter, in the languages that have them. */
export function capital(word: string): string {
  const [first = ''] = word;
  return first.toLocaleUpperCase() + word.slice(first.length);
}

import type { Metric } from '@sensorium/contracts';
import { friendlyName } from '@sensorium/domain/units';
import { metricKey, wordKey } from './metric-words';
import type { Texts } from './texts';

/** Names of words and what joins them; others stand as they are. */
const PLAIN = /^[\p{L}\p{N}._:/ -]+$/u;

/** What of a metric tells its name. */
type Named = Pick<Metric, 'label' | 'name'> & Partial<Pick<Metric, 'unit' | 'kind'>>;

/** A state in the name of what is in it: "Door open" beside "Closed" contradicts itself. */
const STATE_AT_END = /(^|[\s_-]+)(is[\s_-]+)?(open|opened|closed)$/iu;

/** The name of a metric as people read it: what the device calls it, else our word, else its name in plain words. */
export function metricTitle(texts: Texts, metric: Named): string {
  const label = ownLabel(texts, metric);
  if (label !== null) return label;
  const name = withoutState(withoutUnit(metric.name, metric.unit ?? null), metric);
  const key = metricKey(name);
  if (key) return capital(texts.t(key));
  if (!PLAIN.test(name)) return metric.name;
  const words = friendlyName(name).split(' ');
  return capital(words.map((word) => inLanguage(texts, word)).join(' '));
}

/** What the device calls it; null if it says nothing but a state. In other languages than English our words come first. */
function ownLabel(texts: Texts, metric: Named): string | null {
  const label = metric.label && withoutState(metric.label, metric);
  if (label === null || (metric.kind === 'boolean' && STATE_AT_END.test(label))) return null;
  const key = texts.language() === 'en' ? undefined : metricKey(label);
  return key ? capital(texts.t(key)) : label;
}

/** The words without the state at their end; a state alone stays. */
function withoutState(words: string, { kind }: Named): string {
  return kind === 'boolean' ? words.replace(STATE_AT_END, '') || words : words;
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

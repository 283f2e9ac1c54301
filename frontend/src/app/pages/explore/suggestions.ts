import { metricTitle } from '../../ui/texts/metric-title';
import type { Texts } from '../../ui/texts/texts';
import type { Candidate } from './candidates';

/** Suggestions that are made, the series that each of them picks, and devices that it needs. */
const MOST_SUGGESTIONS = 4;
const MOST_OF_ONE = 6;
const LEAST_DEVICES = 2;

/** One quantity of several devices, to begin with. */
export interface Suggestion {
  title: string;
  names: readonly string[];
}

/** Quantities that several devices measure in the same unit, the most frequent ones first. */
export function suggestionsOf(texts: Texts, candidates: readonly Candidate[]): Suggestion[] {
  const groups = new Map<string, Candidate[]>();
  for (const one of candidates) {
    if (one.metric.kind !== 'number') continue;
    const key = JSON.stringify([one.metric.name, one.metric.unit]);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()]
    .filter((group) => group.length >= LEAST_DEVICES)
    .sort((a, b) => b.length - a.length)
    .slice(0, MOST_SUGGESTIONS)
    .map((group) => ({
      title: metricTitle(texts, {
        name: group[0]?.metric.name ?? '',
        label: null,
        unit: group[0]?.metric.unit ?? null,
      }),
      names: group.slice(0, MOST_OF_ONE).map(({ name }) => name),
    }));
}

import type { AlertMatchers, Severity } from '@sensorium/contracts';

/** What an alert must be, as it is typed; what is empty matches all. `labels`: each `key: value`. */
export interface MatchersDraft {
  severity: readonly Severity[];
  rules: readonly string[];
  devices: readonly string[];
  sites: readonly string[];
  metrics: readonly string[];
  labels: readonly string[];
}

export const NO_MATCHERS: MatchersDraft = {
  severity: [],
  rules: [],
  devices: [],
  sites: [],
  metrics: [],
  labels: [],
};

const LISTS = ['severity', 'rules', 'devices', 'sites', 'metrics'] as const;

export function matchersDraft(matchers: AlertMatchers): MatchersDraft {
  const { severity = [], rules = [], devices = [], sites = [], metrics = [], labels = {} } = matchers;
  const pairs = Object.entries(labels).map(([key, value]) => `${key}: ${value}`);
  return { severity, rules, devices, sites, metrics, labels: pairs };
}

/** The matchers that a draft means; a label without a colon is none. */
export function matchersOf(draft: MatchersDraft): AlertMatchers {
  const lists = LISTS.filter((field) => draft[field].length > 0).map((field) => [field, [...draft[field]]]);
  const pairs = draft.labels
    .filter((label) => label.indexOf(':') > 0)
    .map((label) => [label.slice(0, label.indexOf(':')).trim(), label.slice(label.indexOf(':') + 1).trim()]);
  const labels = pairs.length > 0 ? { labels: Object.fromEntries(pairs) as Record<string, string> } : {};
  return { ...(Object.fromEntries(lists) as AlertMatchers), ...labels };
}

/** True if nothing is named: every alert matches. */
export function matchesAll(draft: MatchersDraft): boolean {
  return Object.values(draft).every((list: readonly string[]) => list.length === 0);
}

/** What is named, as short words. `word`: what a severity is called; `rule`: the name of a rule. */
export function matcherWords(
  draft: MatchersDraft,
  word: (severity: Severity) => string,
  rule: (id: string) => string,
): string[] {
  return [
    ...draft.severity.map(word),
    ...draft.rules.map(rule),
    ...draft.sites,
    ...draft.devices,
    ...draft.metrics,
    ...draft.labels,
  ];
}

import type { Severity } from '@sensorium/contracts';
import { SEVERITIES } from '../../data/alert-view';

export const TABS = ['open', 'snoozed', 'recent'] as const;
export type Tab = (typeof TABS)[number];

export const GROUPINGS = ['site', 'device', 'rule', 'none'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** Which incidents the viewer wants to see, and how. Stands in the address of the page. */
export interface InboxQuery {
  tab: Tab;
  group: Grouping;
  /** Words to search for. */
  q: string;
  /** Any of these; empty: all. */
  severities: readonly Severity[];
  /** Any of these; an empty name stands for incidents without a site. */
  sites: readonly string[];
  /** Ids of rules. */
  rules: readonly string[];
}

/** The inbox as it is first shown. */
export const EVERYTHING: InboxQuery = {
  tab: 'open',
  group: 'site',
  q: '',
  severities: [],
  sites: [],
  rules: [],
};

const MOST_LETTERS = 256;
const MOST_CHOICES = 32;

/** Reads parameters of an address; a `ParamMap` or `URLSearchParams` does. */
export interface Params {
  get(name: string): string | null;
  getAll(name: string): string[];
}

/** The query in the parameters of an address. Whatever they hold, it is a query: what is wrong is left out. */
export function queryFrom(params: Params): InboxQuery {
  return {
    tab: oneOf(TABS, params.get('tab')) ?? EVERYTHING.tab,
    group: oneOf(GROUPINGS, params.get('group')) ?? EVERYTHING.group,
    q: (params.get('q') ?? '').slice(0, MOST_LETTERS),
    severities: choices(params, 'severity').flatMap((one) => oneOf(SEVERITIES, one) ?? []),
    sites: choices(params, 'site'),
    rules: choices(params, 'rule'),
  };
}

/** The parameters that stand for a query; null for what is as it is first shown, so that it leaves the address. */
export function paramsOf(query: InboxQuery): Record<string, string | readonly string[] | null> {
  const list = (values: readonly string[]): readonly string[] | null => (values.length > 0 ? values : null);
  return {
    tab: query.tab === EVERYTHING.tab ? null : query.tab,
    group: query.group === EVERYTHING.group ? null : query.group,
    q: query.q === '' ? null : query.q,
    severity: list(query.severities),
    site: list(query.sites),
    rule: list(query.rules),
  };
}

/** True if the query leaves incidents out. */
export function isNarrowed({ q, severities, sites, rules }: InboxQuery): boolean {
  return q.trim() !== '' || severities.length + sites.length + rules.length > 0;
}

/** The same tab and groups, of all incidents. */
export function widened({ tab, group }: InboxQuery): InboxQuery {
  return { ...EVERYTHING, tab, group };
}

function oneOf<T extends string>(list: readonly T[], word: string | null): T | undefined {
  return list.find((one) => one === word);
}

function choices(params: Params, name: string): readonly string[] {
  return [...new Set(params.getAll(name))].slice(0, MOST_CHOICES);
}

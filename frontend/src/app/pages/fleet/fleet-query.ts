import type { Presence } from '@sensorium/contracts';
import { STATES } from '../../data/fleet-view';

export const VIEWS = ['cards', 'table', 'battery'] as const;
export type View = (typeof VIEWS)[number];

export const GROUPINGS = ['site', 'kind', 'gateway', 'presence', 'none'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export const SORTS = ['worst', 'name', 'seen', 'value'] as const;
export type Sort = (typeof SORTS)[number];

/** What the viewer wants to see of the fleet, and how. Stands in the address of the page. */
export interface FleetQuery {
  view: View;
  group: Grouping;
  sort: Sort;
  /** The other way round: best first, Z to A, longest silent first, smallest first. */
  reverse: boolean;
  /** Words to search for. */
  q: string;
  presence: Presence | null;
  /** Any of these; an empty name stands for devices that name none. Empty: all. */
  sites: readonly string[];
  kinds: readonly string[];
  /** Any of these, each `key:value`. */
  labels: readonly string[];
  favourites: boolean;
}

/** The whole fleet as it is first shown. */
export const EVERYTHING: FleetQuery = {
  view: 'cards',
  group: 'site',
  sort: 'worst',
  reverse: false,
  q: '',
  presence: null,
  sites: [],
  kinds: [],
  labels: [],
  favourites: false,
};

const MOST_LETTERS = 256;
const MOST_CHOICES = 32;

/** Reads parameters of an address; a `ParamMap` or `URLSearchParams` does. */
export interface Params {
  get(name: string): string | null;
  getAll(name: string): string[];
}

/** The query in the parameters of an address. Whatever they hold, it is a query: what is wrong is left out. */
export function queryFrom(params: Params): FleetQuery {
  const sort = params.get('sort') ?? '';
  const reverse = sort.startsWith('-');
  return {
    view: oneOf(VIEWS, params.get('view')) ?? EVERYTHING.view,
    group: oneOf(GROUPINGS, params.get('group')) ?? EVERYTHING.group,
    sort: oneOf(SORTS, reverse ? sort.slice(1) : sort) ?? EVERYTHING.sort,
    reverse,
    q: (params.get('q') ?? '').slice(0, MOST_LETTERS),
    presence: oneOf(STATES, params.get('presence')) ?? null,
    sites: choices(params, 'site'),
    kinds: choices(params, 'kind'),
    labels: choices(params, 'label'),
    favourites: params.get('fav') === '1',
  };
}

/** The parameters that stand for a query; what is as it is first shown stands for nothing. */
export function paramsOf(query: FleetQuery): Record<string, string | readonly string[]> {
  const sort = (query.reverse ? '-' : '') + query.sort;
  return {
    ...(query.view === EVERYTHING.view ? {} : { view: query.view }),
    ...(query.group === EVERYTHING.group ? {} : { group: query.group }),
    ...(sort === EVERYTHING.sort ? {} : { sort }),
    ...(query.q === '' ? {} : { q: query.q }),
    ...(query.presence === null ? {} : { presence: query.presence }),
    ...(query.sites.length === 0 ? {} : { site: query.sites }),
    ...(query.kinds.length === 0 ? {} : { kind: query.kinds }),
    ...(query.labels.length === 0 ? {} : { label: query.labels }),
    ...(query.favourites ? { fav: '1' } : {}),
  };
}

/** True if the query leaves devices out. */
export function isNarrowed(query: FleetQuery): boolean {
  return (
    query.q.trim() !== '' ||
    query.presence !== null ||
    query.favourites ||
    query.sites.length + query.kinds.length + query.labels.length > 0
  );
}

/** The same view, order and groups of all devices. */
export function widened({ view, group, sort, reverse }: FleetQuery): FleetQuery {
  return { ...EVERYTHING, view, group, sort, reverse };
}

function oneOf<T extends string>(list: readonly T[], word: string | null): T | undefined {
  return list.find((one) => one === word);
}

function choices(params: Params, name: string): readonly string[] {
  return [...new Set(params.getAll(name))].slice(0, MOST_CHOICES);
}

import { formatSeriesName, parseSeriesName } from '@sensorium/contracts';
import type { Per } from '../../data/summaries';

export const KINDS = ['lines', 'totals'] as const;
/** Lines over time, or what counters have counted in bars. */
export type ChartKind = (typeof KINDS)[number];

export const PERS = ['hour', 'day', 'month'] as const satisfies readonly Per[];

/** Series that one page shows. */
export const MOST_SERIES = 20;

/** What the page shows, besides its range. Stands in its address; series by name, each once. */
export interface ExploreQuery {
  series: readonly string[];
  /** Those of them that are picked but not drawn. */
  hidden: readonly string[];
  /** Those of them that somebody wants to be counted though nothing says that they are counters. */
  counted: readonly string[];
  kind: ChartKind;
  /** Length of the bars; null: what fits the range. */
  per: Per | null;
  /** The period before is drawn too. */
  compare: boolean;
}

export const NOTHING: ExploreQuery = {
  series: [],
  hidden: [],
  counted: [],
  kind: 'lines',
  per: null,
  compare: false,
};

/** Reads parameters of an address; a `ParamMap` or `URLSearchParams` does. */
interface Params {
  get(name: string): string | null;
  getAll(name: string): string[];
}

/** The query in the parameters of an address. Whatever they hold, it is a query: what is wrong is left out. */
export function queryFrom(params: Params): ExploreQuery {
  const series = namesOf(params.getAll('series')).slice(0, MOST_SERIES);
  const picked = (name: string): boolean => series.includes(name);
  return {
    series,
    hidden: namesOf(params.getAll('hide')).filter(picked),
    counted: namesOf(params.getAll('count')).filter(picked),
    kind: KINDS.find((kind) => kind === params.get('kind')) ?? NOTHING.kind,
    per: PERS.find((per) => per === params.get('per')) ?? null,
    compare: params.get('compare') === '1',
  };
}

/** The parameters that stand for a query, null for what stands for nothing. */
export function paramsOf(query: ExploreQuery): Record<string, string | readonly string[] | null> {
  const list = (names: readonly string[]): readonly string[] | null => (names.length > 0 ? names : null);
  return {
    series: list(query.series),
    hide: list(query.hidden),
    count: list(query.counted),
    kind: query.kind === NOTHING.kind ? null : query.kind,
    per: query.per,
    compare: query.compare ? '1' : null,
  };
}

/** The query with these series more, as far as there is room. */
export function withSeries(query: ExploreQuery, names: readonly string[]): ExploreQuery {
  return { ...query, series: [...new Set([...query.series, ...names])].slice(0, MOST_SERIES) };
}

/** The query without a series. */
export function withoutSeries(query: ExploreQuery, name: string): ExploreQuery {
  const others = (names: readonly string[]): string[] => names.filter((one) => one !== name);
  return {
    ...query,
    series: others(query.series),
    hidden: others(query.hidden),
    counted: others(query.counted),
  };
}

/** `list` with `name`, or without it if it is there. */
export function toggled(list: readonly string[], name: string): readonly string[] {
  return list.includes(name) ? list.filter((one) => one !== name) : [...list, name];
}

/** Names in their usual form, each once; what is no name of one series is left out. */
function namesOf(texts: readonly string[]): string[] {
  const names = texts.flatMap((text) => {
    const name = parseSeriesName(text);
    if (!name || name.device === '*' || name.metric === '*') return [];
    return [formatSeriesName(name.device, name.metric)];
  });
  return [...new Set(names)];
}

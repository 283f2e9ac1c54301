import { Injectable, inject } from '@angular/core';
import type { SeriesStatistics, SeriesTotals, Statistics, Totals, TotalsQuery } from '@sensorium/contracts';
import { Api } from './api';

/** Length of the buckets of totals. */
export type Per = TotalsQuery['per'];

/** What is asked of the history in figures. `names`: series as in addresses; times in ms of the server's clock. */
export interface SummaryWish {
  names: readonly string[];
  from: number;
  to: number;
}

/** The same for counters: in buckets that are cut by the clocks of `zone` (IANA). */
export interface TotalsWish extends SummaryWish {
  per: Per;
  zone: string;
}

/** Ranges of series in figures: `GET /api/history/statistics` and `/totals`. */
@Injectable({ providedIn: 'root' })
export class Summaries {
  readonly #api = inject(Api);

  /** Statistics of each series over the range. Throws an `ApiFault`. */
  async statistics(wish: SummaryWish, signal?: AbortSignal): Promise<SeriesStatistics[]> {
    const path = `api/history/statistics?${queryOf(wish).toString()}`;
    return (await this.#api.getJson(path, isStatistics, signal)).series;
  }

  /** What each series has counted, per bucket; the first one begins at `from`. Throws an `ApiFault`. */
  async totals(wish: TotalsWish, signal?: AbortSignal): Promise<SeriesTotals[]> {
    const query = queryOf(wish);
    query.set('per', wish.per);
    query.set('zone', wish.zone);
    return (await this.#api.getJson(`api/history/totals?${query.toString()}`, isTotals, signal)).series;
  }
}

function queryOf({ names, from, to }: SummaryWish): URLSearchParams {
  const query = new URLSearchParams({ from: String(Math.round(from)), to: String(Math.round(to)) });
  for (const name of names) query.append('series', name);
  return query;
}

function isStatistics(body: unknown): body is Statistics {
  return hasSeries(body);
}

function isTotals(body: unknown): body is Totals {
  return hasSeries(body);
}

function hasSeries(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'series' in body && Array.isArray(body.series);
}

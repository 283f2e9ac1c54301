import { Injectable, inject } from '@angular/core';
import type { History as HistoryAnswer, HistorySeries } from '@sensorium/contracts';
import { AnswerCache } from './answer-cache';
import { Api, type ApiFault } from './api';
import { SERVER_CLOCK } from './clocks';

/** Answers kept for going back to a range that was seen: 200 series of up to 8,000 points are 25 MB. */
const MOST_KEPT = 200;
/** A range that ended so long ago is finished: what it holds rarely changes, ms. */
const FINISHED_MS = 60_000;
/** Series named in one address; more go in several requests. */
const MOST_NAMES = 40;
/** Widest picture that the server draws for, px. */
const WIDEST = 10_000;

/** What a chart asks for. `names`: series as in addresses; times in ms of the server's clock; `width` in px. */
export interface HistoryWish {
  names: readonly string[];
  from: number;
  to: number;
  width: number;
}

/** The stored past of series: `GET /api/history`. */
@Injectable({ providedIn: 'root' })
export class History {
  readonly #api = inject(Api);
  readonly #clock = inject(SERVER_CLOCK);
  readonly #cache = new AnswerCache(MOST_KEPT, () => this.#clock.monotonic());

  /**
   * The past of all wished series, in the order of their names; a series that the server does not know is left
   * out. Ranges that are over come from memory when they were read before. Throws an {@link ApiFault}, and
   * whatever it is once `signal` has given the request up.
   */
  async read(wish: HistoryWish, signal?: AbortSignal): Promise<HistorySeries[]> {
    const whole = rounded(wish);
    const found = new Map<string, HistorySeries>();
    for (const name of whole.names) {
      const kept = this.#cache.get(keyOf(name, whole));
      if (kept) found.set(name, kept);
    }
    const missing = whole.names.filter((name) => !found.has(name));
    for (const names of portions(missing, MOST_NAMES))
      for (const answer of await this.#ask({ ...whole, names }, signal)) found.set(nameOf(answer), answer);
    return whole.names.flatMap((name) => found.get(name) ?? []);
  }

  /** Address of the same range as CSV, every stored reading. */
  csvAddress({ names, from, to }: Omit<HistoryWish, 'width'>): string {
    return this.#api.addressOf(
      `api/history/export.csv?${queryOf(names, Math.round(from), Math.round(to)).toString()}`,
    );
  }

  async #ask(wish: HistoryWish, signal?: AbortSignal): Promise<HistorySeries[]> {
    const query = queryOf(wish.names, wish.from, wish.to);
    query.set('width', String(wish.width));
    const { time, series } = await this.#api.getJson(`api/history?${query.toString()}`, isHistory, signal);
    if (wish.to < time - FINISHED_MS)
      for (const answer of series) this.#cache.set(keyOf(nameOf(answer), wish), answer);
    return series;
  }
}

/** Name of the series that an answer is about, as it was asked for. */
export function nameOf({ device, metric }: Pick<HistorySeries, 'device' | 'metric'>): string {
  return `${encodeURIComponent(device)}/${encodeURIComponent(metric)}`;
}

/** True for a fault that passes by itself: the store is paused, or nobody answered. */
export function isPassing(fault: ApiFault): boolean {
  return fault.code === 'unavailable' || fault.code === 'no-answer';
}

function rounded({ names, from, to, width }: HistoryWish): HistoryWish {
  return {
    names,
    from: Math.round(from),
    to: Math.max(Math.round(from) + 1, Math.round(to)),
    width: Math.min(WIDEST, Math.max(1, Math.round(width))),
  };
}

function keyOf(name: string, { from, to, width }: HistoryWish): string {
  return `${from} ${to} ${width} ${name}`;
}

function queryOf(names: readonly string[], from: number, to: number): URLSearchParams {
  const query = new URLSearchParams({ from: String(from), to: String(to) });
  for (const name of names) query.append('series', name);
  return query;
}

function portions<T>(list: readonly T[], size: number): T[][] {
  const count = Math.ceil(list.length / size);
  return Array.from({ length: count }, (_, i) => list.slice(i * size, (i + 1) * size));
}

function isHistory(body: unknown): body is HistoryAnswer {
  if (typeof body !== 'object' || body === null || !('series' in body) || !('time' in body)) return false;
  return Array.isArray(body.series) && typeof body.time === 'number';
}

import type { PageQuery } from '@sensorium/contracts';
import { ApiError } from './api-error.js';

/** A part of a list, and where the next one begins; null after the last. */
export interface Page<T> {
  items: T[];
  next: string | null;
}

/** The part of a list that a query asks for. Throws `bad-cursor` for a cursor that no page has given. */
export function pageOf<T>(all: Iterable<T>, { limit, cursor }: PageQuery): Page<T> {
  const from = cursor === undefined ? 0 : placeOf(cursor);
  const items = [...all];
  const end = from + limit;
  return { items: items.slice(from, end), next: end < items.length ? String(end) : null };
}

/** The place or the id that a cursor is. Throws `bad-cursor`. */
export function placeOf(cursor: string): number {
  if (!/^\d{1,15}$/.test(cursor)) throw new ApiError('bad-cursor', 'this cursor is none of ours');
  return Number(cursor);
}

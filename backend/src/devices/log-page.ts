import type { LogList, LogQuery } from '@sensorium/contracts';
import { ApiError } from '../ports/api-error.js';
import type { Ingest } from '../ports/ingest.js';
import { readTime } from '../ports/time-param.js';

/** One page of the event log of a device, or of everything (`uid` null), at `now` (ms). The cursor is an id. */
export async function logPage(
  ingest: Ingest,
  uid: string | null,
  query: LogQuery,
  now: number,
): Promise<LogList> {
  const { limit, cursor } = query;
  const since = query.since === undefined ? undefined : readTime('since', query.since, now);
  if (cursor !== undefined && !/^\d{1,15}$/.test(cursor)) {
    throw new ApiError('bad-cursor', 'this cursor is none of ours');
  }
  const before = cursor === undefined ? undefined : Number(cursor);
  const entries = await ingest.readLog({ uid, since, before, limit: limit + 1 });
  const page = entries.slice(0, limit);
  return { entries: page, next: entries.length > limit ? String(page.at(-1)?.id ?? 0) : null };
}

import type { LogList, LogQuery } from '@sensorium/contracts';
import type { Ingest } from '../ports/ingest.js';
import { placeOf } from '../ports/page.js';
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
  const before = cursor === undefined ? undefined : placeOf(cursor);
  const entries = await ingest.readLog({ uid, since, before, limit: limit + 1 });
  const page = entries.slice(0, limit);
  return { entries: page, next: entries.length > limit ? String(page.at(-1)?.id ?? 0) : null };
}

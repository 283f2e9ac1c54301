import type { AlertLogEntry } from '@sensorium/contracts';
import type { Transaction } from 'kysely';
import type { Tables } from './schema.js';

/** Resolved incidents and entries of their log are kept so long (ms), and so many of each. */
const KEPT_MS = 365 * 86_400_000;
const KEPT_MAX = 100_000;

/** Forgets resolved incidents and entries of the log beyond the bounds; `newest` is the newest entry. */
export async function forgetOldAlerts(db: Transaction<Tables>, newest: AlertLogEntry): Promise<void> {
  const from = newest.at - KEPT_MS;
  await db
    .deleteFrom('alert_log')
    .where((where) => where.or([where('id', '<=', newest.id - KEPT_MAX), where('at', '<', from)]))
    .execute();
  await db.deleteFrom('incident').where('open', '=', 0).where('sort_at', '<', from).execute();
  const oldest = await db
    .selectFrom('incident')
    .select('sort_at')
    .where('open', '=', 0)
    .orderBy('sort_at', 'desc')
    .offset(KEPT_MAX)
    .limit(1)
    .executeTakeFirst();
  if (!oldest) return;
  await db.deleteFrom('incident').where('open', '=', 0).where('sort_at', '<=', oldest.sort_at).execute();
}

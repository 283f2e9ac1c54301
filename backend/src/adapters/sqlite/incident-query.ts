import type { Kysely, SelectQueryBuilder } from 'kysely';
import * as z from 'zod';
import type { AlertFilter } from '../../ports/alert-store.js';
import { ApiError } from '../../ports/api-error.js';
import type { AlertTables } from './alert-schema.js';

/** Where a page ends: the order of the list is what is open, then what is resolved, each newest first. */
const placeSchema = z.tuple([z.literal([0, 1]), z.number(), z.string()]);

interface Row {
  open: number;
  sort_at: number;
  id: string;
}

export function cursorAfter({ open, sort_at, id }: Row): string {
  return Buffer.from(JSON.stringify([open, sort_at, id])).toString('base64url');
}

/** Rows of a page of incidents and one more, if there is one. Throws ApiError `bad-cursor`. */
export function incidentQuery(
  db: Kysely<AlertTables>,
  query: AlertFilter,
): SelectQueryBuilder<AlertTables, 'incident', Row & { alert: string }> {
  const listed = db
    .selectFrom('incident')
    .select(['open', 'sort_at', 'id', 'alert'])
    .orderBy('open', 'desc')
    .orderBy('sort_at', 'desc')
    .orderBy('id')
    .limit(query.limit + 1);
  const found = byTime(byState(byNames(listed, query), query), query);
  return query.cursor === undefined ? found : after(found, query.cursor);
}

type Listed = ReturnType<typeof incidentQuery>;

function byNames(listed: Listed, { rule, device, severity, site }: AlertFilter): Listed {
  let found = listed;
  if (rule !== undefined) found = found.where('rule', '=', rule);
  if (severity !== undefined) found = found.where('severity', '=', severity);
  if (site !== undefined) found = found.where('site', '=', site);
  if (device !== undefined) {
    found = found.where((where) => where.or([where('uid', '=', device), where('device', '=', device)]));
  }
  return found;
}

/** What came back before it fired is no incident to most: it is listed to who asks for pending and resolved ones. */
function byState(listed: Listed, { state }: AlertFilter): Listed {
  const found = state === undefined ? listed : listed.where('state', 'in', state);
  if (state?.includes('pending') === true) return found;
  return found.where((where) => where.or([where('open', '=', 1), where('fired_at', 'is not', null)]));
}

function byTime(listed: Listed, { from, to }: AlertFilter): Listed {
  const found = to === undefined ? listed : listed.where('started_at', '<=', to);
  if (from === undefined) return found;
  return found.where((where) => where.or([where('open', '=', 1), where('resolved_at', '>=', from)]));
}

function after(listed: Listed, cursor: string): Listed {
  const place = readCursor(cursor);
  if (!place) throw new ApiError('bad-cursor', 'this cursor is not one of a list of alerts');
  const [open, at, id] = place;
  return listed.where((where) =>
    where.or([
      where('open', '<', open),
      where.and([where('open', '=', open), where('sort_at', '<', at)]),
      where.and([where('open', '=', open), where('sort_at', '=', at), where('id', '>', id)]),
    ]),
  );
}

function readCursor(cursor: string): z.output<typeof placeSchema> | undefined {
  try {
    return placeSchema.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString())).data;
  } catch {
    return undefined;
  }
}

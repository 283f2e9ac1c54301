import { Injectable } from '@nestjs/common';
import type { Alert, AlertLogEntry, RuleVersion } from '@sensorium/contracts';
import type { Transaction } from 'kysely';
import type {
  AlertChanges,
  AlertFilter,
  AlertContent,
  AlertPage,
  AlertStore,
  StoredInstance,
} from '../../ports/alert-store.js';
import { forgetOldAlerts } from './alert-bounds.js';
import {
  instanceKey,
  readEntry,
  readIncident,
  readInstance,
  readRule,
  readVersion,
  writeEntry,
  writeIncident,
  writeInstance,
  writeRule,
  writeVersion,
} from './alert-rows.js';
import { cursorAfter, incidentQuery } from './incident-query.js';
import type { Tables } from './schema.js';
import { SqliteDatabase } from './sqlite-database.js';

/** Rows in one statement, below SQLite's limit of parameters. */
const ROWS_PER_STATEMENT = 500;

/** The setting that says that there were rules once, even if all are deleted. */
const HAD_RULES = 'alert-rules';

/** Saves between two looks at what is old. */
const SAVES_PER_CLEANING = 1_000;

/** Rules, incidents and their log in `sensorium.sqlite`. */
@Injectable()
export class SqliteAlertStore implements AlertStore {
  private saves = 0;

  constructor(private readonly database: SqliteDatabase) {}

  async load(): Promise<AlertContent> {
    const { db } = await this.database.read();
    const rules = await db.selectFrom('alert_rule').selectAll().execute();
    const instances = await db.selectFrom('alert_instance').selectAll().execute();
    const open = await db.selectFrom('incident').select('alert').where('open', '=', 1).execute();
    const newest = await db
      .selectFrom('alert_log')
      .select(({ fn }) => fn.max('id').as('id'))
      .executeTakeFirst();
    const had = await db
      .selectFrom('setting')
      .select('name')
      .where('name', '=', HAD_RULES)
      .executeTakeFirst();
    return {
      rules: rules.flatMap((row) => readRule(row) ?? []),
      instances: instances.flatMap((row) => readInstance(row) ?? []),
      open: open.flatMap((row) => readIncident(row) ?? []),
      lastLogId: newest?.id ?? 0,
      isNew: had === undefined && rules.length === 0,
    };
  }

  async save(changes: AlertChanges): Promise<void> {
    const db = await this.database.writable();
    await db.transaction().execute(async (transaction) => {
      await saveRules(transaction, changes);
      await saveInstances(transaction, changes);
      await saveIncidents(transaction, changes.incidents);
      for (const part of partsOf(changes.log)) {
        await transaction.insertInto('alert_log').values(part.map(writeEntry)).execute();
      }
      const newest = changes.log.at(-1);
      if (newest && this.saves++ % SAVES_PER_CLEANING === 0) await forgetOldAlerts(transaction, newest);
    });
  }

  async alerts(query: AlertFilter): Promise<AlertPage> {
    const { db } = await this.database.read();
    const rows = await incidentQuery(db, query).execute();
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    const next = rows.length > page.length && last ? cursorAfter(last) : null;
    return { alerts: page.flatMap((row) => readIncident(row) ?? []), next };
  }

  async alert(id: string): Promise<Alert | undefined> {
    const { db } = await this.database.read();
    const row = await db.selectFrom('incident').select('alert').where('id', '=', id).executeTakeFirst();
    return row && readIncident(row);
  }

  async log(alert: string | null, after: number, limit: number): Promise<AlertLogEntry[]> {
    const { db } = await this.database.read();
    const entries = db.selectFrom('alert_log').selectAll().where('id', '>', after).orderBy('id').limit(limit);
    const rows = await (alert === null ? entries : entries.where('alert', '=', alert)).execute();
    return rows.flatMap((row) => readEntry(row) ?? []);
  }

  async versions(rule: string): Promise<RuleVersion[]> {
    const { db } = await this.database.read();
    const rows = await db
      .selectFrom('alert_rule_version')
      .select('content')
      .where('rule', '=', rule)
      .orderBy('version', 'desc')
      .execute();
    return rows.flatMap((row) => readVersion(row) ?? []);
  }
}

async function saveRules(
  db: Transaction<Tables>,
  { rules, removedRules, versions }: Pick<AlertChanges, 'rules' | 'removedRules' | 'versions'>,
): Promise<void> {
  for (const id of removedRules) await db.deleteFrom('alert_rule').where('id', '=', id).execute();
  for (const part of partsOf(rules)) {
    await db
      .insertInto('alert_rule')
      .values(part.map(writeRule))
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((row) => ({ rule: row.ref('excluded.rule') })),
      )
      .execute();
  }
  for (const { rule, version } of versions) {
    await db
      .insertInto('alert_rule_version')
      .values(writeVersion(rule, version))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  if (rules.length === 0) return;
  await db
    .insertInto('setting')
    .values({ name: HAD_RULES, value: 'true' })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function saveInstances(
  db: Transaction<Tables>,
  { instances, rested }: { instances: StoredInstance[]; rested: AlertChanges['rested'] },
): Promise<void> {
  for (const one of rested) {
    const { rule, uid, metric } = instanceKey(one);
    await db
      .deleteFrom('alert_instance')
      .where('rule', '=', rule)
      .where('uid', '=', uid)
      .where('metric', '=', metric)
      .execute();
  }
  for (const part of partsOf(instances)) {
    await db
      .insertInto('alert_instance')
      .values(part.map(writeInstance))
      .onConflict((conflict) =>
        conflict
          .columns(['rule', 'uid', 'metric'])
          .doUpdateSet((row) => ({ state: row.ref('excluded.state') })),
      )
      .execute();
  }
}

/** What is resolved goes first: the incident that comes after it may be open only then. */
async function saveIncidents(db: Transaction<Tables>, incidents: readonly Alert[]): Promise<void> {
  const rows = incidents.map(writeIncident).sort((a, b) => a.open - b.open);
  for (const part of partsOf(rows)) {
    await db
      .insertInto('incident')
      .values(part)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((row) => ({
          device: row.ref('excluded.device'),
          site: row.ref('excluded.site'),
          severity: row.ref('excluded.severity'),
          state: row.ref('excluded.state'),
          open: row.ref('excluded.open'),
          fired_at: row.ref('excluded.fired_at'),
          resolved_at: row.ref('excluded.resolved_at'),
          sort_at: row.ref('excluded.sort_at'),
          alert: row.ref('excluded.alert'),
        })),
      )
      .execute();
  }
}

/** The list in pieces of {@link ROWS_PER_STATEMENT}. */
function partsOf<T>(list: readonly T[]): T[][] {
  const count = Math.ceil(list.length / ROWS_PER_STATEMENT);
  return Array.from({ length: count }, (_, part) =>
    list.slice(part * ROWS_PER_STATEMENT, (part + 1) * ROWS_PER_STATEMENT),
  );
}

import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Tables of alerts. Times in ms; JSON as text; `uid` and `metric` are empty where there is none, so that they can be
 * part of a key. `open` is 1 for an incident that is not resolved, `sort_at` what lists are ordered by: when it was
 * resolved, else when it began.
 */
export interface AlertTables {
  alert_rule: { id: string; rule: string };
  alert_rule_version: { rule: string; version: number; content: string };
  alert_instance: { rule: string; uid: string; metric: string; state: string };
  incident: {
    id: string;
    rule: string;
    uid: string;
    metric: string;
    device: string | null;
    site: string | null;
    severity: string;
    state: string;
    open: number;
    started_at: number;
    fired_at: number | null;
    resolved_at: number | null;
    sort_at: number;
    alert: string;
  };
  alert_log: { id: number; alert: string; at: number; event: string };
}

async function createRules({ schema }: Kysely<never>): Promise<void> {
  await schema
    .createTable('alert_rule')
    .addColumn('id', 'text', (one) => one.primaryKey())
    .addColumn('rule', 'text', (one) => one.notNull())
    .execute();
  await schema
    .createTable('alert_rule_version')
    .addColumn('rule', 'text', (one) => one.notNull().references('alert_rule.id').onDelete('cascade'))
    .addColumn('version', 'integer', (one) => one.notNull())
    .addColumn('content', 'text', (one) => one.notNull())
    .addPrimaryKeyConstraint('alert_rule_version_key', ['rule', 'version'])
    .execute();
  await schema
    .createTable('alert_instance')
    .addColumn('rule', 'text', (one) => one.notNull())
    .addColumn('uid', 'text', (one) => one.notNull())
    .addColumn('metric', 'text', (one) => one.notNull())
    .addColumn('state', 'text', (one) => one.notNull())
    .addPrimaryKeyConstraint('alert_instance_key', ['rule', 'uid', 'metric'])
    .execute();
}

async function createIncidents({ schema }: Kysely<never>): Promise<void> {
  await schema
    .createTable('incident')
    .addColumn('id', 'text', (one) => one.primaryKey())
    .addColumn('rule', 'text', (one) => one.notNull())
    .addColumn('uid', 'text', (one) => one.notNull())
    .addColumn('metric', 'text', (one) => one.notNull())
    .addColumn('device', 'text')
    .addColumn('site', 'text')
    .addColumn('severity', 'text', (one) => one.notNull())
    .addColumn('state', 'text', (one) => one.notNull())
    .addColumn('open', 'integer', (one) => one.notNull())
    .addColumn('started_at', 'real', (one) => one.notNull())
    .addColumn('fired_at', 'real')
    .addColumn('resolved_at', 'real')
    .addColumn('sort_at', 'real', (one) => one.notNull())
    .addColumn('alert', 'text', (one) => one.notNull())
    .execute();
  await schema
    .createIndex('one_open_incident')
    .on('incident')
    .columns(['rule', 'uid', 'metric'])
    .unique()
    .where(sql.ref('open'), '=', sql.lit(1))
    .execute();
  await schema
    .createIndex('incident_order')
    .on('incident')
    .columns(['open desc', 'sort_at desc', 'id'])
    .execute();
  await schema.createIndex('incident_of_device').on('incident').column('uid').execute();
}

async function createLog({ schema }: Kysely<never>): Promise<void> {
  await schema
    .createTable('alert_log')
    .addColumn('id', 'integer', (one) => one.primaryKey().autoIncrement())
    .addColumn('alert', 'text', (one) => one.notNull())
    .addColumn('at', 'real', (one) => one.notNull())
    .addColumn('event', 'text', (one) => one.notNull())
    .execute();
  await schema.createIndex('alert_log_of_alert').on('alert_log').columns(['alert', 'id']).execute();
}

export const alerts: Migration = {
  async up(db: Kysely<never>): Promise<void> {
    await createRules(db);
    await createIncidents(db);
    await createLog(db);
  },
};

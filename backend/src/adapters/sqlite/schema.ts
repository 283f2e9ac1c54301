import { sql, type Kysely } from 'kysely';
import type { Migration, MigrationProvider } from 'kysely/migration';
import { alerts, type AlertTables } from './alert-schema.js';
import { notify, type NotifyTables } from './notify-schema.js';

/** Tables of the settings and registry database. Times in µs where not said otherwise; JSON as text. */
export interface Tables extends AlertTables, NotifyTables {
  installation: { id: number; instance: string };
  device: {
    uid: string;
    source: string;
    dialect: string;
    base: string;
    id: string;
    public_id: string;
    others: string;
    aliases: string;
    edits: string;
    out_of_service: string | null;
    meta: string | null;
    parent: string | null;
    first_seen: number;
    last_seen: number | null;
    said_online: number | null;
    heard_since: number;
  };
  series: {
    n: number;
    uid: string;
    metric: string;
    kind: string;
    interval: number | null;
    last_seen: number | null;
  };
  deleted_identity: { key: string };
  site: { id: string; name: string; zone: string | null; lat: number | null; lon: number | null };
  /** `at` in ms. */
  event: { id: number; at: number; uid: string | null; device: string | null; event: string };
  /** What a person has set for the installation, as JSON. */
  setting: { name: string; value: string };
}

const registry: Migration = {
  async up(db: Kysely<never>): Promise<void> {
    await db.schema
      .createTable('installation')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('instance', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('device')
      .addColumn('uid', 'text', (column) => column.primaryKey())
      .addColumn('source', 'text', (column) => column.notNull())
      .addColumn('dialect', 'text', (column) => column.notNull())
      .addColumn('base', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('public_id', 'text', (column) => column.notNull().unique())
      .addColumn('meta', 'text')
      .addColumn('first_seen', 'bigint', (column) => column.notNull())
      .addColumn('last_seen', 'bigint')
      .addColumn('said_online', 'integer')
      .addColumn('heard_since', 'integer', (column) => column.notNull().defaultTo(sql`0`))
      .addUniqueConstraint('device_identity', ['source', 'dialect', 'base', 'id'])
      .execute();
    await db.schema
      .createTable('series')
      .addColumn('n', 'integer', (column) => column.primaryKey())
      .addColumn('uid', 'text', (column) => column.notNull().references('device.uid').onDelete('cascade'))
      .addColumn('metric', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('interval', 'real')
      .addColumn('last_seen', 'bigint')
      .addUniqueConstraint('series_name', ['uid', 'metric'])
      .execute();
  },
};

const edits: Migration = {
  async up(db: Kysely<never>): Promise<void> {
    for (const column of ['others', 'aliases'] as const) {
      await db.schema
        .alterTable('device')
        .addColumn(column, 'text', (one) => one.notNull().defaultTo('[]'))
        .execute();
    }
    await db.schema
      .alterTable('device')
      .addColumn('edits', 'text', (one) => one.notNull().defaultTo('{}'))
      .execute();
    await db.schema.alterTable('device').addColumn('out_of_service', 'text').execute();
    await db.schema
      .createTable('deleted_identity')
      .addColumn('key', 'text', (one) => one.primaryKey())
      .execute();
    await db.schema
      .createTable('site')
      .addColumn('id', 'text', (one) => one.primaryKey())
      .addColumn('name', 'text', (one) => one.notNull().unique())
      .addColumn('zone', 'text')
      .addColumn('lat', 'real')
      .addColumn('lon', 'real')
      .execute();
    await db.schema
      .createTable('event')
      .addColumn('id', 'integer', (one) => one.primaryKey())
      .addColumn('at', 'real', (one) => one.notNull())
      .addColumn('uid', 'text')
      .addColumn('device', 'text')
      .addColumn('event', 'text', (one) => one.notNull())
      .execute();
    await db.schema.createIndex('event_of_device').on('event').columns(['uid', 'id']).execute();
  },
};

const settings: Migration = {
  async up(db: Kysely<never>): Promise<void> {
    await db.schema
      .createTable('setting')
      .addColumn('name', 'text', (one) => one.primaryKey())
      .addColumn('value', 'text', (one) => one.notNull())
      .execute();
  },
};

const tree: Migration = {
  async up(db: Kysely<never>): Promise<void> {
    await db.schema.alterTable('device').addColumn('parent', 'text').execute();
  },
};

/** Steps of the schema, oldest first; a released step is never changed. */
export const migrations: MigrationProvider = {
  getMigrations: () =>
    Promise.resolve({
      '2026-11-23-registry': registry,
      '2026-11-23-with-edits-and-log': edits,
      '2026-11-24-settings': settings,
      '2026-11-24-tree-of-devices': tree,
      '2026-11-25-alerts': alerts,
      '2026-11-25-notify': notify,
    }),
};

import { sql, type Kysely } from 'kysely';
import type { Migration, MigrationProvider } from 'kysely/migration';

/** Tables of the settings and registry database. Times in µs; JSON as text. */
export interface Tables {
  installation: { id: number; instance: string };
  device: {
    uid: string;
    source: string;
    dialect: string;
    base: string;
    id: string;
    public_id: string;
    meta: string | null;
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

/** Steps of the schema, oldest first; a released step is never changed. */
export const migrations: MigrationProvider = {
  getMigrations: () => Promise.resolve({ '2026-11-23-registry': registry }),
};

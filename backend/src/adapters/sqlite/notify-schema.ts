import type { Generated, Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Tables of notification. Times in ms; JSON as text. `kind` of `notify_item`: channel, silence, subscriber or group;
 * `n` of a delivery grows by one with each, `alerts` is what it says of them.
 */
export interface NotifyTables {
  notify_item: { kind: string; id: string; item: string };
  notify_delivery: {
    n: Generated<number>;
    id: string;
    channel: string;
    state: string;
    delivery: string;
    alerts: string | null;
  };
  notify_delivery_alert: { n: number; alert: string };
}

/** What notification keeps: people's settings with the state of groups, and the log of deliveries. */
export const notify: Migration = {
  async up({ schema }: Kysely<never>): Promise<void> {
    await schema
      .createTable('notify_item')
      .addColumn('kind', 'text', (one) => one.notNull())
      .addColumn('id', 'text', (one) => one.notNull())
      .addColumn('item', 'text', (one) => one.notNull())
      .addPrimaryKeyConstraint('notify_item_key', ['kind', 'id'])
      .execute();
    await schema
      .createTable('notify_delivery')
      .addColumn('n', 'integer', (one) => one.primaryKey().autoIncrement())
      .addColumn('id', 'text', (one) => one.notNull().unique())
      .addColumn('channel', 'text', (one) => one.notNull())
      .addColumn('state', 'text', (one) => one.notNull())
      .addColumn('delivery', 'text', (one) => one.notNull())
      .addColumn('alerts', 'text')
      .execute();
    await schema
      .createTable('notify_delivery_alert')
      .addColumn('n', 'integer', (one) => one.notNull().references('notify_delivery.n').onDelete('cascade'))
      .addColumn('alert', 'text', (one) => one.notNull())
      .addPrimaryKeyConstraint('notify_delivery_alert_key', ['alert', 'n'])
      .execute();
    await schema.createIndex('notify_alert_of_delivery').on('notify_delivery_alert').column('n').execute();
    await schema.createIndex('notify_delivery_state').on('notify_delivery').columns(['state', 'n']).execute();
  },
};

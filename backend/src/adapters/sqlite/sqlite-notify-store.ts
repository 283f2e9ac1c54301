import { Injectable } from '@nestjs/common';
import { notificationSettingsSchema, type DeliveryQuery } from '@sensorium/contracts';
import type { Kysely, Transaction } from 'kysely';
import type * as z from 'zod';
import type { NotifyChanges, NotifyContent, NotifyStore, StoredDelivery } from '../../ports/notify-store.js';
import { placeOf } from '../../ports/page.js';
import {
  ITEMS,
  readDelivery,
  readItem,
  readStoredDelivery,
  SETTINGS,
  writeDelivery,
  type ItemKind,
  type SettingName,
} from './notify-rows.js';
import type { Tables } from './schema.js';
import { SqliteDatabase } from './sqlite-database.js';

/** Deliveries that are kept; older ones go, unless they still wait. */
const DELIVERIES = 20_000;

/** Saves between two looks at what is old. */
const SAVES_PER_CLEANING = 500;

/** What notification keeps, in `sensorium.sqlite`. */
@Injectable()
export class SqliteNotifyStore implements NotifyStore {
  private saves = 0;

  constructor(private readonly database: SqliteDatabase) {}

  async load(): Promise<NotifyContent> {
    const { db } = await this.database.read();
    const waiting = await db
      .selectFrom('notify_delivery')
      .select(['delivery', 'alerts'])
      .where('state', '=', 'waiting')
      .orderBy('n')
      .execute();
    return {
      channels: await loadItems(db, 'channel', ITEMS.channel),
      routes: (await loadSetting(db, 'notify-routes')) ?? [],
      settings: (await loadSetting(db, 'notify-settings')) ?? notificationSettingsSchema.parse({}),
      silences: await loadItems(db, 'silence', ITEMS.silence),
      subscribers: await loadItems(db, 'subscriber', ITEMS.subscriber),
      vapid: (await loadSetting(db, 'notify-vapid')) ?? null,
      groups: await loadItems(db, 'group', ITEMS.group),
      waiting: waiting.flatMap((row) => readStoredDelivery(row) ?? []),
      handled: (await loadSetting(db, 'notify-handled')) ?? 0,
    };
  }

  async save(changes: NotifyChanges): Promise<void> {
    const db = await this.database.writable();
    await db.transaction().execute(async (transaction) => {
      await saveAllItems(transaction, changes);
      await saveSetting(transaction, 'notify-routes', changes.routes);
      await saveSetting(transaction, 'notify-settings', changes.settings);
      await saveSetting(transaction, 'notify-vapid', changes.vapid);
      await saveSetting(transaction, 'notify-handled', changes.handled);
      for (const delivery of changes.deliveries ?? []) await saveDelivery(transaction, delivery);
      if (changes.deliveries && this.saves++ % SAVES_PER_CLEANING === 0) await forgetOld(transaction);
    });
  }

  async deliveries(query: DeliveryQuery): ReturnType<NotifyStore['deliveries']> {
    const { db } = await this.database.read();
    const { alert, channel, state, limit, cursor } = query;
    let found = db
      .selectFrom('notify_delivery')
      .select(['n', 'delivery'])
      .orderBy('n', 'desc')
      .limit(limit + 1);
    if (channel !== undefined) found = found.where('channel', '=', channel);
    if (state !== undefined) found = found.where('state', '=', state);
    if (cursor !== undefined) found = found.where('n', '<', placeOf(cursor));
    if (alert !== undefined) {
      const ofAlert = db.selectFrom('notify_delivery_alert').select('n').where('alert', '=', alert);
      found = found.where('n', 'in', ofAlert);
    }
    const rows = await found.execute();
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      notifications: page.flatMap((row) => readDelivery(row) ?? []),
      next: rows.length > limit && last ? String(last.n) : null,
    };
  }
}

async function loadItems<Item>(db: Kysely<Tables>, kind: ItemKind, schema: z.ZodType<Item>): Promise<Item[]> {
  const rows = await db.selectFrom('notify_item').select('item').where('kind', '=', kind).execute();
  return rows.flatMap(({ item }) => readItem(item, schema) ?? []);
}

type SettingOf<Name extends SettingName> = ReturnType<(typeof SETTINGS)[Name]['parse']>;

async function loadSetting<Name extends SettingName>(
  db: Kysely<Tables>,
  name: Name,
): Promise<SettingOf<Name> | undefined> {
  const row = await db.selectFrom('setting').select('value').where('name', '=', name).executeTakeFirst();
  return row && (SETTINGS[name].safeParse(JSON.parse(row.value)).data as SettingOf<Name> | undefined);
}

async function saveSetting<Name extends SettingName>(
  db: Transaction<Tables>,
  name: Name,
  value: SettingOf<Name> | undefined,
): Promise<void> {
  if (value === undefined) return;
  const row = { name, value: JSON.stringify(value) };
  await db
    .insertInto('setting')
    .values(row)
    .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
    .execute();
}

async function saveAllItems(db: Transaction<Tables>, changes: NotifyChanges): Promise<void> {
  const groups = changes.groups?.map((group) => ({ ...group, id: group.key }));
  await saveItems(db, 'channel', changes.channels, changes.removedChannels);
  await saveItems(db, 'silence', changes.silences, changes.removedSilences);
  await saveItems(db, 'subscriber', changes.subscribers, changes.removedSubscribers);
  await saveItems(db, 'group', groups, changes.removedGroups);
}

async function saveItems(
  db: Transaction<Tables>,
  kind: ItemKind,
  items: readonly { id: string }[] = [],
  removed: readonly string[] = [],
): Promise<void> {
  for (const id of removed) {
    await db.deleteFrom('notify_item').where('kind', '=', kind).where('id', '=', id).execute();
  }
  for (const one of items) {
    const row = { kind, id: one.id, item: JSON.stringify(one) };
    await db
      .insertInto('notify_item')
      .values(row)
      .onConflict((conflict) => conflict.columns(['kind', 'id']).doUpdateSet({ item: row.item }))
      .execute();
  }
}

async function saveDelivery(db: Transaction<Tables>, delivery: StoredDelivery): Promise<void> {
  const { id, ...columns } = writeDelivery(delivery);
  const known = await db
    .updateTable('notify_delivery')
    .set(columns)
    .where('id', '=', id)
    .returning('n')
    .executeTakeFirst();
  if (known) return;
  const { n } = await db
    .insertInto('notify_delivery')
    .values({ id, ...columns })
    .returning('n')
    .executeTakeFirstOrThrow();
  for (const alert of new Set(delivery.alerts)) {
    await db.insertInto('notify_delivery_alert').values({ n, alert }).execute();
  }
}

async function forgetOld(db: Transaction<Tables>): Promise<void> {
  const newest = await db
    .selectFrom('notify_delivery')
    .select(({ fn }) => fn.max('n').as('n'))
    .executeTakeFirst();
  await db
    .deleteFrom('notify_delivery')
    .where('n', '<=', (newest?.n ?? 0) - DELIVERIES)
    .where('state', '!=', 'waiting')
    .execute();
}

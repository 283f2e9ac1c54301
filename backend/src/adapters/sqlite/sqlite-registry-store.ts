import { Injectable } from '@nestjs/common';
import type { LogEntry } from '@sensorium/contracts';
import { sql, type Transaction } from 'kysely';
import { nanoid } from 'nanoid';
import type {
  LogRequest,
  RegistryChanges,
  RegistryContent,
  RegistryStore,
  StoredDevice,
  StoredSeries,
  StoredSite,
} from '../../ports/registry-store.js';
import {
  readDevice,
  readEvent,
  readSeries,
  readSite,
  writeDevice,
  writeEvent,
  writeSite,
} from './registry-rows.js';
import type { Tables } from './schema.js';
import { SqliteDatabase } from './sqlite-database.js';

/** Entries that the event log holds; older ones go. */
const LOG_ENTRIES = 100_000;

/** Rows in one statement, below SQLite's limit of parameters. */
const ROWS_PER_STATEMENT = 500;

/** The registry and its event log in `sensorium.sqlite` of the data folder. */
@Injectable()
export class SqliteRegistryStore implements RegistryStore {
  /** The instance while none can be saved. */
  private readonly fleeting = nanoid(12);

  constructor(private readonly database: SqliteDatabase) {}

  async instance(): Promise<string> {
    const { db, fault } = await this.database.read();
    const known = await db.selectFrom('installation').select('instance').executeTakeFirst();
    if (known) return known.instance;
    const instance = this.fleeting;
    if (fault === null) await db.insertInto('installation').values({ id: 1, instance }).execute();
    return instance;
  }

  async load(): Promise<RegistryContent> {
    const { db, setAside } = await this.database.read();
    const devices = await db.selectFrom('device').selectAll().orderBy('first_seen').execute();
    const series = await db.selectFrom('series').selectAll().orderBy('n').execute();
    const sites = await db.selectFrom('site').selectAll().orderBy('name').execute();
    const deleted = await db.selectFrom('deleted_identity').select('key').execute();
    const newest = await db
      .selectFrom('event')
      .select(({ fn }) => fn.max('id').as('id'))
      .executeTakeFirst();
    return {
      devices: devices.map(readDevice),
      series: series.map(readSeries),
      sites: sites.map(readSite),
      deleted: deleted.map(({ key }) => key),
      lastLogId: newest?.id ?? 0,
      setAside,
    };
  }

  async save(changes: RegistryChanges): Promise<void> {
    const db = await this.database.writable();
    await db.transaction().execute(async (transaction) => {
      for (const uid of changes.removed)
        await transaction.deleteFrom('device').where('uid', '=', uid).execute();
      await saveDevices(transaction, changes.devices);
      await saveSeries(transaction, changes.series);
      for (const site of changes.sites) await saveSite(transaction, site);
      await saveDeleted(transaction, changes);
      await saveLog(transaction, changes.log);
    });
  }

  async log({ uid, since, before, limit }: LogRequest): Promise<LogEntry[]> {
    const { db } = await this.database.read();
    let query = db.selectFrom('event').selectAll().orderBy('id', 'desc').limit(limit);
    if (uid !== null) query = query.where('uid', '=', uid);
    if (since !== undefined) query = query.where('at', '>', since);
    if (before !== undefined) query = query.where('id', '<', before);
    const rows = await query.execute();
    return rows.flatMap((row) => readEvent(row) ?? []);
  }

  async setting(name: string): Promise<unknown> {
    const { db } = await this.database.read();
    const row = await db.selectFrom('setting').select('value').where('name', '=', name).executeTakeFirst();
    return row ? JSON.parse(row.value) : undefined;
  }

  async saveSetting(name: string, value: unknown): Promise<void> {
    const db = await this.database.writable();
    const row = { name, value: JSON.stringify(value) };
    await db
      .insertInto('setting')
      .values(row)
      .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
      .execute();
  }

  async backup(file: string): Promise<void> {
    const { db } = await this.database.read();
    await sql`VACUUM INTO ${file}`.execute(db);
  }
}

async function saveDevices(db: Transaction<Tables>, devices: readonly StoredDevice[]): Promise<void> {
  for (const part of partsOf(devices)) {
    await db
      .insertInto('device')
      .values(part.map((device) => ({ uid: device.uid, ...writeDevice(device) })))
      .onConflict((conflict) =>
        conflict.column('uid').doUpdateSet((row) => ({
          dialect: row.ref('excluded.dialect'),
          base: row.ref('excluded.base'),
          id: row.ref('excluded.id'),
          public_id: row.ref('excluded.public_id'),
          others: row.ref('excluded.others'),
          aliases: row.ref('excluded.aliases'),
          edits: row.ref('excluded.edits'),
          out_of_service: row.ref('excluded.out_of_service'),
          meta: row.ref('excluded.meta'),
          parent: row.ref('excluded.parent'),
          last_seen: row.ref('excluded.last_seen'),
          said_online: row.ref('excluded.said_online'),
          heard_since: row.ref('excluded.heard_since'),
        })),
      )
      .execute();
  }
}

async function saveSeries(db: Transaction<Tables>, series: readonly StoredSeries[]): Promise<void> {
  for (const part of partsOf(series)) {
    await db
      .insertInto('series')
      .values(part.map(({ lastSeen, ...rest }) => ({ ...rest, last_seen: lastSeen })))
      .onConflict((conflict) =>
        conflict.column('n').doUpdateSet((row) => ({
          uid: row.ref('excluded.uid'),
          kind: row.ref('excluded.kind'),
          interval: row.ref('excluded.interval'),
          last_seen: row.ref('excluded.last_seen'),
        })),
      )
      .execute();
  }
}

async function saveSite(db: Transaction<Tables>, site: StoredSite): Promise<void> {
  const { id, ...columns } = writeSite(site);
  await db
    .insertInto('site')
    .values({ id, ...columns })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
    .execute();
}

async function saveDeleted(db: Transaction<Tables>, { deleted, restored }: RegistryChanges): Promise<void> {
  for (const key of deleted) {
    await db
      .insertInto('deleted_identity')
      .values({ key })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  for (const key of restored) await db.deleteFrom('deleted_identity').where('key', '=', key).execute();
}

async function saveLog(db: Transaction<Tables>, log: readonly LogEntry[]): Promise<void> {
  for (const part of partsOf(log)) await db.insertInto('event').values(part.map(writeEvent)).execute();
  const newest = log.at(-1)?.id;
  if (newest !== undefined)
    await db
      .deleteFrom('event')
      .where('id', '<=', newest - LOG_ENTRIES)
      .execute();
}

/** The list in pieces of {@link ROWS_PER_STATEMENT}. */
function partsOf<T>(list: readonly T[]): T[][] {
  const count = Math.ceil(list.length / ROWS_PER_STATEMENT);
  return Array.from({ length: count }, (_, part) =>
    list.slice(part * ROWS_PER_STATEMENT, (part + 1) * ROWS_PER_STATEMENT),
  );
}

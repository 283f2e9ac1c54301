import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { deviceMetaSchema, kindSchema, type DeviceMeta } from '@sensorium/contracts';
import { Kysely, type Insertable, type Selectable, type SqliteDialect, type Transaction } from 'kysely';
import { Migrator } from 'kysely/migration';
import { nanoid } from 'nanoid';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import type {
  RegistryChanges,
  RegistryStore,
  StoredDevice,
  StoredSeries,
} from '../../ports/registry-store.js';
import { nodeSqliteDialect } from './node-sqlite.js';
import { migrations, type Tables } from './schema.js';

/** The registry in `sensorium.sqlite` of the data folder. */
@Injectable()
export class SqliteRegistryStore implements RegistryStore, OnApplicationShutdown {
  private opened: Promise<Kysely<Tables>> | undefined;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  async instance(): Promise<string> {
    const db = await this.database();
    await db
      .insertInto('installation')
      .values({ id: 1, instance: nanoid(12) })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
    const row = await db.selectFrom('installation').select('instance').executeTakeFirstOrThrow();
    return row.instance;
  }

  async load(): Promise<RegistryChanges> {
    const db = await this.database();
    const devices = await db.selectFrom('device').selectAll().orderBy('first_seen').execute();
    const series = await db.selectFrom('series').selectAll().orderBy('n').execute();
    return { devices: devices.map(readDevice), series: series.map(readSeries) };
  }

  async save(changes: RegistryChanges): Promise<void> {
    const db = await this.database();
    await db.transaction().execute(async (transaction) => {
      for (const device of changes.devices) await saveDevice(transaction, device);
      for (const series of changes.series) await saveSeries(transaction, series);
    });
  }

  async onApplicationShutdown(): Promise<void> {
    const db = await this.opened;
    await db?.destroy();
  }

  private database(): Promise<Kysely<Tables>> {
    this.opened ??= openDatabase(this.settings.dataDir);
    return this.opened;
  }
}

async function openDatabase(folder: string): Promise<Kysely<Tables>> {
  const db = new Kysely<Tables>({ dialect: openFile(folder) });
  const { error } = await new Migrator({ db, provider: migrations }).migrateToLatest();
  if (error !== undefined) {
    await db.destroy();
    throw error instanceof Error
      ? error
      : new Error('the schema of the registry cannot be brought up to date');
  }
  return db;
}

function openFile(folder: string): SqliteDialect {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return nodeSqliteDialect(join(folder, 'sensorium.sqlite'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`the data folder ${folder} cannot be used (DATA_DIR): ${reason}`, { cause: error });
  }
}

async function saveDevice(db: Transaction<Tables>, device: StoredDevice): Promise<void> {
  const columns = writeDevice(device);
  await db
    .insertInto('device')
    .values({ uid: device.uid, ...columns })
    .onConflict((conflict) => conflict.column('uid').doUpdateSet(columns))
    .execute();
}

async function saveSeries(db: Transaction<Tables>, series: StoredSeries): Promise<void> {
  const { lastSeen, ...rest } = series;
  await db
    .insertInto('series')
    .values({ ...rest, last_seen: lastSeen })
    .onConflict((conflict) =>
      conflict.column('n').doUpdateSet({ kind: series.kind, interval: series.interval, last_seen: lastSeen }),
    )
    .execute();
}

function writeDevice(device: StoredDevice): Omit<Insertable<Tables['device']>, 'uid'> {
  return {
    source: device.source,
    dialect: device.dialect,
    base: device.base,
    id: device.id,
    public_id: device.publicId,
    meta: device.meta === null ? null : JSON.stringify(device.meta),
    first_seen: device.firstSeen,
    last_seen: device.lastSeen,
    said_online: device.saidOnline === null ? null : Number(device.saidOnline),
    heard_since: Number(device.heardSince),
  };
}

function readDevice(row: Selectable<Tables['device']>): StoredDevice {
  return {
    uid: row.uid,
    source: row.source,
    dialect: row.dialect,
    base: row.base,
    id: row.id,
    publicId: row.public_id,
    meta: row.meta === null ? null : readMeta(row.meta),
    firstSeen: row.first_seen,
    lastSeen: row.last_seen,
    saidOnline: row.said_online === null ? null : row.said_online === 1,
    heardSince: row.heard_since === 1,
  };
}

function readMeta(text: string): DeviceMeta | null {
  return deviceMetaSchema.safeParse(JSON.parse(text)).data ?? null;
}

function readSeries(row: Selectable<Tables['series']>): StoredSeries {
  const { last_seen, kind, ...rest } = row;
  return { ...rest, kind: kindSchema.parse(kind), lastSeen: last_seen };
}

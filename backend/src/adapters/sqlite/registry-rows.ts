import {
  deviceMetaSchema,
  kindSchema,
  labelsSchema,
  logEventSchema,
  outOfServiceSchema,
  type LogEntry,
} from '@sensorium/contracts';
import type { Insertable, Selectable } from 'kysely';
import * as z from 'zod';
import type { StoredDevice, StoredSeries, StoredSite } from '../../ports/registry-store.js';
import type { Tables } from './schema.js';

const identitiesSchema = z.array(
  z.object({ source: z.string(), dialect: z.string(), base: z.string(), id: z.string() }),
);
const editsSchema = z
  .object({ name: z.string(), site: z.string(), kind: z.string(), labels: labelsSchema })
  .partial();

/** Columns of a device besides its uid. */
export function writeDevice(device: StoredDevice): Omit<Insertable<Tables['device']>, 'uid'> {
  return {
    source: device.source,
    dialect: device.dialect,
    base: device.base,
    id: device.id,
    public_id: device.publicId,
    others: JSON.stringify(device.others),
    aliases: JSON.stringify(device.aliases),
    edits: JSON.stringify(device.edits),
    out_of_service: device.outOfService === null ? null : JSON.stringify(device.outOfService),
    meta: device.meta === null ? null : JSON.stringify(device.meta),
    parent: device.parent,
    first_seen: device.firstSeen,
    last_seen: device.lastSeen,
    said_online: device.saidOnline === null ? null : Number(device.saidOnline),
    heard_since: Number(device.heardSince),
  };
}

export function readDevice(row: Selectable<Tables['device']>): StoredDevice {
  return {
    uid: row.uid,
    source: row.source,
    dialect: row.dialect,
    base: row.base,
    id: row.id,
    publicId: row.public_id,
    others: readJson(row.others, identitiesSchema) ?? [],
    aliases: readJson(row.aliases, z.array(z.string())) ?? [],
    edits: definedOnly(readJson(row.edits, editsSchema) ?? {}),
    outOfService: readJson(row.out_of_service, outOfServiceSchema),
    meta: readJson(row.meta, deviceMetaSchema),
    parent: row.parent,
    firstSeen: row.first_seen,
    lastSeen: row.last_seen,
    saidOnline: row.said_online === null ? null : row.said_online === 1,
    heardSince: row.heard_since === 1,
  };
}

export function readSeries(row: Selectable<Tables['series']>): StoredSeries {
  const { last_seen, kind, ...rest } = row;
  return { ...rest, kind: kindSchema.parse(kind), lastSeen: last_seen };
}

export function writeSite({ id, name, zone, location }: StoredSite): Insertable<Tables['site']> {
  return { id, name, zone, lat: location?.lat ?? null, lon: location?.lon ?? null };
}

export function readSite({ id, name, zone, lat, lon }: Selectable<Tables['site']>): StoredSite {
  return { id, name, zone, location: lat === null || lon === null ? null : { lat, lon } };
}

export function writeEvent({ id, at, uid, device, event }: LogEntry): Insertable<Tables['event']> {
  return { id, at, uid, device, event: JSON.stringify(event) };
}

/** Undefined for an entry of another version, whose event this one does not know. */
export function readEvent(row: Selectable<Tables['event']>): LogEntry | undefined {
  const event = readJson(row.event, logEventSchema);
  return event === null ? undefined : { ...row, event };
}

function readJson<T>(text: string | null, schema: z.ZodType<T>): T | null {
  return text === null ? null : (schema.safeParse(JSON.parse(text)).data ?? null);
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function definedOnly<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Defined<T>;
}

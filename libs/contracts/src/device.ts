import * as z from 'zod';
import { QUALITIES } from './quality.js';
import { labelsSchema, metricLimitsSchema } from './meta.js';

/** ms since the epoch, UTC, with up to three decimals. */
export const timeSchema = z.number().meta({ description: 'ms since the epoch UTC, up to three decimals' });

/** How fresh a device or metric is. See section 2 of the API page for the thresholds. */
export const presenceSchema = z.enum(['live', 'late', 'stale', 'offline', 'unknown', 'never']);
export type Presence = z.infer<typeof presenceSchema>;

export const kindSchema = z.enum(['number', 'boolean', 'text']);
export type Kind = z.infer<typeof kindSchema>;

/** `good`, or why the time of a reading is not the one that the device stated. */
export const qualitySchema = z.enum(QUALITIES);

export const valueSchema = z.union([z.number(), z.boolean(), z.string()]);
export type Value = z.infer<typeof valueSchema>;

/** Why a device or metric has its presence, for showing in any language. Durations in ms. */
export const presenceCauseSchema = z.discriminatedUnion('code', [
  z.object({ code: z.literal('reading') }),
  z.object({ code: z.literal('silent'), sinceMs: z.number(), usuallyMs: z.number().optional() }),
  z.object({ code: z.literal('said-offline') }),
  z.object({ code: z.literal('gateway-offline'), gateway: z.string() }),
  z.object({ code: z.literal('link-down') }),
  z.object({ code: z.literal('restarted') }),
  z.object({ code: z.literal('nothing-yet') }),
]);
export type PresenceCause = z.infer<typeof presenceCauseSchema>;

/** The newest measured value of a series. `t`: measured; `received`: when it reached us. */
export const latestSchema = z.object({
  t: timeSchema,
  received: timeSchema,
  value: valueSchema,
  quality: qualitySchema,
  retained: z.boolean(),
});
export type Latest = z.infer<typeof latestSchema>;

/**
 * Lowest and highest number of the running day in the zone of the device's site (the server's where that has
 * none). It covers the span from `since` on: midnight, or the first reading known if that is later. `begins`
 * and `ends` bound the day: from `ends` on it is yesterday's.
 */
export const todaySchema = z.object({
  min: z.number(),
  max: z.number(),
  since: timeSchema,
  begins: timeSchema,
  ends: timeSchema,
});
export type Today = z.infer<typeof todaySchema>;

/** Whether the device states the interval of a metric, or it was learned from its arrivals. */
export const intervalSourceSchema = z.enum(['stated', 'learned']);
export type IntervalSource = z.infer<typeof intervalSourceSchema>;

/**
 * One metric of a device; `interval` in ms, null with its source while unknown; `state` is the metric's own presence;
 * `today` comes with HTTP answers only, null without a number of today. `unitSource` is `meta` for what its device or
 * the documentation of its dialect says; `class` and `values` as in the description of the device.
 */
export const metricSchema = z.object({
  name: z.string(),
  label: z.string().nullable(),
  unit: z.string().nullable(),
  unitSource: z.enum(['meta', 'guessed']).nullable(),
  kind: kindSchema,
  interval: z.number().nullable(),
  intervalSource: intervalSourceSchema.nullable(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  limits: metricLimitsSchema.nullable(),
  class: z.string().nullable(),
  values: z.record(z.string(), z.string()).nullable(),
  state: presenceSchema,
  latest: latestSchema.nullable(),
  today: todaySchema.nullable().optional(),
});
export type Metric = z.infer<typeof metricSchema>;

/** Fields of a device that a person may set over what the device says of itself. */
export const editableSchema = z.enum(['name', 'site', 'kind', 'labels']);
export type Editable = z.infer<typeof editableSchema>;

/** A device that is meant to be silent: why, and since when. */
export const outOfServiceSchema = z.object({ note: z.string(), since: timeSchema });
export type OutOfService = z.infer<typeof outOfServiceSchema>;

/**
 * What was assumed about the time that a device states: `receipt`: it gives local time without a zone, and the time of
 * receipt was taken; `zone`: its local time was read in this zone; `relative`: it says how long ago, counted from
 * receipt.
 */
export const clockAssumptionSchema = z.object({
  code: z.enum(['receipt', 'zone', 'relative']),
  zone: z.string().nullable(),
});
export type ClockAssumption = z.infer<typeof clockAssumptionSchema>;

export const locationSchema = z.object({ lat: z.number(), lon: z.number() });

/**
 * A device as every route and event shows it. `id` is the public id, `uid` the stable opaque one, `aliases`
 * are other ids under which it is found; `presenceReason` is an English sentence, `presenceCause` the same as
 * data; `edited` names what a person has set; `messagesPerMinute` counts the last minute; `parent` is the uid of its
 * gateway; `clockAssumption` is null where nothing had to be assumed.
 */
export const deviceSchema = z.object({
  id: z.string(),
  uid: z.string(),
  name: z.string(),
  dialect: z.string(),
  source: z.string(),
  site: z.string().nullable(),
  kind: z.string().nullable(),
  model: z.string().nullable(),
  parent: z.string().nullable(),
  presence: presenceSchema,
  presenceSince: timeSchema,
  presenceReason: z.string(),
  presenceCause: presenceCauseSchema,
  lastSeen: timeSchema.nullable(),
  firstSeen: timeSchema,
  messagesPerMinute: z.number(),
  clockSkewMs: z.number().nullable(),
  clockAssumption: clockAssumptionSchema.nullable(),
  labels: z.record(z.string(), z.string()),
  aliases: z.array(z.string()),
  edited: z.array(editableSchema),
  outOfService: outOfServiceSchema.nullable(),
  location: locationSchema.nullable(),
  metrics: z.array(metricSchema),
});
export type Device = z.infer<typeof deviceSchema>;

/** Query of `GET /api/devices`. `presence` and `label` repeat; `cursor` comes from `next`. */
export const deviceQuerySchema = z.object({
  q: z.string().max(256).optional(),
  presence: z.preprocess(asList, z.array(presenceSchema)).optional(),
  label: z
    .preprocess(
      asList,
      z.array(
        z
          .string()
          .max(520)
          .regex(/^[^:]+:/, 'must be key:value'),
      ),
    )
    .optional(),
  site: z.string().max(256).optional(),
  kind: z.string().max(256).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(1000),
  cursor: z.string().max(256).optional(),
});
export type DeviceQuery = z.infer<typeof deviceQuerySchema>;

function asList(value: unknown): unknown {
  return value === undefined || Array.isArray(value) ? value : [value];
}

export const deviceListSchema = z.object({
  devices: z.array(deviceSchema),
  next: z.string().nullable(),
});
export type DeviceList = z.infer<typeof deviceListSchema>;

const shortText = z.string().trim().min(1).max(256);

/** Body of `PATCH /api/devices/:id`: what is named changes; null goes back to what the device says. */
export const devicePatchSchema = z
  .strictObject({
    name: shortText.nullable(),
    site: shortText.nullable(),
    kind: shortText.nullable(),
    labels: labelsSchema.nullable(),
    outOfService: z.strictObject({ note: z.string().trim().max(1024) }).nullable(),
  })
  .partial();
export type DevicePatch = z.infer<typeof devicePatchSchema>;

/** Query of `DELETE /api/devices/:id`: `retained=clear` also clears its retained topics at the broker. */
export const deviceDeleteQuerySchema = z.object({ retained: z.enum(['keep', 'clear']).default('keep') });
export type DeviceDeleteQuery = z.infer<typeof deviceDeleteQuerySchema>;

/** Body of `POST /api/devices/:id/replace`: the device `by` takes its place and gives it its readings. */
export const deviceReplaceSchema = z.strictObject({ by: z.string().min(1).max(768) });
export type DeviceReplace = z.infer<typeof deviceReplaceSchema>;

/**
 * Answer of `GET /api/devices/:id/last-message`: the newest message as it came. `text`: its first 4 KiB if
 * they are UTF-8, else `hex` of the first 256 bytes; `retainedTopics`: topics it has at the broker.
 */
export const lastMessageSchema = z.object({
  message: z
    .object({
      topic: z.string(),
      at: timeSchema,
      bytes: z.number().int(),
      retained: z.boolean(),
      text: z.string().nullable(),
      hex: z.string().nullable(),
    })
    .nullable(),
  retainedTopics: z.array(z.string()),
});
export type LastMessage = z.infer<typeof lastMessageSchema>;

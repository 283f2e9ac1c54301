import * as z from 'zod';
import { metricLimitsSchema } from './meta.js';

/** ms since the epoch, UTC, with up to three decimals. */
export const timeSchema = z.number().meta({ description: 'ms since the epoch UTC, up to three decimals' });

/** How fresh a device or metric is. See section 2 of the API page for the thresholds. */
export const presenceSchema = z.enum(['live', 'late', 'stale', 'offline', 'unknown', 'never']);
export type Presence = z.infer<typeof presenceSchema>;

export const kindSchema = z.enum(['number', 'boolean', 'text']);
export type Kind = z.infer<typeof kindSchema>;

/** `good`, or why the time of a reading is not the one that the device stated. */
export const qualitySchema = z.enum(['good', 'clock-ahead', 'no-clock']);
export type Quality = z.infer<typeof qualitySchema>;

export const valueSchema = z.union([z.number(), z.boolean(), z.string()]);
export type Value = z.infer<typeof valueSchema>;

/** Why a device or metric has its presence, for showing in any language. Durations in ms. */
export const presenceCauseSchema = z.discriminatedUnion('code', [
  z.object({ code: z.literal('reading') }),
  z.object({ code: z.literal('silent'), sinceMs: z.number(), usuallyMs: z.number().optional() }),
  z.object({ code: z.literal('said-offline') }),
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

/** One metric of a device; `interval` in ms, learned or stated; `state` is the metric's own presence. */
export const metricSchema = z.object({
  name: z.string(),
  label: z.string().nullable(),
  unit: z.string().nullable(),
  unitSource: z.enum(['meta', 'guessed']).nullable(),
  kind: kindSchema,
  interval: z.number().nullable(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  limits: metricLimitsSchema.nullable(),
  state: presenceSchema,
  latest: latestSchema.nullable(),
});
export type Metric = z.infer<typeof metricSchema>;

/**
 * A device as every route and event shows it. `id` is the public id, `uid` the stable opaque one;
 * `presenceReason` is an English sentence, `presenceCause` the same as data.
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
  labels: z.record(z.string(), z.string()),
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

import * as z from 'zod';
import { ownIdSchema } from './alert-rules.js';
import { alertSchema } from './alerts.js';
import { timeSchema } from './device.js';
import { alertMatchersSchema } from './notification-routes.js';

/** Days and times at which a silence comes again; null: once. */
export const silenceRepeatSchema = z.discriminatedUnion('type', [
  /** Each week at the weekday and time of `from`, as long as from `from` to `to`. */
  z.object({ type: z.literal('weekly'), days: z.array(z.number().int().min(0).max(6)).min(1).max(7) }),
  /** Five fields of cron; each time for `forMs`. */
  z.object({
    type: z.literal('cron'),
    cron: z.string().min(9).max(128),
    forMs: z.number().min(1_000).max(2_592_000_000),
  }),
]);

/**
 * Body of `POST /api/silences`, `PUT …/:id`. Times in ms or ISO; a repeat is reckoned in `zone` (default: the site's).
 */
export const silenceBodySchema = z.object({
  matchers: alertMatchersSchema,
  from: z.union([timeSchema, z.string().max(64)]),
  to: z.union([timeSchema, z.string().max(64)]),
  repeat: silenceRepeatSchema.nullable().default(null),
  zone: z.string().max(64).nullable().default(null),
  author: z.string().trim().min(1).max(128),
  reason: z.string().trim().min(1).max(1_024),
});
export type SilenceBody = z.infer<typeof silenceBodySchema>;

/** A silence; `active`: now; `next`: when it begins next, null if never again. */
export const silenceSchema = z.object({
  ...silenceBodySchema.shape,
  from: timeSchema,
  to: timeSchema,
  id: ownIdSchema,
  createdAt: timeSchema,
  active: z.boolean(),
  next: timeSchema.nullable(),
});
export type Silence = z.infer<typeof silenceSchema>;

export const silenceListSchema = z.object({ silences: z.array(silenceSchema), next: z.string().nullable() });
export type SilenceList = z.infer<typeof silenceListSchema>;

/** Answer of `POST /api/silences/preview`: what a silence would cover now, and its next times. */
export const silencePreviewSchema = z.object({
  alerts: z.array(alertSchema),
  devices: z.array(z.object({ id: z.string(), uid: z.string(), name: z.string() })),
  deviceCount: z.number().int(),
  times: z.array(z.object({ from: timeSchema, to: timeSchema })),
});
export type SilencePreview = z.infer<typeof silencePreviewSchema>;

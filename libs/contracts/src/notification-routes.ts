import * as z from 'zod';
import {
  escalationStepSchema,
  groupingSchema,
  ownGroupingSchema,
  ownIdSchema,
  severitySchema,
} from './alert-rules.js';
import { outgoingUrlSchema } from './channels.js';
import { labelsSchema } from './meta.js';

/** What an alert must be to match; what is absent matches all. Globs for devices and sites; labels all must match. */
export const alertMatchersSchema = z.object({
  severity: z.array(severitySchema).optional(),
  rules: z.array(z.string().max(64)).max(100).optional(),
  devices: z.array(z.string().max(256)).max(100).optional(),
  sites: z.array(z.string().max(256)).max(100).optional(),
  metrics: z.array(z.string().max(256)).max(100).optional(),
  labels: labelsSchema.optional(),
});
export type AlertMatchers = z.infer<typeof alertMatchersSchema>;

/** Where alerts go whose rule names no channels: the first route that matches, and the next ones while `continue`. */
export const notificationRouteSchema = z.object({
  id: ownIdSchema,
  name: z.string().trim().min(1).max(128),
  match: alertMatchersSchema,
  channels: z.array(ownIdSchema).max(16),
  groupBy: z.array(z.enum(['rule', 'device', 'site', 'severity'])).default(['rule', 'site']),
  grouping: ownGroupingSchema.default({}),
  escalation: z.array(escalationStepSchema).max(8).default([]),
  continue: z.boolean().default(false),
});
export type NotificationRoute = z.infer<typeof notificationRouteSchema>;

/** Body and answer of `GET/PUT /api/notification-routes`; after the last the built-in one sends to the page. */
export const notificationRoutesSchema = z.object({ routes: z.array(notificationRouteSchema).max(100) });
export type NotificationRoutes = z.infer<typeof notificationRoutesSchema>;

/**
 * Body and answer of `GET/PUT /api/notification-settings`. `heartbeat`: a dead-man's switch, an HTTP GET each `everyMs`;
 * null: none. `grouping`: what holds where neither rule nor route says otherwise.
 */
export const notificationSettingsSchema = z.object({
  grouping: groupingSchema.prefault({}),
  heartbeat: z
    .object({ url: outgoingUrlSchema, everyMs: z.number().min(5_000).max(86_400_000).default(60_000) })
    .nullable()
    .default(null),
});
export type NotificationSettings = z.infer<typeof notificationSettingsSchema>;

import * as z from 'zod';
import { ownIdSchema, severitySchema } from './alert-rules.js';
import { timeSchema, valueSchema } from './device.js';
import { timeInputSchema } from './history.js';

/** `pending`: beyond the limit, not yet long enough. `recovering`: back, not yet long enough. */
export const alertStateSchema = z.enum(['pending', 'firing', 'recovering', 'resolved']);
export type AlertState = z.infer<typeof alertStateSchema>;

/**
 * Why an alert is as it is: the word for each transition, as it stands in logs, metrics and on screen.
 * `beyond`/`still-beyond`/`back-inside`: the condition; `held`: the on-delay is over; `cleared`: the off-delay is over;
 * `came-back`: solved before the on-delay was over; `no-data`, `data-back`; `resolved-by-hand`; `rule-changed`,
 * `rule-deleted`, `rule-disabled`, `device-deleted`, `out-of-scope`; `root-cause`: a lost broker or gateway.
 */
export const alertReasonSchema = z.enum([
  'beyond',
  'held',
  'back-inside',
  'beyond-again',
  'cleared',
  'came-back',
  'silent',
  'heard-again',
  'flat',
  'moved-again',
  'no-data',
  'data-back',
  'resolved-by-hand',
  'rule-changed',
  'rule-deleted',
  'rule-disabled',
  'device-deleted',
  'out-of-scope',
  'link-lost',
  'link-back',
  'gateway-lost',
  'gateway-back',
]);
export type AlertReason = z.infer<typeof alertReasonSchema>;

export const acknowledgementSchema = z.object({ by: z.string(), at: timeSchema, note: z.string() });

/**
 * One incident: a problem of one (rule, device, metric). `metric` is null for all/any and for the whole device;
 * `device` and `uid` are null for the installation itself (a lost broker). `value`: the newest that was evaluated;
 * `peak`: the one furthest beyond; `limit`, `clear`: what holds for this device; `reason`: why it is in its state, as a
 * word (`alertReasonSchema`), `message` the same as an English sentence. `suppressedBy`: id of the root incident, or of
 * the
 * silence, that keeps it quiet. `cursor`: place in the log of all alerts.
 */
export const alertSchema = z.object({
  id: ownIdSchema,
  rule: z.object({ id: z.string(), name: z.string(), version: z.number().int() }),
  device: z.string().nullable(),
  uid: z.string().nullable(),
  deviceName: z.string().nullable(),
  site: z.string().nullable(),
  labels: z.record(z.string(), z.string()),
  metric: z.string().nullable(),
  unit: z.string().nullable(),
  severity: severitySchema,
  state: alertStateSchema,
  startedAt: timeSchema,
  firedAt: timeSchema.nullable(),
  resolvedAt: timeSchema.nullable(),
  value: valueSchema.nullable(),
  valueAt: timeSchema.nullable(),
  peak: valueSchema.nullable(),
  peakAt: timeSchema.nullable(),
  limit: valueSchema.nullable(),
  clear: valueSchema.nullable(),
  reason: alertReasonSchema,
  message: z.string(),
  acknowledged: acknowledgementSchema.nullable(),
  snoozedUntil: timeSchema.nullable(),
  noDataSince: timeSchema.nullable(),
  suppressedBy: z.string().nullable(),
  flapping: z.boolean(),
  /** Times that it fired within the window in which flapping is judged. */
  firings: z.number().int(),
  runbook: z.string(),
  updatedAt: timeSchema,
});
export type Alert = z.infer<typeof alertSchema>;

/** Query of `GET /api/alerts`: `state` repeats; without it all that are not resolved, then recent ones. */
export const alertQuerySchema = z.object({
  state: z
    .preprocess(
      (value) => (value === undefined || Array.isArray(value) ? value : [value]),
      z.array(alertStateSchema),
    )
    .optional(),
  rule: z.string().max(64).optional(),
  device: z.string().max(768).optional(),
  severity: severitySchema.optional(),
  site: z.string().max(256).optional(),
  /** Incidents that were open at some time from here on, and up to `to`. */
  from: timeInputSchema.optional(),
  to: timeInputSchema.optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.string().max(128).optional(),
});
export type AlertQuery = z.infer<typeof alertQuerySchema>;

export const alertListSchema = z.object({ alerts: z.array(alertSchema), next: z.string().nullable() });
export type AlertList = z.infer<typeof alertListSchema>;

const by = z.string().trim().min(1).max(128).default('somebody');
const note = z.string().trim().max(1_024).default('');

/** Bodies of `POST /api/alerts/:id/acknowledge`, `/snooze`, `/resolve`, `/comments`. */
export const acknowledgeSchema = z.object({ by, note });
/** Of routes that need no body at all. */
export const acknowledgeBodySchema = acknowledgeSchema.prefault({});
/** `untilClear`: quiet until it is solved; it is ready for the next time by itself. `forMs` 0 ends a snooze. */
export const snoozeSchema = z.object({ by, note, forMs: z.number().min(0).max(31_536_000_000) });
export const resolveSchema = z.object({ by, note });
export const resolveBodySchema = resolveSchema.prefault({});
export const commentSchema = z.object({ by, text: z.string().trim().min(1).max(4_096) });

/** One action on an alert; `unacknowledge` takes an acknowledgement back. */
export const alertActionSchema = z.discriminatedUnion('action', [
  acknowledgeSchema.extend({ action: z.literal('acknowledge') }),
  acknowledgeSchema.extend({ action: z.literal('unacknowledge') }),
  snoozeSchema.extend({ action: z.literal('snooze') }),
  resolveSchema.extend({ action: z.literal('resolve') }),
  commentSchema.extend({ action: z.literal('comment') }),
]);
export type AlertAction = z.infer<typeof alertActionSchema>;

const ids = { ids: z.array(ownIdSchema).min(1).max(1_000) };

/** Body of `POST /api/alerts/actions`, and of the Socket.IO event `alert-action`: one action on several alerts. */
export const bulkActionSchema = z.discriminatedUnion('action', [
  acknowledgeSchema.extend({ action: z.literal('acknowledge'), ...ids }),
  acknowledgeSchema.extend({ action: z.literal('unacknowledge'), ...ids }),
  snoozeSchema.extend({ action: z.literal('snooze'), ...ids }),
  resolveSchema.extend({ action: z.literal('resolve'), ...ids }),
  commentSchema.extend({ action: z.literal('comment'), ...ids }),
]);
export type BulkAction = z.infer<typeof bulkActionSchema>;

/** What became of each alert of a bulk action; `error` is absent where it was done. */
export const bulkAnswerSchema = z.object({
  results: z.array(z.object({ id: z.string(), error: z.string().optional() })),
});
export type BulkAnswer = z.infer<typeof bulkAnswerSchema>;

/** What happened to an incident. `value` and `limit`: what caused a transition. */
export const alertEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('transition'),
    from: alertStateSchema.or(z.literal('ok')),
    to: alertStateSchema.or(z.literal('ok')),
    reason: alertReasonSchema,
    value: valueSchema.nullable(),
    limit: valueSchema.nullable(),
    message: z.string(),
  }),
  z.object({ type: z.literal('no-data'), since: timeSchema }),
  z.object({ type: z.literal('data-back') }),
  z.object({ type: z.literal('acknowledged'), by: z.string(), note: z.string() }),
  z.object({ type: z.literal('unacknowledged'), by: z.string() }),
  z.object({ type: z.literal('snoozed'), by: z.string(), until: timeSchema.nullable(), note: z.string() }),
  z.object({ type: z.literal('commented'), by: z.string(), text: z.string() }),
  z.object({ type: z.literal('flapping'), on: z.boolean(), firings: z.number().int() }),
  z.object({ type: z.literal('suppressed'), by: z.string().nullable() }),
  /** A decision of a notification stage, by its name: why somebody was told, or nobody. */
  z.object({
    type: z.literal('notice'),
    stage: z.string(),
    reason: z.string(),
    channel: z.string().nullable(),
    delivery: z.string().nullable(),
  }),
]);
export type AlertEvent = z.infer<typeof alertEventSchema>;

/** One entry in the log of all alerts; `id` grows by one with each. */
export const alertLogEntrySchema = z.object({
  id: z.number().int(),
  alert: ownIdSchema,
  at: timeSchema,
  event: alertEventSchema,
});
export type AlertLogEntry = z.infer<typeof alertLogEntrySchema>;

/** Query of `GET /api/alerts/:id/log`: `cursor` comes from `next`. */
export const alertLogQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(1000),
  cursor: z.string().max(32).optional(),
});
export type AlertLogQuery = z.infer<typeof alertLogQuerySchema>;

/** Query of `GET /api/alerts/:id/similar`: `cursor` comes from `next`. */
export const similarAlertsQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(128).optional(),
});
export type SimilarAlertsQuery = z.infer<typeof similarAlertsQuerySchema>;

/** Answer of `GET /api/alerts/:id/log`: oldest first. */
export const alertLogSchema = z.object({
  entries: z.array(alertLogEntrySchema),
  next: z.string().nullable(),
});
export type AlertLog = z.infer<typeof alertLogSchema>;

/**
 * Socket.IO event `alert`, to every connection that subscribes to `"fleet"`. `full`: these are all that are not
 * resolved; else those that changed since the event before. A subscription that names `alertCursor` goes on right
 * after it while we still hold what came then.
 */
export const alertsEventSchema = z.object({
  cursor: z.string(),
  time: timeSchema,
  full: z.boolean(),
  alerts: z.array(alertSchema),
});
export type AlertsEvent = z.infer<typeof alertsEventSchema>;

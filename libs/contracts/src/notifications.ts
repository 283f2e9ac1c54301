import * as z from 'zod';
import { ownIdSchema } from './alert-rules.js';
import { alertSchema } from './alerts.js';
import { timeSchema } from './device.js';

export const notificationEventSchema = z.enum(['firing', 'updated', 'reminder', 'resolved', 'test']);
export type NotificationEvent = z.infer<typeof notificationEventSchema>;

/** Body of a webhook (API page, section 3); `id` is the idempotency key of the delivery. */
export const webhookBodySchema = z.object({
  version: z.literal(1),
  id: ownIdSchema,
  event: notificationEventSchema,
  sentAt: timeSchema,
  alerts: z.array(alertSchema.extend({ url: z.string() })),
  /** Alerts that were left out, beyond 1,000. */
  truncated: z.number().int().optional(),
});
export type WebhookBody = z.infer<typeof webhookBodySchema>;

/** One try to deliver, and what was answered. */
export const deliveryAttemptSchema = z.object({
  at: timeSchema,
  outcome: z.enum(['ok', 'retryable', 'fatal']),
  answer: z.string(),
  tookMs: z.number(),
});
export type DeliveryAttempt = z.infer<typeof deliveryAttemptSchema>;

/** What an alert of a notice was about when it was decided: its rule, and the name of its device. */
export const deliverySubjectSchema = z.object({
  alert: z.string(),
  rule: z.object({ id: z.string(), name: z.string() }),
  device: z.string().nullable(),
});
export type DeliverySubject = z.infer<typeof deliverySubjectSchema>;

/**
 * One notice to one channel, with each attempt. `about`: its first ten alerts in words, absent in those of older
 * versions; `nextAt`: when it is tried again.
 */
export const deliverySchema = z.object({
  id: ownIdSchema,
  channel: z.object({ id: z.string(), name: z.string(), type: z.string() }),
  event: notificationEventSchema,
  /** Why it is sent: `new`, `more`, `reminder`, `solved`, `escalation`, `test`. */
  reason: z.string(),
  alerts: z.array(z.string()),
  about: z.array(deliverySubjectSchema).optional(),
  state: z.enum(['waiting', 'delivered', 'failed']),
  createdAt: timeSchema,
  nextAt: timeSchema.nullable(),
  attempts: z.array(deliveryAttemptSchema),
});
export type Delivery = z.infer<typeof deliverySchema>;

/** Query of `GET /api/notifications`: newest first. */
export const deliveryQuerySchema = z.object({
  alert: z.string().max(64).optional(),
  channel: z.string().max(64).optional(),
  state: z.enum(['waiting', 'delivered', 'failed']).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.string().max(128).optional(),
});
export type DeliveryQuery = z.infer<typeof deliveryQuerySchema>;

export const deliveryListSchema = z.object({
  notifications: z.array(deliverySchema),
  next: z.string().nullable(),
});
export type DeliveryList = z.infer<typeof deliveryListSchema>;
/** Socket.IO event `told`: a notice to the page: toast, sound and title. */
export const pageNoticeSchema = z.object({
  id: ownIdSchema,
  event: notificationEventSchema,
  time: timeSchema,
  alerts: z.array(alertSchema),
});
export type PageNotice = z.infer<typeof pageNoticeSchema>;

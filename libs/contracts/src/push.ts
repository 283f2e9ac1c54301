import * as z from 'zod';
import { ownIdSchema, severitySchema } from './alert-rules.js';
import { timeSchema } from './device.js';
import { notificationEventSchema } from './notifications.js';

/** Body of `POST /api/push-subscriptions`: as `PushSubscription.toJSON()` gives it (W3C Push API). */
export const pushSubscriptionSchema = z.object({
  endpoint: z.url({ protocol: /^https?$/ }).max(2_048),
  keys: z.object({ p256dh: z.string().min(1).max(256), auth: z.string().min(1).max(128) }),
  name: z.string().trim().max(128).default(''),
});
export type PushSubscriptionBody = z.infer<typeof pushSubscriptionSchema>;

/** A browser that has subscribed: `host` is that of its push service. Answer of `POST /api/push-subscriptions`. */
export const pushSubscriberSchema = z.object({
  id: ownIdSchema,
  name: z.string(),
  createdAt: timeSchema,
  host: z.string(),
});
export type PushSubscriberInfo = z.infer<typeof pushSubscriberSchema>;

/** Answer of `GET /api/push-subscriptions`: the public VAPID key (RFC 8292) and who has subscribed. */
export const pushSubscriptionListSchema = z.object({
  publicKey: z.string(),
  subscriptions: z.array(pushSubscriberSchema),
});
export type PushSubscriptionList = z.infer<typeof pushSubscriptionListSchema>;

/**
 * What the service worker gets with a push message. `url`: a path of our own, empty if there is none; `alert`: its id
 * where it is about one; `alerts`: ids of those that are open, which the actions are about.
 */
export const pushPayloadSchema = z.object({
  id: ownIdSchema,
  event: notificationEventSchema,
  severity: severitySchema,
  title: z.string().max(200),
  body: z.string(),
  url: z.string(),
  alert: ownIdSchema.nullable(),
  alerts: z.array(ownIdSchema),
  actions: z.array(z.object({ action: z.enum(['acknowledge', 'snooze']), title: z.string() })),
});
export type PushPayload = z.infer<typeof pushPayloadSchema>;

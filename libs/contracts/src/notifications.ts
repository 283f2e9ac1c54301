import * as z from 'zod';
import {
  escalationStepSchema,
  groupingSchema,
  ownGroupingSchema,
  ownIdSchema,
  severitySchema,
} from './alert-rules.js';
import { alertSchema } from './alerts.js';
import { timeSchema } from './device.js';
import { labelsSchema } from './meta.js';

/** `page` is built in: toast, badge and sound in the dashboard itself. */
export const channelTypeSchema = z.enum([
  'webhook',
  'email',
  'slack',
  'teams',
  'discord',
  'telegram',
  'ntfy',
  'gotify',
  'mqtt',
  'web-push',
]);
export type ChannelType = z.infer<typeof channelTypeSchema>;

const url = z.url({ protocol: /^https?$/ }).max(2_048);
const secret = z.string().max(4_096).nullable().optional();
const template = z.string().max(16_384).optional();

/**
 * Settings of each type. A secret is taken and never given out: an answer lists which are set (`secrets`); a body
 * without it keeps it, null deletes it. `template`: logic-less (Mustache) text of the message; absent: ours.
 */
export const CHANNEL_SETTINGS = {
  /** `format` `alertmanager`: the body of Alertmanager's webhook, version 4. */
  webhook: z.object({ url, secret, format: z.enum(['sensorium', 'alertmanager']).default('sensorium') }),
  email: z.object({
    host: z.string().min(1).max(253),
    port: z.number().int().min(1).max(65_535).default(587),
    /** `tls`: from the first byte (465); `starttls`: required; `auto`: STARTTLS where it is offered. */
    security: z.enum(['auto', 'starttls', 'tls', 'none']).default('auto'),
    username: z.string().max(320).optional(),
    password: secret,
    from: z.string().min(3).max(320),
    to: z.array(z.string().min(3).max(320)).min(1).max(50),
    subject: z.string().max(512).optional(),
    template,
  }),
  slack: z.object({ url: secret, template }),
  teams: z.object({ url: secret, template }),
  discord: z.object({ url: secret, template }),
  telegram: z.object({
    token: secret,
    chat: z.string().min(1).max(128),
    /** Address of the Bot API; another one for a server of your own. */
    server: url.default('https://api.telegram.org'),
    template,
  }),
  ntfy: z.object({
    server: url.default('https://ntfy.sh'),
    topic: z.string().regex(/^[-_A-Za-z0-9]{1,64}$/, 'must be 1 to 64 letters, digits, - or _'),
    token: secret,
    template,
  }),
  gotify: z.object({ server: url, token: secret, template }),
  mqtt: z.object({
    topic: z
      .string()
      .min(1)
      .max(1_024)
      .regex(/^[^+#\0]+$/, 'must be a topic without wildcards'),
    retain: z.boolean().default(false),
  }),
  /** All browsers that have subscribed. */
  'web-push': z.object({}),
} as const;

/** Names of the settings that are secrets, by type. */
export const CHANNEL_SECRETS: Record<ChannelType, readonly string[]> = {
  webhook: ['secret'],
  email: ['password'],
  slack: ['url'],
  teams: ['url'],
  discord: ['url'],
  telegram: ['token'],
  ntfy: ['token'],
  gotify: ['token'],
  mqtt: [],
  'web-push': [],
};

const channelFields = {
  name: z.string().trim().min(1).max(128),
  enabled: z.boolean().default(true),
};

/** Body of `POST /api/notification-channels` and `PUT …/:id`. */
export const channelBodySchema = z.discriminatedUnion('type', [
  z.object({ ...channelFields, type: z.literal('webhook'), settings: CHANNEL_SETTINGS.webhook }),
  z.object({ ...channelFields, type: z.literal('email'), settings: CHANNEL_SETTINGS.email }),
  z.object({ ...channelFields, type: z.literal('slack'), settings: CHANNEL_SETTINGS.slack }),
  z.object({ ...channelFields, type: z.literal('teams'), settings: CHANNEL_SETTINGS.teams }),
  z.object({ ...channelFields, type: z.literal('discord'), settings: CHANNEL_SETTINGS.discord }),
  z.object({ ...channelFields, type: z.literal('telegram'), settings: CHANNEL_SETTINGS.telegram }),
  z.object({ ...channelFields, type: z.literal('ntfy'), settings: CHANNEL_SETTINGS.ntfy }),
  z.object({ ...channelFields, type: z.literal('gotify'), settings: CHANNEL_SETTINGS.gotify }),
  z.object({ ...channelFields, type: z.literal('mqtt'), settings: CHANNEL_SETTINGS.mqtt }),
  z.object({ ...channelFields, type: z.literal('web-push'), settings: CHANNEL_SETTINGS['web-push'] }),
]);
export type ChannelBody = z.infer<typeof channelBodySchema>;

/** How a channel does: `failing` since when and why, as its last attempts say; null before the first. */
export const channelHealthSchema = z.object({
  state: z.enum(['ok', 'failing']),
  since: timeSchema,
  answer: z.string(),
});

/** A channel as it is shown: `settings` without its secrets, `secrets` names those that are set. */
export const channelSchema = z.object({
  ...channelFields,
  id: ownIdSchema,
  type: channelTypeSchema.or(z.literal('page')),
  settings: z.record(z.string(), z.unknown()),
  secrets: z.array(z.string()),
  health: channelHealthSchema.nullable(),
  createdAt: timeSchema,
  updatedAt: timeSchema,
});
export type Channel = z.infer<typeof channelSchema>;

export const channelListSchema = z.object({ channels: z.array(channelSchema), next: z.string().nullable() });
export type ChannelList = z.infer<typeof channelListSchema>;

/** Answer of `POST /api/notification-channels/:id/test`: each step of the path, and the answer at its end. */
export const channelTestSchema = z.object({
  ok: z.boolean(),
  /** `retryable` and `fatal` as the channel itself decides. */
  outcome: z.enum(['ok', 'retryable', 'fatal']),
  steps: z.array(z.object({ step: z.string(), ok: z.boolean(), detail: z.string() })),
  answer: z.string(),
  tookMs: z.number(),
});
export type ChannelTest = z.infer<typeof channelTestSchema>;

/** Body and answer of `POST /api/notification-channels/preview`: the message as it would be sent. */
export const channelPreviewSchema = z.object({
  contentType: z.string(),
  subject: z.string().nullable(),
  body: z.string(),
});
export type ChannelPreview = z.infer<typeof channelPreviewSchema>;

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
    .object({ url, everyMs: z.number().min(5_000).max(86_400_000).default(60_000) })
    .nullable()
    .default(null),
});
export type NotificationSettings = z.infer<typeof notificationSettingsSchema>;

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

/** Body of `POST /api/silences`, `PUT …/:id`. Times in ms or ISO; a repeat is reckoned in `zone` (default: the site's). */
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

/** One notice to one channel, with each attempt. `nextAt`: when it is tried again. */
export const deliverySchema = z.object({
  id: ownIdSchema,
  channel: z.object({ id: z.string(), name: z.string(), type: z.string() }),
  event: notificationEventSchema,
  /** Why it is sent: `new`, `more`, `reminder`, `solved`, `escalation`, `test`. */
  reason: z.string(),
  alerts: z.array(z.string()),
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
 * What the service worker gets with a push message. `url`: a path of our own, empty if there is none; `alert`: its id where
 * it is about one; `alerts`: ids of those that are open, which the actions are about.
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

/** Socket.IO event `told`: a notice to the page: toast, sound and title. */
export const pageNoticeSchema = z.object({
  id: ownIdSchema,
  event: notificationEventSchema,
  time: timeSchema,
  alerts: z.array(alertSchema),
});
export type PageNotice = z.infer<typeof pageNoticeSchema>;

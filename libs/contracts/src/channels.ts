import * as z from 'zod';
import { ownIdSchema } from './alert-rules.js';
import { timeSchema } from './device.js';

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

/** An address that we send to; whether it may be reached is judged when it is. */
export const outgoingUrlSchema = z.url({ protocol: /^https?$/ }).max(2_048);
const secret = z.string().max(4_096).nullable().optional();
const template = z.string().max(16_384).optional();

/**
 * Settings of each type. A secret is taken and never given out: an answer lists which are set (`secrets`); a body
 * without it keeps it, null deletes it. `template`: logic-less (Mustache) text of the message; absent: ours.
 */
export const CHANNEL_SETTINGS = {
  /** `format` `alertmanager`: the body of Alertmanager's webhook, version 4. */
  webhook: z.object({
    url: outgoingUrlSchema,
    secret,
    format: z.enum(['sensorium', 'alertmanager']).default('sensorium'),
  }),
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
    server: outgoingUrlSchema.default('https://api.telegram.org'),
    template,
  }),
  ntfy: z.object({
    server: outgoingUrlSchema.default('https://ntfy.sh'),
    topic: z.string().regex(/^[-_A-Za-z0-9]{1,64}$/, 'must be 1 to 64 letters, digits, - or _'),
    token: secret,
    template,
  }),
  gotify: z.object({ server: outgoingUrlSchema, token: secret, template }),
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

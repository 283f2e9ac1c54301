import {
  alertSchema,
  channelHealthSchema,
  channelTypeSchema,
  deliverySchema,
  escalationStepSchema,
  groupingSchema,
  notificationRoutesSchema,
  notificationSettingsSchema,
  ownIdSchema,
  silenceBodySchema,
  type Delivery,
} from '@sensorium/contracts';
import type { GroupState } from '@sensorium/domain/notify';
import * as z from 'zod';
import type {
  PushSubscriber,
  StoredChannel,
  StoredDelivery,
  StoredSilence,
  VapidKeys,
} from '../../ports/notify-store.js';

const time = z.number();

const channel: z.ZodType<StoredChannel> = z.object({
  id: ownIdSchema,
  name: z.string(),
  enabled: z.boolean(),
  type: channelTypeSchema,
  settings: z.record(z.string(), z.unknown()),
  health: channelHealthSchema.nullable(),
  createdAt: time,
  updatedAt: time,
});

const silence: z.ZodType<StoredSilence> = z.object({
  ...silenceBodySchema.shape,
  id: ownIdSchema,
  from: time,
  to: time,
  createdAt: time,
});

const subscriber: z.ZodType<PushSubscriber> = z.object({
  id: ownIdSchema,
  name: z.string(),
  endpoint: z.string(),
  keys: z.object({ p256dh: z.string(), auth: z.string() }),
  createdAt: time,
});

const toldState = z.enum(['firing', 'resolved']);

const group: z.ZodType<GroupState> = z.object({
  key: z.string(),
  channels: z.array(z.string()),
  grouping: groupingSchema,
  escalation: z.array(escalationStepSchema),
  members: z.array(
    z.object({
      alert: z.string(),
      state: toldState,
      since: time,
      firedAt: time,
      told: z.object({ state: toldState, at: time }).nullable(),
      escalated: z.array(z.number()),
      noted: z.string().nullable(),
    }),
  ),
  firstAt: time,
  lastSentAt: time.nullable(),
  nextAt: time.nullable(),
});

const vapid: z.ZodType<VapidKeys> = z.object({ publicKey: z.string(), privateKey: z.string() });

/** Items by their kind, each kept as JSON. */
export const ITEMS = { channel, silence, subscriber, group } as const;
export type ItemKind = keyof typeof ITEMS;

/** Settings of notification in the table of settings, by their names there. */
export const SETTINGS = {
  'notify-routes': notificationRoutesSchema.shape.routes,
  'notify-settings': notificationSettingsSchema,
  'notify-vapid': vapid,
  'notify-handled': z.number().int(),
} as const;
export type SettingName = keyof typeof SETTINGS;

/** Undefined for what another version of ours has written and this one does not know. */
export function readItem<Item>(text: string, schema: z.ZodType<Item>): Item | undefined {
  return schema.safeParse(JSON.parse(text)).data;
}

export function readDelivery(row: { delivery: string }): Delivery | undefined {
  return readItem(row.delivery, deliverySchema);
}

export function readStoredDelivery(row: {
  delivery: string;
  alerts: string | null;
}): StoredDelivery | undefined {
  const delivery = readDelivery(row);
  const snapshot = readItem(row.alerts ?? '[]', z.array(alertSchema));
  return delivery && snapshot && { ...delivery, snapshot };
}

/** Columns of a delivery; what it says is needed only until it is delivered. */
export function writeDelivery({ snapshot, ...delivery }: StoredDelivery): {
  id: string;
  channel: string;
  state: string;
  delivery: string;
  alerts: string | null;
} {
  const { id, channel, state } = delivery;
  const alerts = state === 'waiting' ? JSON.stringify(snapshot) : null;
  return { id, channel: channel.id, state, delivery: JSON.stringify(delivery), alerts };
}

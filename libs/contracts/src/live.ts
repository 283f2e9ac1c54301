import * as z from 'zod';
import {
  deviceSchema,
  intervalSourceSchema,
  kindSchema,
  presenceCauseSchema,
  presenceSchema,
  qualitySchema,
  timeSchema,
  valueSchema,
} from './device.js';
import type { AlertsEvent, BulkAnswer, bulkActionSchema } from './alerts.js';
import type { HistoryEvent } from './history.js';
import { LIMITS } from './limits.js';
import type { PageNotice } from './notifications.js';
import type { Echo, echoRequestSchema } from './transports.js';

const subscriptionId = z.string().min(1).max(64);

/**
 * Client asks for a stream. `series`: names (`*` for a whole part) or `"fleet"` for everything, devices
 * and presence included. `latest`: the newest value of each series at each tick; `every`: all readings.
 * `columns`: binary frames in place of JSON. `recent`: begins with the readings of the last minutes, unless it
 * resumes. `cursor`: the last one that came; the stream goes on after it; `alertCursor`: the same of `alert` events
 * (`"fleet"` only). `width`: pixel columns to which a
 * catch-up is downsampled.
 */
export const subscribeSchema = z.object({
  id: subscriptionId,
  series: z.union([z.literal('fleet'), z.array(z.string().max(1600)).min(1).max(LIMITS.seriesPerSelection)]),
  mode: z.enum(['latest', 'every']).default('latest'),
  tickMs: z.number().min(0).max(60_000).default(100),
  encoding: z.enum(['json', 'columns']).default('json'),
  recent: z.boolean().default(false),
  cursor: z.string().max(128).optional(),
  alertCursor: z.string().max(128).optional(),
  width: z.number().int().min(1).max(10_000).default(1_000),
});
export type Subscribe = z.input<typeof subscribeSchema>;
export type SubscribeRequest = z.output<typeof subscribeSchema>;

export const unsubscribeSchema = z.object({ id: subscriptionId });

/** Client says that it has drawn `frames` more frames. The first one turns flow control on for it. */
export const creditSchema = z.object({ frames: z.number().int().min(1).max(64) });

/**
 * How a subscription with a cursor goes on: `memory`: right after the cursor; `history`: with a catch-up; null: it
 * begins anew, with a snapshot (no cursor, one of another epoch, or one that reaches back too far).
 */
export type Resumed = 'memory' | 'history' | null;

/** Answer to every client event; `resumed` is in every answer to `subscribe`. */
export type Ack = { ok: true; resumed?: Resumed } | { ok: false; error: string };

/** Answer to `echo`, given at once: what a round trip is measured with while the stream runs. */
export type EchoAck = ({ ok: true } & Echo) | Extract<Ack, { ok: false }>;

/** Answer to `alert-action`: what became of each alert. */
export type AlertActionAck = ({ ok: true } & BulkAnswer) | Extract<Ack, { ok: false }>;

/** One reading in a JSON event. */
export const liveReadingSchema = z.object({
  device: z.string(),
  metric: z.string(),
  t: timeSchema,
  received: timeSchema,
  value: valueSchema,
  quality: qualitySchema,
});
export type LiveReading = z.infer<typeof liveReadingSchema>;

/** First event of a connection. `epoch` changes when the backend restarts; cursors of another epoch are void. */
export const helloSchema = z.object({
  contract: z.number().int(),
  epoch: z.string(),
  time: timeSchema,
  limits: z.record(z.string(), z.number()),
});
export type Hello = z.infer<typeof helloSchema>;

/** Latest values of a new subscription; every later reading follows in `readings`, without a gap. */
export const snapshotSchema = z.object({
  id: z.string(),
  cursor: z.string(),
  time: timeSchema,
  readings: z.array(liveReadingSchema.extend({ retained: z.boolean() })),
});
export type Snapshot = z.infer<typeof snapshotSchema>;

/**
 * What a catch-up covers, ms, both ends included. Each event has all readings of its series in the range (at most
 * 10,000 of each, what is held in memory more), or where `downsampled` those that a picture shows: first, minimum,
 * maximum and last of each column, of texts the changes, and always the last. `series`: how many series
 * the event holds. `done`: no further event of this catch-up comes. A reading that came before, with the same
 * series and time, is replaced.
 */
export const catchUpSchema = z.object({
  from: timeSchema,
  to: timeSchema,
  downsampled: z.boolean(),
  series: z.number().int(),
  done: z.boolean(),
});
export type CatchUp = z.infer<typeof catchUpSchema>;

/** `part` and `catchUp` are there in a catch-up only. */
export const readingsSchema = z.object({
  id: z.string(),
  cursor: z.string(),
  time: timeSchema,
  part: z.literal('catch-up').optional(),
  catchUp: catchUpSchema.optional(),
  readings: z.array(liveReadingSchema),
});
export type Readings = z.infer<typeof readingsSchema>;

/**
 * What a binary frame holds: the latest values, the readings of the last minutes, what is new, or what was missed
 * and does not come one by one.
 */
export const framePartSchema = z.enum(['snapshot', 'recent', 'readings', 'catch-up']);
export type FramePart = z.infer<typeof framePartSchema>;

/**
 * Head of a binary frame; its columns follow as bytes (`decodeColumns`). A viewer that sent `credit` once
 * answers each `frame` and each `readings` with one.
 */
export const frameHeadSchema = z.object({
  id: z.string(),
  cursor: z.string(),
  time: timeSchema,
  part: framePartSchema,
  catchUp: catchUpSchema.optional(),
});
export type FrameHead = z.infer<typeof frameHeadSchema>;

/** What the number of a series in frames stands for; sent before the number is used, valid within an epoch. */
export const seriesEntrySchema = z.object({
  n: z.number().int(),
  device: z.string(),
  uid: z.string(),
  metric: z.string(),
  kind: kindSchema,
  unit: z.string().nullable(),
});
export type SeriesEntry = z.infer<typeof seriesEntrySchema>;

/**
 * Devices that are new or changed, and the uids of those that are gone. `full`: this is all of them. Whoever
 * names up to 16 devices in his subscriptions gets these each ten seconds if `messagesPerMinute` (to two
 * digits) or `clockSkewMs` (to a tenth of a second) changed.
 */
export const devicesEventSchema = z.object({
  time: timeSchema,
  full: z.boolean(),
  devices: z.array(deviceSchema),
  removed: z.array(z.string()),
});
export type DevicesEvent = z.infer<typeof devicesEventSchema>;

/** Presence of devices that changed; `metrics` only those whose own state changed. */
export const presenceEventSchema = z.object({
  time: timeSchema,
  changes: z.array(
    z.object({
      uid: z.string(),
      presence: presenceSchema,
      since: timeSchema,
      reason: z.string(),
      cause: presenceCauseSchema,
      metrics: z.array(
        z.object({
          name: z.string(),
          state: presenceSchema,
          interval: z.number().nullable(),
          intervalSource: intervalSourceSchema.nullable(),
        }),
      ),
    }),
  ),
});
export type PresenceEvent = z.infer<typeof presenceEventSchema>;
export type PresenceUpdate = PresenceEvent['changes'][number];

/** Something a person should know: a refused subscription, a lost broker, a viewer that is too slow. */
export const noticeSchema = z.object({ code: z.string(), message: z.string() });
export type Notice = z.infer<typeof noticeSchema>;

/**
 * A subscription is behind: it is `shown` updates a second of the `offered` ones that there were, and what it has not
 * seen waits for `behindMs`. Told at most once a second, and with `behindMs` 0 once it has caught up.
 */
export const paceSchema = z.object({
  id: z.string(),
  shown: z.number(),
  offered: z.number(),
  behindMs: z.number(),
});
export type Pace = z.infer<typeof paceSchema>;

/** State of the link to the MQTT broker. */
export const linkEventSchema = z.object({
  state: z.enum(['up', 'down']),
  since: timeSchema,
  reason: z.string().nullable(),
});
export type LinkEvent = z.infer<typeof linkEventSchema>;

/** Event map, client to server, for typed Socket.IO on both ends. */
export interface ClientEvents {
  subscribe: (request: Subscribe, ack: (answer: Ack) => void) => void;
  unsubscribe: (request: z.input<typeof unsubscribeSchema>, ack: (answer: Ack) => void) => void;
  credit: (request: z.input<typeof creditSchema>, ack?: (answer: Ack) => void) => void;
  echo: (request: z.input<typeof echoRequestSchema>, ack: (answer: EchoAck) => void) => void;
  'alert-action': (request: z.input<typeof bulkActionSchema>, ack: (answer: AlertActionAck) => void) => void;
}

/** Event map, server to client. */
export interface ServerEvents {
  hello: (event: Hello) => void;
  snapshot: (event: Snapshot) => void;
  readings: (event: Readings) => void;
  recent: (event: Readings) => void;
  series: (event: SeriesEntry[]) => void;
  frame: (head: FrameHead, columns: Uint8Array) => void;
  devices: (event: DevicesEvent) => void;
  presence: (event: PresenceEvent) => void;
  link: (event: LinkEvent) => void;
  history: (event: HistoryEvent) => void;
  notice: (event: Notice) => void;
  pace: (event: Pace) => void;
  alert: (event: AlertsEvent) => void;
  told: (event: PageNotice) => void;
}

import * as z from 'zod';
import { timeSchema } from './device.js';
import { partStateSchema } from './health.js';
import { historyStateSchema } from './history.js';
import { brokerRefusalSchema } from './refusals.js';

/** Something that a person should do something about. `advice` says what. */
export const systemNoticeSchema = z.object({
  code: z.enum([
    'link-down',
    'subscription-refused',
    'same-client-id',
    'broker-dropped',
    'link-silent',
    'registry-unsaved',
    'limit-reached',
    'history-paused',
    'set-aside',
    'alerts-unsaved',
    'channel-failing',
  ]),
  severity: z.enum(['info', 'warning', 'critical']),
  since: timeSchema,
  message: z.string(),
  advice: z.string(),
});
export type SystemNotice = z.infer<typeof systemNoticeSchema>;

/**
 * One connected viewer: what it is sent a second, and how far it is behind. `waitingBytes`: what waits here for
 * its connection, beyond what is being written.
 */
export const viewerStateSchema = z.object({
  id: z.string(),
  since: timeSchema,
  transport: z.string(),
  subscriptions: z.number().int(),
  framesPerSecond: z.number(),
  skippedPerSecond: z.number(),
  underWay: z.number().int(),
  waitingBytes: z.number().int(),
});

/** Answer of `GET /api/system`: parts, rates, memory and queues. Durations in ms, memory in bytes. */
export const systemSchema = z.object({
  time: timeSchema,
  version: z.string(),
  node: z.string(),
  contract: z.number().int(),
  epoch: z.string(),
  startedAt: timeSchema,
  parts: z.record(z.string(), partStateSchema),
  link: z.object({
    state: z.enum(['up', 'down']),
    since: timeSchema,
    reason: z.string().nullable(),
    /** Host and port of the broker, without a login. */
    address: z.string(),
    protocol: z.string().nullable(),
    embedded: z.boolean(),
    /** Round trip of the watchdog's probe through the broker; null before the first, or without publishing. */
    probeMs: z.number().nullable(),
    /** What the broker says it dropped since we watch, and in the last minute; null if it does not say. */
    dropped: z.object({ total: z.number(), lastMinute: z.number() }).nullable(),
  }),
  /** What the embedded broker turned away since the start; null with a broker of your own. */
  refusals: z.array(brokerRefusalSchema).nullable(),
  /** The store of readings; null before it is known. */
  history: historyStateSchema.nullable(),
  rates: z.object({ messagesPerSecond: z.number(), readingsPerSecond: z.number() }),
  totals: z.object({
    messages: z.number(),
    readings: z.number(),
    ignored: z.number(),
    rejected: z.number(),
    devices: z.number(),
    series: z.number(),
  }),
  memory: z.object({ rss: z.number(), heapUsed: z.number(), recentReadings: z.number() }),
  eventLoop: z.object({ mainP99Ms: z.number(), ingestP99Ms: z.number() }),
  queues: z.object({ unsavedDevices: z.number() }),
  viewers: z.array(viewerStateSchema),
  notices: z.array(systemNoticeSchema),
});
export type System = z.infer<typeof systemSchema>;

/** Answer of `GET /api/system/rates`: one rate about every five seconds of the last 15 minutes, oldest first. */
export const recentRatesSchema = z.object({
  time: timeSchema,
  rates: z.array(z.object({ t: timeSchema, ...systemSchema.shape.rates.shape })),
});
export type RecentRates = z.infer<typeof recentRatesSchema>;

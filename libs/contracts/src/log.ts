import * as z from 'zod';
import { presenceCauseSchema, presenceSchema, timeSchema } from './device.js';
import { timeInputSchema } from './history.js';

/** What happened, as data for any language. `from` and `to` are values before and after. */
export const logEventSchema = z.discriminatedUnion('code', [
  z.object({ code: z.literal('first-seen') }),
  z.object({ code: z.literal('described') }),
  z.object({
    code: z.literal('presence'),
    from: presenceSchema,
    to: presenceSchema,
    cause: presenceCauseSchema,
  }),
  z.object({ code: z.literal('clock-set-back') }),
  z.object({
    code: z.literal('edited'),
    field: z.string(),
    from: z.string().nullable(),
    to: z.string().nullable(),
  }),
  z.object({ code: z.literal('out-of-service'), note: z.string() }),
  z.object({ code: z.literal('in-service') }),
  z.object({ code: z.literal('replaced'), by: z.string() }),
  z.object({ code: z.literal('deleted') }),
  z.object({ code: z.literal('link-down'), reason: z.string() }),
  z.object({ code: z.literal('link-up') }),
  z.object({ code: z.literal('started') }),
  z.object({ code: z.literal('history-paused'), reason: z.string() }),
  z.object({ code: z.literal('history-on') }),
  z.object({ code: z.literal('dropped-by-broker'), messages: z.number().int() }),
]);
export type LogEvent = z.infer<typeof logEventSchema>;

/** One entry of the event log; `uid` and `device` (its name then) are null for the whole installation. */
export const logEntrySchema = z.object({
  id: z.number().int(),
  at: timeSchema,
  uid: z.string().nullable(),
  device: z.string().nullable(),
  event: logEventSchema,
});
export type LogEntry = z.infer<typeof logEntrySchema>;

/** Query of `GET /api/log` and `GET /api/devices/:id/log`: newest first; `since`: only later ones. */
export const logQuerySchema = z.object({
  since: timeInputSchema.optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.string().max(64).optional(),
});
export type LogQuery = z.infer<typeof logQuerySchema>;

export const logListSchema = z.object({ entries: z.array(logEntrySchema), next: z.string().nullable() });
export type LogList = z.infer<typeof logListSchema>;

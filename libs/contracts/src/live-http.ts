import * as z from 'zod';
import { qualitySchema, timeSchema, valueSchema } from './device.js';
import { LIMITS } from './limits.js';

const cursor = z.string().max(128).optional();

/** Selection of a request: series by name, `*` alone for a whole part, repeats; or `fleet` alone for everything. */
const series = z.preprocess(
  (value) => (typeof value === 'string' ? [value] : value),
  z.array(z.string().max(1600)).min(1).max(LIMITS.seriesPerSelection),
);

/** Query of `GET /api/live/poll`. `wait`: how long the answer may wait for the first reading, ms. */
export const pollQuerySchema = z.object({
  series,
  cursor,
  wait: z.coerce.number().int().min(0).max(30_000).default(0),
});
export type PollQuery = z.output<typeof pollQuerySchema>;

/** Query of `GET /api/live/stream`. `tickMs`: least time between two events. */
export const streamQuerySchema = z.object({
  series,
  cursor,
  tickMs: z.coerce.number().int().min(0).max(60_000).default(50),
});
export type StreamQuery = z.output<typeof streamQuerySchema>;

/** A reading of an answer; `quality` is there unless it is good, `retained` only where it is true. */
export const polledReadingSchema = z.object({
  device: z.string(),
  metric: z.string(),
  t: timeSchema,
  value: valueSchema,
  quality: qualitySchema.optional(),
  retained: z.literal(true).optional(),
});
export type PolledReading = z.infer<typeof polledReadingSchema>;

/**
 * Answer of `GET /api/live/poll`, and data of each event of `GET /api/live/stream`. Without a cursor: the latest
 * values. With one: every reading after it, `more` if there are further ones. `reset`: the readings after the cursor
 * are no longer held, or too many for a slow reader; these are the latest values instead, and at most `missed`
 * readings are missing in between (null: unknown, the backend was restarted). `time`: the server's clock.
 */
export const pollSchema = z.object({
  cursor: z.string(),
  time: timeSchema,
  readings: z.array(polledReadingSchema),
  more: z.boolean(),
  reset: z.boolean(),
  missed: z.number().int().nullable(),
});
export type Poll = z.infer<typeof pollSchema>;

import * as z from 'zod';
import { kindSchema, timeSchema } from './device.js';
import { LIMITS } from './limits.js';

/** A point in time as people write it: ms since the epoch, ISO 8601 with a zone, or `now[-<n>(s|m|h|d|w)]`. */
export const timeInputSchema = z
  .string()
  .max(40)
  .meta({ description: 'ms since the epoch, ISO 8601 with zone, or now[-<n>(s|m|h|d|w)]' });

/** Series of a request by name; `*` alone stands for a whole part. Repeats. */
const seriesNames = z.preprocess(
  (value) => (typeof value === 'string' ? [value] : value),
  z.array(z.string().max(1600)).min(1).max(LIMITS.seriesPerHistory),
);

const range = {
  series: seriesNames,
  from: timeInputSchema.default('now-1h'),
  to: timeInputSchema.default('now'),
};

const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true');

/** Query of `GET /api/history`. `width`: pixel columns of the picture; `raw`: every sample. */
export const historyQuerySchema = z.object({
  ...range,
  width: z.coerce.number().int().min(1).max(10_000).default(1_000),
  raw: flag,
});
export type HistoryQuery = z.output<typeof historyQuerySchema>;

/** The nearest sample outside of the range; booleans as true and false. */
export const historySampleSchema = z.object({
  t: timeSchema,
  v: z.union([z.number(), z.boolean(), z.string()]),
});
export type HistorySample = z.infer<typeof historySampleSchema>;

/**
 * One series over a range, both ends included. `t` rises strictly. Numbers: every stored sample while there are
 * at most 4 x width, else the first, minimum, maximum and last of each pixel column
 * `floor((t - from) * width / (to - from))`, `to` itself in the last, ties the earliest. Booleans and texts: the
 * points where they change, and the last sample. `stored`: samples in the range; `gaps`: ranges without data,
 * by the interval of the series. A series that is not known has `stored` 0 and no `uid`.
 */
export const historySeriesSchema = z.object({
  device: z.string(),
  uid: z.string().nullable(),
  metric: z.string(),
  unit: z.string().nullable(),
  kind: kindSchema,
  from: timeSchema,
  to: timeSchema,
  stored: z.number().int(),
  returned: z.number().int(),
  before: historySampleSchema.nullable(),
  after: historySampleSchema.nullable(),
  gaps: z.array(z.tuple([timeSchema, timeSchema])),
  t: z.array(timeSchema),
  v: z.union([z.array(z.number()), z.array(z.boolean()), z.array(z.string())]),
});
export type HistorySeries = z.infer<typeof historySeriesSchema>;

/** Answer of `GET /api/history`; `time` is the server's clock. */
export const historySchema = z.object({ time: timeSchema, series: z.array(historySeriesSchema) });
export type History = z.infer<typeof historySchema>;

/** Query of `GET /api/history/statistics`. */
export const statisticsQuerySchema = z.object(range);
export type StatisticsQuery = z.output<typeof statisticsQuerySchema>;

/**
 * Numbers of one series over a range, all null without samples. `mean` is of the samples, not weighted by time;
 * `p95`: the smallest sample that 95 % are not above; it is of a sample of the samples where `p95Exact` is false.
 */
export const seriesStatisticsSchema = z.object({
  device: z.string(),
  uid: z.string().nullable(),
  metric: z.string(),
  unit: z.string().nullable(),
  from: timeSchema,
  to: timeSchema,
  count: z.number().int(),
  min: z.number().nullable(),
  mean: z.number().nullable(),
  max: z.number().nullable(),
  last: z.number().nullable(),
  p95: z.number().nullable(),
  p95Exact: z.boolean(),
});
export type SeriesStatistics = z.infer<typeof seriesStatisticsSchema>;

export const statisticsSchema = z.object({ time: timeSchema, series: z.array(seriesStatisticsSchema) });
export type Statistics = z.infer<typeof statisticsSchema>;

/** Query of `GET /api/history/totals`. Buckets are cut in `zone` (IANA), default that of the device's site. */
export const totalsQuerySchema = z.object({
  ...range,
  per: z.enum(['hour', 'day', 'month']).default('day'),
  zone: z.string().max(64).optional(),
});
export type TotalsQuery = z.output<typeof totalsQuerySchema>;

/**
 * What a counter has counted, per hour, day or month. A fall of the counter is a reset, and what it shows after
 * it counts from 0; if the device states the highest value (meta `max`) and the fall starts in its last tenth
 * and ends in its first, it is a roll-over. What grew across a border of two buckets counts in the later one.
 * `t`: starts of the buckets, `v`: increase in each, null without a sample.
 */
export const seriesTotalsSchema = z.object({
  device: z.string(),
  uid: z.string().nullable(),
  metric: z.string(),
  unit: z.string().nullable(),
  from: timeSchema,
  to: timeSchema,
  zone: z.string(),
  total: z.number(),
  resets: z.number().int(),
  rollovers: z.number().int(),
  t: z.array(timeSchema),
  v: z.array(z.number().nullable()),
});
export type SeriesTotals = z.infer<typeof seriesTotalsSchema>;

export const totalsSchema = z.object({
  time: timeSchema,
  per: z.enum(['hour', 'day', 'month']),
  series: z.array(seriesTotalsSchema),
});
export type Totals = z.infer<typeof totalsSchema>;

/** Query of `GET /api/history/export.csv`. */
export const exportQuerySchema = z.object(range);
export type ExportQuery = z.output<typeof exportQuerySchema>;

/** Columns of the CSV, in this order: ISO UTC, public id, metric, value, unit, quality. */
export const CSV_HEADER = 'time,device,metric,value,unit,quality';

/** A line of an import that was not taken; `line` counts from 1, the header included. */
export const importFaultSchema = z.object({ line: z.number().int(), reason: z.string(), text: z.string() });
export type ImportFault = z.infer<typeof importFaultSchema>;

/** An import, under way or the last one. `faults` are the first hundred; `rejected` counts all. */
export const importReportSchema = z.object({
  id: z.string(),
  state: z.enum(['running', 'done', 'failed']),
  startedAt: timeSchema,
  endedAt: timeSchema.nullable(),
  bytes: z.number().int(),
  /** Length that the request stated; null if it did not. */
  totalBytes: z.number().int().nullable(),
  lines: z.number().int(),
  accepted: z.number().int(),
  rejected: z.number().int(),
  faults: z.array(importFaultSchema),
  /** Why it failed; what was accepted before stays. */
  reason: z.string().nullable(),
});
export type ImportReport = z.infer<typeof importReportSchema>;

/** Answer of `GET /api/history/import`: the running import or the last one since the start. */
export const importStateSchema = z.object({ import: importReportSchema.nullable() });
export type ImportState = z.infer<typeof importStateSchema>;

/** A backup: a folder below `DATA_DIR/backups` with both databases and `backup.json`. */
export const backupSchema = z.object({
  name: z.string(),
  at: timeSchema,
  bytes: z.number().int(),
  readings: z.number().int(),
  series: z.number().int(),
  devices: z.number().int(),
});
export type Backup = z.infer<typeof backupSchema>;

export const backupListSchema = z.object({ backups: z.array(backupSchema), next: z.string().nullable() });
export type BackupList = z.infer<typeof backupListSchema>;

/** Why history is paused: what a person has to do something about. */
export const historyFaultSchema = z.enum(['disk-full', 'read-only', 'damaged', 'newer-version', 'failed']);
export type HistoryFault = z.infer<typeof historyFaultSchema>;

/** State of the history store, told to viewers when it changes. `since` is that of the state. */
export const historyEventSchema = z.object({
  state: z.enum(['on', 'paused']),
  since: timeSchema,
  fault: historyFaultSchema.nullable(),
  reason: z.string().nullable(),
});
export type HistoryEvent = z.infer<typeof historyEventSchema>;

/** A part of the store that could not be read and was set aside, never deleted. */
export const setAsideSchema = z.object({ name: z.string(), at: timeSchema, reason: z.string() });
export type SetAside = z.infer<typeof setAsideSchema>;

/** The store in figures, part of `GET /api/system`. Sizes in bytes, durations in ms. */
export const historyStateSchema = historyEventSchema.extend({
  series: z.number().int(),
  /** Readings not sealed yet, and sealed ones. */
  hot: z.number().int(),
  sealed: z.number().int(),
  bytes: z.number().int(),
  /** Room left on the disk of the data folder. */
  freeBytes: z.number().int(),
  /** Measured time of the oldest reading. */
  oldest: timeSchema.nullable(),
  commitP50Ms: z.number(),
  commitP99Ms: z.number(),
  /** Messages taken and not acknowledged to the broker yet. */
  heldMessages: z.number().int(),
  setAside: z.array(setAsideSchema),
});
export type HistoryState = z.infer<typeof historyStateSchema>;

/** One rule of how long readings are kept; `series` as in selections, globs in both parts. The first that fits counts. */
export const retentionRuleSchema = z.strictObject({
  series: z.string().max(1600),
  days: z.number().int().min(1).max(36_500).nullable(),
});
export type RetentionRule = z.infer<typeof retentionRuleSchema>;

/** `GET/PUT /api/history/retention`: `days` for what no rule names (null: for good), `maxBytes` of the whole store. */
export const retentionSchema = z.strictObject({
  days: z.number().int().min(1).max(36_500).nullable(),
  maxBytes: z.number().int().min(10_000_000).nullable(),
  rules: z.array(retentionRuleSchema).max(100),
});
export type Retention = z.infer<typeof retentionSchema>;

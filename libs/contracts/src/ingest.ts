import * as z from 'zod';

/**
 * Why a message, or one value in it, was not taken. Each is counted in
 * `sensorium_rejections_total{reason}` and listed at `/api/rejections`.
 */
export const REJECT_REASONS = {
  empty: 'the payload is empty',
  'too-large': 'the payload is larger than 1 MiB',
  'not-utf8': 'the payload is not UTF-8 text',
  'bad-json': 'the payload is not valid JSON',
  'too-deep': 'the JSON is nested more than 32 levels deep',
  'too-many-values': 'the message has more than 10,000 values',
  'no-values': 'the message holds no value',
  'not-finite': 'the number is not finite',
  'text-too-long': 'the text is longer than 1 KiB',
  'bad-stamp': 'the time stamp cannot be read',
  'bad-id': 'the device id is empty, longer than 256 bytes, or has control characters',
  'bad-metric': 'the metric name is empty, longer than 256 bytes, __proto__, or has control characters',
  'bad-topic': 'the topic has no level that could name a device',
  'bad-status': 'the status is neither online nor offline',
  'bad-meta': 'the description does not match its schema',
  'bad-protobuf': 'the payload is not the protobuf that its topic promises',
  'bad-cbor': 'the payload is not valid CBOR',
  'bad-msgpack': 'the payload is not valid MessagePack',
  'bad-line': 'a line does not follow the Influx line protocol',
  'bad-record': 'a record does not have the fields of its dialect',
  'bad-config': 'a discovery or configuration message does not have the fields of its dialect',
  'bad-quality': 'the device itself says that the value is bad or stale',
  'unknown-alias': 'the metric is named by an alias that no birth message declared',
  'template-unsupported': 'the value template uses more than the parts that are understood',
  'kind-mismatch': 'the value is of another kind than the series',
  'device-limit': 'there are 20,000 devices already',
  'metric-limit': 'the device has 1,000 metrics already',
  'series-limit': 'there are 200,000 series already',
} as const;

export type RejectReason = keyof typeof REJECT_REASONS;

/** One thing that was not taken: `path` is a metric, a field of the payload, or empty for all of it. */
export const rejectionSchema = z.object({ path: z.string(), reason: z.string() });
export type Rejection = z.infer<typeof rejectionSchema>;

/** Answer of `POST /api/ingest/:device`: how many readings were taken, and what was not. */
export const ingestReceiptSchema = z.object({
  accepted: z.number().int(),
  rejected: z.array(rejectionSchema),
});
export type IngestReceipt = z.infer<typeof ingestReceiptSchema>;

/**
 * What was not taken: its topic, and the first 256 bytes of its payload with what cannot be printed as `·`. `path` is
 * the metric or field, with the template where one is not understood; empty for all of it.
 */
export const rejectedSampleSchema = z.object({
  topic: z.string(),
  path: z.string(),
  at: z.number(),
  payload: z.string(),
});
export type RejectedSample = z.infer<typeof rejectedSampleSchema>;

/** Counts of one reason since the start, with the topics that met it last (newest first) and what they sent. */
export const rejectionCountSchema = z.object({
  reason: z.string(),
  description: z.string(),
  count: z.number().int(),
  lastAt: z.number(),
  topics: z.array(z.string()),
  samples: z.array(rejectedSampleSchema),
});

export const rejectionListSchema = z.object({
  rejections: z.array(rejectionCountSchema),
  next: z.string().nullable(),
});
export type RejectionList = z.infer<typeof rejectionListSchema>;

import * as z from 'zod';
import { LIMITS } from './limits.js';
import { isStorableName } from './names.js';

const shortText = z.string().max(256);
const name = z.string().refine(isStorableName, 'must have 1 to 256 bytes without control characters');

/** Thresholds of one severity; a value beyond `low` or `high` is out of limits. */
const limitPairSchema = z.object({ low: z.number().optional(), high: z.number().optional() });

/** Limits of a metric by severity, in the metric's own unit. */
export const metricLimitsSchema = z.object({
  warning: limitPairSchema.optional(),
  critical: limitPairSchema.optional(),
});
export type MetricLimits = z.infer<typeof metricLimitsSchema>;

/**
 * What a device says about one of its metrics. `min` and `max`: possible range; `interval`: ms between readings.
 * `class`: what it is, in the words of Home Assistant's device classes (`temperature`, `door`, `motion`);
 * `values`: what its values mean, by the value as text (`true`, `2`); `settable`: a command changes it.
 */
export const metricMetaSchema = z.object({
  unit: z.string().max(32).optional(),
  label: shortText.optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  interval: z.number().positive().max(31_536_000_000).optional(),
  kind: z.enum(['number', 'boolean', 'text']).optional(),
  limits: metricLimitsSchema.optional(),
  class: z.string().max(64).optional(),
  values: z
    .record(z.string().max(64), shortText)
    .refine((values) => Object.keys(values).length <= LIMITS.meanings, `at most ${LIMITS.meanings} values`)
    .optional(),
  settable: z.boolean().optional(),
});
export type MetricMeta = z.infer<typeof metricMetaSchema>;

/** Labels of a device: at most 32 short texts by key. */
export const labelsSchema = z
  .record(name, shortText)
  .refine((labels) => Object.keys(labels).length <= LIMITS.labels, `at most ${LIMITS.labels} labels`);

/**
 * A command that a device takes. Without `topic` it is a native one; with it, its parameters are published there as
 * a JSON object (`json`) or, if there is but one, as its bare value (`value`).
 */
const commandSchema = z.object({
  params: z.unknown().optional(),
  topic: z.string().max(1024).optional(),
  body: z.enum(['json', 'value']).optional(),
});

/**
 * Native description of a device, `devices/<id>/meta`, retained; each message replaces the one before.
 * Unknown fields are ignored. Commands are kept as they are, for the command forms.
 */
export const deviceMetaSchema = z.object({
  name: shortText.optional(),
  model: shortText.optional(),
  site: shortText.optional(),
  /** Time zone of the site, such as `Europe/Lisbon`; used when the site is first heard of. */
  zone: z.string().max(64).optional(),
  kind: shortText.optional(),
  labels: labelsSchema.optional(),
  location: z.object({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) }).optional(),
  metrics: z.record(name, metricMetaSchema).optional(),
  commands: z.record(name, commandSchema).optional(),
});
export type DeviceMeta = z.infer<typeof deviceMetaSchema>;

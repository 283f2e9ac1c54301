import * as z from 'zod';
import { timeSchema, valueSchema } from './device.js';
import { labelsSchema } from './meta.js';
import { isStorableName } from './names.js';

/** Ids that we make: `[A-Za-z0-9_-]`, at most 64. */
export const ownIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be 1 to 64 of A-Z a-z 0-9 _ -');

export const severitySchema = z.enum(['info', 'warning', 'critical']);
export type Severity = z.infer<typeof severitySchema>;

const YEAR_MS = 31_536_000_000;
const DAY_MS = 86_400_000;

/** A length of time, ms. */
const durationSchema = z.number().min(0).max(YEAR_MS);

const glob = z.string().min(1).max(256);
const metricName = z.string().refine(isStorableName, 'must have 1 to 256 bytes without control characters');

/** Names of limits that a device states about its metric (`meta.metrics.<metric>.limits`, `min`, `max`). */
export const META_LIMITS = [
  'meta.min',
  'meta.max',
  'meta.warning.low',
  'meta.warning.high',
  'meta.critical.low',
  'meta.critical.high',
] as const;

/** A limit: a number in the metric's own unit, or the name of one that the device states. */
export const limitSchema = z.union([z.number(), z.enum(META_LIMITS)]);
export type Limit = z.infer<typeof limitSchema>;

/** Fires strictly beyond `value`, clears at or inside `clear` (default: the limit itself). */
const beyondSchema = z.object({
  type: z.enum(['above', 'below']),
  value: limitSchema,
  clear: limitSchema.optional(),
});

/** `inside` includes its ends. `deadband`: how far a value must come back over an end to clear, in the unit. */
const rangeSchema = z.object({
  type: z.enum(['outside', 'inside']),
  low: limitSchema,
  high: limitSchema,
  deadband: z.number().min(0).optional(),
});

const equalitySchema = z.object({ type: z.enum(['equals', 'not-equals']), value: valueSchema });

/** Change over time: the value minus the last one at or before `t - perMs`; fires strictly beyond. */
const rateSchema = z
  .object({
    type: z.literal('rate'),
    perMs: z.number().min(1_000).max(DAY_MS),
    above: z.number().optional(),
    below: z.number().optional(),
    deadband: z.number().min(0).optional(),
  })
  .refine(
    ({ above, below }) => (above === undefined) !== (below === undefined),
    'needs either above or below',
  );

/** No reading for so long, on the clock that runs only while the broker is connected. */
const silentSchema = z.object({ type: z.literal('silent'), afterMs: durationSchema.min(1_000) });

/** The same value for so long, in at least three samples. */
const flatlineSchema = z.object({ type: z.literal('flatline'), forMs: durationSchema.min(1_000) });

const simpleConditions = [
  beyondSchema,
  rangeSchema,
  equalitySchema,
  rateSchema,
  silentSchema,
  flatlineSchema,
] as const;

/** A condition of one metric. */
export const simpleConditionSchema = z.discriminatedUnion('type', simpleConditions);
export type SimpleCondition = z.infer<typeof simpleConditionSchema>;

/** One of several conditions, with the metric that it is about. */
export const partConditionSchema = z.discriminatedUnion('type', [
  beyondSchema.extend({ metric: metricName }),
  rangeSchema.extend({ metric: metricName }),
  equalitySchema.extend({ metric: metricName }),
  rateSchema.safeExtend({ metric: metricName }),
  silentSchema.extend({ metric: metricName }),
  flatlineSchema.extend({ metric: metricName }),
]);
export type PartCondition = z.infer<typeof partConditionSchema>;

/** All or any of several conditions over metrics of one device. */
export const combinedConditionSchema = z.object({
  type: z.enum(['all', 'any']),
  of: z.array(partConditionSchema).min(1).max(16),
});
export type CombinedCondition = z.infer<typeof combinedConditionSchema>;

export const conditionSchema = z.discriminatedUnion('type', [...simpleConditions, combinedConditionSchema]);
export type Condition = z.infer<typeof conditionSchema>;

/**
 * Another limit for some devices: by globs or by labels (all must match); the first that matches counts. What is
 * absent stays as the rule has it. `value`, `clear`: above, below; `low`, `high`: outside, inside.
 */
export const overrideSchema = z.object({
  devices: z.array(glob).max(100).default([]),
  labels: labelsSchema.default({}),
  value: z.union([limitSchema, valueSchema]).optional(),
  clear: limitSchema.optional(),
  low: limitSchema.optional(),
  high: limitSchema.optional(),
  forMs: durationSchema.optional(),
});
export type RuleOverride = z.infer<typeof overrideSchema>;

/**
 * How notices are put together, ms. `waitMs`: a new group waits so long for more; what is solved by then is not
 * sent. `updateMs`: what joins later waits so long. `remindMs`: what goes on is said again; 0 never.
 */
export const groupingSchema = z.object({
  waitMs: durationSchema.default(30_000),
  updateMs: durationSchema.default(300_000),
  remindMs: durationSchema.default(14_400_000),
});
export type Grouping = z.infer<typeof groupingSchema>;

/** What a rule or a route sets itself of it; the rest is as the settings say. */
export const ownGroupingSchema = z
  .object({ waitMs: durationSchema, updateMs: durationSchema, remindMs: durationSchema })
  .partial();
export type OwnGrouping = z.infer<typeof ownGroupingSchema>;

/** When somebody is on call: days 0 (Sunday) to 6, from `from` to `to` (`HH:MM`, over midnight if `to` is earlier). */
export const onCallSchema = z.object({
  days: z.array(z.number().int().min(0).max(6)).min(1).max(7),
  from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  to: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  zone: z.string().max(64).optional(),
});

/** Who is told next if nobody has acknowledged `afterMs` after an alert fired; `onCall`: only then. */
export const escalationStepSchema = z.object({
  afterMs: durationSchema.min(1_000),
  channels: z.array(ownIdSchema).min(1).max(16),
  onCall: onCallSchema.optional(),
});
export type EscalationStep = z.infer<typeof escalationStepSchema>;

const ruleFieldsSchema = z.object({
  name: z.string().trim().min(1).max(256),
  severity: severitySchema.default('warning'),
  enabled: z.boolean().default(true),
  devices: z.array(glob).max(100).default(['**']),
  labels: labelsSchema.default({}),
  metric: metricName.nullable().default(null),
  condition: conditionSchema,
  forMs: durationSchema.default(0),
  clearForMs: durationSchema.default(0),
  overrides: z.array(overrideSchema).max(1_000).default([]),
  channels: z.array(ownIdSchema).max(16).default([]),
  grouping: ownGroupingSchema.optional(),
  escalation: z.array(escalationStepSchema).max(8).default([]),
  runbook: z.string().max(2_048).default(''),
  /** Who writes this version. */
  by: z.string().trim().max(128).optional(),
});

type Scope = Pick<z.output<typeof ruleFieldsSchema>, 'condition' | 'metric'>;

/** all and any name their metrics themselves; a silence may be that of a whole device; everything else needs one. */
function checkMetric({ condition, metric }: Scope, context: z.RefinementCtx): void {
  const isCombined = condition.type === 'all' || condition.type === 'any';
  const message =
    isCombined && metric !== null ? 'must be null for all and any' : 'is needed for this condition';
  if (isCombined === (metric === null) || (condition.type === 'silent' && !isCombined)) return;
  context.addIssue({ code: 'custom', path: ['metric'], message });
}

/**
 * Body of a rule. `devices`: globs over public ids, `labels`: all must match; both empty: every device. `metric`: one
 * metric, null for `all`, `any` and for a silence of the whole device. `forMs`: so long it must hold before it fires;
 * `clearForMs`: so long it must be over. `channels`: who is told; empty: routes decide.
 */
export const ruleBodySchema = ruleFieldsSchema.superRefine(checkMetric);
export type RuleBody = z.output<typeof ruleBodySchema>;

/** A rule as it is kept; each PUT makes the next version. `matches`: devices that it covers now. */
export const alertRuleSchema = z.object({
  ...ruleFieldsSchema.shape,
  id: ownIdSchema,
  version: z.number().int(),
  createdAt: timeSchema,
  updatedAt: timeSchema,
  by: z.string(),
  matches: z.number().int(),
});
export type AlertRule = z.infer<typeof alertRuleSchema>;

export const alertRuleListSchema = z.object({
  rules: z.array(alertRuleSchema),
  next: z.string().nullable(),
});
export type AlertRuleList = z.infer<typeof alertRuleListSchema>;

/** A version of a rule: `body` as it was, who wrote it and when. */
export const ruleVersionSchema = z.object({
  version: z.number().int(),
  at: timeSchema,
  by: z.string(),
  body: ruleFieldsSchema,
});
export type RuleVersion = z.infer<typeof ruleVersionSchema>;

/** Answer of `GET /api/alert-rules/:id/versions`: newest first. */
export const ruleVersionListSchema = z.object({ versions: z.array(ruleVersionSchema) });
export type RuleVersionList = z.infer<typeof ruleVersionListSchema>;

/** Body of `POST /api/alert-rules/preview`. `devices`: at most so many are looked at; the answer says how many match. */
export const rulePreviewSchema = ruleFieldsSchema
  .extend({
    name: z.string().trim().max(256).default('preview'),
    from: z.union([timeSchema, z.string().max(64)]),
    to: z.union([timeSchema, z.string().max(64)]),
    limit: z.number().int().min(1).max(200).default(50),
  })
  .superRefine(checkMetric);
export type RulePreview = z.input<typeof rulePreviewSchema>;
export type RulePreviewRequest = z.output<typeof rulePreviewSchema>;

/** An incident as a rule would have given it. `peak`: the value furthest beyond; times ms. */
export const previewIncidentSchema = z.object({
  device: z.string(),
  uid: z.string(),
  metric: z.string().nullable(),
  firedAt: timeSchema,
  resolvedAt: timeSchema.nullable(),
  peak: valueSchema.nullable(),
  reason: z.string(),
});
export type PreviewIncident = z.infer<typeof previewIncidentSchema>;

/**
 * Answer of the preview. `matched`: devices that the rule covers now and that have one of its metrics, `looked`:
 * of these, how many were replayed; `devices`: ids of the first hundred that match, with the limit that holds for each;
 * `truncated`: there were more incidents than 10,000.
 */
export const previewAnswerSchema = z.object({
  from: timeSchema,
  to: timeSchema,
  incidents: z.array(previewIncidentSchema),
  matched: z.number().int(),
  looked: z.number().int(),
  devices: z.array(
    z.object({ id: z.string(), uid: z.string(), name: z.string(), limit: valueSchema.nullable() }),
  ),
  truncated: z.boolean(),
});
export type PreviewAnswer = z.infer<typeof previewAnswerSchema>;

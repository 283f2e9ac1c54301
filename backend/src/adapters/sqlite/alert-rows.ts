import {
  alertEventSchema,
  alertRuleSchema,
  alertSchema,
  conditionSchema,
  ruleVersionSchema,
  valueSchema,
  type Alert,
  type AlertLogEntry,
  type RuleVersion,
} from '@sensorium/contracts';
import type { Evaluator, InstanceState } from '@sensorium/domain/alerts';
import type { Insertable, Selectable } from 'kysely';
import * as z from 'zod';
import type { StoredInstance, StoredRule } from '../../ports/alert-store.js';
import type { AlertTables } from './alert-schema.js';

const storedRuleSchema = alertRuleSchema.omit({ matches: true });
const measuredSchema = z.object({ value: valueSchema, at: z.number() }).nullable();
const micros = z.number().nullable();

const stateSchema: z.ZodType<InstanceState> = z.object({
  phase: z.enum(['ok', 'pending', 'firing', 'recovering']),
  since: z.number(),
  due: micros,
  frozen: micros,
  frozenAt: micros,
  wake: micros,
  paused: micros,
  noDataSince: micros,
  evaluated: micros,
  behind: z.number(),
  memory: z.array(z.unknown()),
  firings: z.array(z.number()),
  flapping: z.boolean(),
  peak: measuredSchema,
  last: measuredSchema,
});

const evaluatorSchema = z.object({
  condition: conditionSchema,
  metrics: z.array(z.string()),
  forMs: z.number(),
  clearForMs: z.number(),
  limit: valueSchema.nullable(),
  clear: valueSchema.nullable(),
});

interface Content {
  state: InstanceState;
  evaluator: Evaluator;
}

/** What the column of an instance holds. */
const contentSchema = z.object({ state: stateSchema, evaluator: evaluatorSchema });

export function writeRule(rule: StoredRule): Insertable<AlertTables['alert_rule']> {
  return { id: rule.id, rule: JSON.stringify(rule) };
}

/** Undefined for a rule of another version of ours, which this one does not know. */
export function readRule({ rule }: Selectable<AlertTables['alert_rule']>): StoredRule | undefined {
  return storedRuleSchema.safeParse(JSON.parse(rule)).data;
}

export function writeVersion(
  rule: string,
  version: RuleVersion,
): Insertable<AlertTables['alert_rule_version']> {
  return { rule, version: version.version, content: JSON.stringify(version) };
}

export function readVersion({ content }: { content: string }): RuleVersion | undefined {
  return ruleVersionSchema.safeParse(JSON.parse(content)).data;
}

/** The key of an instance as its columns have it. */
export function instanceKey({ rule, uid, metric }: Pick<StoredInstance, 'rule' | 'uid' | 'metric'>): {
  rule: string;
  uid: string;
  metric: string;
} {
  return { rule, uid: uid ?? '', metric: metric ?? '' };
}

export function writeInstance(instance: StoredInstance): Insertable<AlertTables['alert_instance']> {
  return {
    ...instanceKey(instance),
    state: JSON.stringify({ state: instance.state, evaluator: instance.evaluator } satisfies Content),
  };
}

export function readInstance(row: Selectable<AlertTables['alert_instance']>): StoredInstance | undefined {
  const content = contentSchema.safeParse(JSON.parse(row.state)).data;
  return content && { rule: row.rule, uid: row.uid || null, metric: row.metric || null, ...content };
}

export function writeIncident(alert: Alert): Insertable<AlertTables['incident']> {
  const { id, rule, uid, metric, device, site, severity, state, startedAt, firedAt, resolvedAt } = alert;
  return {
    id,
    ...instanceKey({ rule: rule.id, uid, metric }),
    device,
    site,
    severity,
    state,
    open: state === 'resolved' ? 0 : 1,
    started_at: startedAt,
    fired_at: firedAt,
    resolved_at: resolvedAt,
    sort_at: resolvedAt ?? startedAt,
    alert: JSON.stringify(alert),
  };
}

export function readIncident({ alert }: { alert: string }): Alert | undefined {
  return alertSchema.safeParse(JSON.parse(alert)).data;
}

export function writeEntry({ id, alert, at, event }: AlertLogEntry): Insertable<AlertTables['alert_log']> {
  return { id, alert, at, event: JSON.stringify(event) };
}

export function readEntry({
  id,
  alert,
  at,
  event,
}: Selectable<AlertTables['alert_log']>): AlertLogEntry | undefined {
  const known = alertEventSchema.safeParse(JSON.parse(event)).data;
  return known && { id, alert, at, event: known };
}

import type { Condition, Limit, RuleBody, Severity, SimpleCondition } from '@sensorium/contracts';
import { durationParts, numberText } from '../../ui/format/quantities';

/** What a condition says of a metric, as one word of its sentence; a change has two directions. */
export const OPERATORS = [
  'above',
  'below',
  'outside',
  'inside',
  'equals',
  'not-equals',
  'rises',
  'falls',
  'silent',
  'flatline',
] as const;
export type Operator = (typeof OPERATORS)[number];

/** Limits that a device may state itself. */
export const META_LIMITS = [
  'meta.min',
  'meta.max',
  'meta.warning.low',
  'meta.warning.high',
  'meta.critical.low',
  'meta.critical.high',
] as const satisfies readonly Limit[];

/** Several conditions over metrics of one device. */
export type Join = 'all' | 'any';

/** One condition as it is typed. Numbers and lengths of time are texts; a limit may be the name of one of meta. */
export interface PartDraft {
  metric: string;
  operator: Operator;
  value: string;
  clear: string;
  low: string;
  high: string;
  deadband: string;
  per: string;
  after: string;
}

/** Another limit for some devices, as it is typed. `labels`: each `key: value`. */
export interface OverrideDraft {
  devices: readonly string[];
  labels: readonly string[];
  value: string;
  clear: string;
  low: string;
  high: string;
  for: string;
}

export interface OnCallDraft {
  days: readonly number[];
  from: string;
  to: string;
  zone: string;
}

export interface StepDraft {
  after: string;
  channels: readonly string[];
  onCall: OnCallDraft | null;
}

export interface GroupingDraft {
  wait: string;
  update: string;
  remind: string;
}

/** A rule as it is typed. `join`: the parts count, else only the first; null: one condition. */
export interface RuleDraft {
  name: string;
  severity: Severity;
  enabled: boolean;
  devices: readonly string[];
  labels: readonly string[];
  join: Join | null;
  parts: readonly PartDraft[];
  for: string;
  clearFor: string;
  overrides: readonly OverrideDraft[];
  channels: readonly string[];
  grouping: GroupingDraft;
  escalation: readonly StepDraft[];
  runbook: string;
}

export const NEW_PART: PartDraft = {
  metric: '',
  operator: 'above',
  value: '',
  clear: '',
  low: '',
  high: '',
  deadband: '',
  per: '10 min',
  after: '10 min',
};

export const NEW_OVERRIDE: OverrideDraft = {
  devices: [],
  labels: [],
  value: '',
  clear: '',
  low: '',
  high: '',
  for: '',
};

export const NEW_RULE: RuleDraft = {
  name: '',
  severity: 'warning',
  enabled: true,
  devices: [],
  labels: [],
  join: null,
  parts: [NEW_PART],
  for: '1 min',
  clearFor: '1 min',
  overrides: [],
  channels: [],
  grouping: { wait: '', update: '', remind: '' },
  escalation: [],
  runbook: '',
};

/** What {@link draftOf} needs of a rule. */
export type DraftSource = Omit<RuleBody, 'by'>;

/** A rule as it stands in the fields. */
export function draftOf(rule: DraftSource): RuleDraft {
  const { condition } = rule;
  return {
    name: rule.name,
    severity: rule.severity,
    enabled: rule.enabled,
    devices: rule.devices.length === 1 && rule.devices[0] === '**' ? [] : rule.devices,
    labels: labelTexts(rule.labels),
    ...partsOf(condition, rule.metric),
    for: timeText(rule.forMs),
    clearFor: timeText(rule.clearForMs),
    overrides: rule.overrides.map((one) => ({
      devices: one.devices,
      labels: labelTexts(one.labels),
      value: textOf(one.value),
      clear: textOf(one.clear),
      low: textOf(one.low),
      high: textOf(one.high),
      for: one.forMs === undefined ? '' : timeText(one.forMs),
    })),
    channels: rule.channels,
    grouping: {
      wait: optionalTime(rule.grouping?.waitMs),
      update: optionalTime(rule.grouping?.updateMs),
      remind: optionalTime(rule.grouping?.remindMs),
    },
    escalation: rule.escalation.map(({ afterMs, channels, onCall }) => ({
      after: timeText(afterMs),
      channels,
      onCall: onCall ? { ...onCall, zone: onCall.zone ?? '' } : null,
    })),
    runbook: rule.runbook,
  };
}

/** A length of time for a field: "5 min". Every language reads these units. */
export function timeText(ms: number): string {
  const parts = durationParts(ms).map(({ n, unit }) => `${n} ${unit}`);
  return parts.join(' ');
}

/** True for the name of a limit that a device states itself. */
export function isMetaLimit(text: string): text is (typeof META_LIMITS)[number] {
  return (META_LIMITS as readonly string[]).includes(text);
}

function optionalTime(ms: number | undefined): string {
  return ms === undefined ? '' : timeText(ms);
}

function textOf(value: number | boolean | string | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'number' ? numberText(value) : String(value);
}

function labelTexts(labels: Readonly<Record<string, string>>): string[] {
  return Object.entries(labels).map(([key, value]) => `${key}: ${value}`);
}

function partsOf(condition: Condition, metric: string | null): Pick<RuleDraft, 'join' | 'parts'> {
  if (!('of' in condition)) return { join: null, parts: [partDraft(condition, metric ?? '')] };
  return { join: condition.type, parts: condition.of.map((part) => partDraft(part, part.metric)) };
}

function partDraft(condition: SimpleCondition, metric: string): PartDraft {
  const part = { ...NEW_PART, metric };
  switch (condition.type) {
    case 'above':
    case 'below':
      return {
        ...part,
        operator: condition.type,
        value: textOf(condition.value),
        clear: textOf(condition.clear),
      };
    case 'outside':
    case 'inside':
      return {
        ...part,
        operator: condition.type,
        low: textOf(condition.low),
        high: textOf(condition.high),
        deadband: textOf(condition.deadband),
      };
    case 'equals':
    case 'not-equals':
      return { ...part, operator: condition.type, value: textOf(condition.value) };
    case 'rate':
      return rateDraft(part, condition);
    case 'silent':
      return { ...part, operator: 'silent', after: timeText(condition.afterMs) };
    case 'flatline':
      return { ...part, operator: 'flatline', after: timeText(condition.forMs) };
  }
}

/** A fall is typed as a positive number. */
function rateDraft(
  part: PartDraft,
  { above, below, perMs, deadband }: Extract<SimpleCondition, { type: 'rate' }>,
): PartDraft {
  const value = above ?? (below === undefined ? undefined : -below);
  return {
    ...part,
    operator: above === undefined ? 'falls' : 'rises',
    value: textOf(value),
    per: timeText(perMs),
    deadband: textOf(deadband),
  };
}

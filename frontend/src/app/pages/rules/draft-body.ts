import type {
  Kind,
  Limit,
  PartCondition,
  RuleBody,
  RuleOverride,
  SimpleCondition,
  Value,
} from '@sensorium/contracts';
import { durationOf, numberOf } from '../../ui/format/quantities';
import { isMetaLimit, type OverrideDraft, type PartDraft, type RuleDraft } from './draft';

/** What is wrong with a field, as a word. */
export type FaultWord = 'missing' | 'number' | 'duration' | 'order' | 'clear' | 'label' | 'scope' | 'time';

/** The kind of a metric, as far as the fleet knows it. */
export type KindOf = (metric: string) => Kind | undefined;

/** The rule that a draft means; what cannot be read stands in `faults` by the path of its field in the body. */
export interface Reading {
  body: RuleBody;
  faults: ReadonlyMap<string, FaultWord>;
}

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Reads a draft. The body is complete only where there are no faults; paths are those of the server's details. */
export function readDraft(draft: RuleDraft, kindOf: KindOf = () => undefined): Reading {
  const faults = new Faults();
  const name = draft.name.trim();
  if (name === '') faults.add('name', 'missing');
  const [first] = draft.parts;
  const joined = draft.join !== null;
  const metric = joined || first?.metric.trim() === '' ? null : (first?.metric.trim() ?? null);
  if (!joined && metric === null && first?.operator !== 'silent') faults.add('metric', 'missing');
  const condition =
    draft.join === null && first
      ? readPart(first, 'condition', faults, kindOf)
      : { type: draft.join ?? 'all', of: draft.parts.map((part, i) => readJoined(part, i, faults, kindOf)) };
  const grouping = readGrouping(draft, faults);
  const body: RuleBody = {
    name,
    severity: draft.severity,
    enabled: draft.enabled,
    devices: draft.devices.length === 0 && draft.labels.length === 0 ? ['**'] : [...draft.devices],
    labels: readLabels(draft.labels, 'labels', faults),
    metric,
    condition,
    forMs: faults.time(draft.for, 'forMs', 0),
    clearForMs: faults.time(draft.clearFor, 'clearForMs', 0),
    overrides: draft.overrides.map((one, i) => readOverride(one, i, faults, first, kindOf)),
    channels: [...draft.channels],
    ...(Object.keys(grouping).length > 0 ? { grouping } : {}),
    escalation: readSteps(draft, faults),
    runbook: draft.runbook.trim(),
  };
  return { body, faults: faults.found };
}

/** Collects faults while it reads texts. */
class Faults {
  readonly found = new Map<string, FaultWord>();

  add(path: string, word: FaultWord): void {
    if (!this.found.has(path)) this.found.set(path, word);
  }

  /** A number; 0 and a fault where there is none. */
  number(text: string, path: string): number {
    const value = numberOf(text);
    if (value === undefined) this.add(path, text.trim() === '' ? 'missing' : 'number');
    return value ?? 0;
  }

  /** A limit: a number, or the name of one that devices state. */
  limit(text: string, path: string): Limit {
    return isMetaLimit(text) ? text : this.number(text, path);
  }

  /** A length of time, at least `least`, ms; nothing typed is 0. */
  time(text: string, path: string, least: number): number {
    const ms = text.trim() === '' && least === 0 ? 0 : durationOf(text);
    if (ms === undefined || ms < least) this.add(path, 'duration');
    return ms ?? 0;
  }
}

function readJoined(part: PartDraft, place: number, faults: Faults, kindOf: KindOf): PartCondition {
  const path = `condition.of.${place}`;
  const metric = part.metric.trim();
  if (metric === '') faults.add(`${path}.metric`, 'missing');
  return { ...readPart(part, path, faults, kindOf), metric };
}

function readPart(part: PartDraft, path: string, faults: Faults, kindOf: KindOf): SimpleCondition {
  const { operator } = part;
  switch (operator) {
    case 'above':
    case 'below':
      return readBeyond(part, operator, path, faults);
    case 'outside':
    case 'inside':
      return readRange(part, operator, path, faults);
    case 'equals':
    case 'not-equals':
      return { type: operator, value: readValue(part.value, `${path}.value`, faults, kindOf(part.metric)) };
    case 'rises':
    case 'falls':
      return readRate(part, operator, path, faults);
    case 'silent':
      return { type: 'silent', afterMs: faults.time(part.after, `${path}.afterMs`, 1000) };
    case 'flatline':
      return { type: 'flatline', forMs: faults.time(part.after, `${path}.forMs`, 1000) };
  }
}

function readBeyond(part: PartDraft, type: 'above' | 'below', path: string, faults: Faults): SimpleCondition {
  const value = faults.limit(part.value, `${path}.value`);
  if (part.clear.trim() === '') return { type, value };
  const clear = faults.limit(part.clear, `${path}.clear`);
  const both = typeof value === 'number' && typeof clear === 'number';
  if (both && (type === 'above' ? clear > value : clear < value)) faults.add(`${path}.clear`, 'clear');
  return clear === value ? { type, value } : { type, value, clear };
}

function readRange(
  part: PartDraft,
  type: 'outside' | 'inside',
  path: string,
  faults: Faults,
): SimpleCondition {
  const low = faults.limit(part.low, `${path}.low`);
  const high = faults.limit(part.high, `${path}.high`);
  if (typeof low === 'number' && typeof high === 'number' && low > high) faults.add(`${path}.high`, 'order');
  return { type, low, high, ...readDeadband(part, path, faults) };
}

function readRate(
  part: PartDraft,
  operator: 'rises' | 'falls',
  path: string,
  faults: Faults,
): SimpleCondition {
  const above = operator === 'rises';
  const by = faults.number(part.value, `${path}.${above ? 'above' : 'below'}`);
  const perMs = faults.time(part.per, `${path}.perMs`, 1000);
  return {
    type: 'rate',
    perMs,
    ...(above ? { above: by } : { below: -by }),
    ...readDeadband(part, path, faults),
  };
}

function readDeadband({ deadband }: PartDraft, path: string, faults: Faults): { deadband?: number } {
  if (deadband.trim() === '') return {};
  const by = faults.number(deadband, `${path}.deadband`);
  if (by < 0) faults.add(`${path}.deadband`, 'number');
  return { deadband: by };
}

/** What a value is compared with: a truth, a number, else a text. Where the kind is known, only that. */
function readValue(text: string, path: string, faults: Faults, kind: Kind | undefined): Value {
  const plain = text.trim();
  if (plain === '') faults.add(path, 'missing');
  if (kind === 'text') return plain;
  if (plain === 'true' || plain === 'false') return plain === 'true';
  if (kind === 'number') return faults.number(plain, path);
  return numberOf(plain) ?? plain;
}

function readOverride(
  draft: OverrideDraft,
  place: number,
  faults: Faults,
  first: PartDraft | undefined,
  kindOf: KindOf,
): RuleOverride {
  const path = `overrides.${place}`;
  if (draft.devices.length === 0 && draft.labels.length === 0) faults.add(`${path}.devices`, 'scope');
  const isEqual = first?.operator === 'equals' || first?.operator === 'not-equals';
  const override: RuleOverride = {
    devices: [...draft.devices],
    labels: readLabels(draft.labels, `${path}.labels`, faults),
  };
  if (draft.value.trim() !== '')
    override.value = isEqual
      ? readValue(draft.value, `${path}.value`, faults, kindOf(first.metric))
      : faults.limit(draft.value, `${path}.value`);
  for (const field of ['clear', 'low', 'high'] as const)
    if (draft[field].trim() !== '') override[field] = faults.limit(draft[field], `${path}.${field}`);
  if (draft.for.trim() !== '') override.forMs = faults.time(draft.for, `${path}.forMs`, 0);
  return override;
}

function readLabels(labels: readonly string[], path: string, faults: Faults): Record<string, string> {
  const pairs = labels.map((label): [string, string] => {
    const colon = label.indexOf(':');
    if (colon < 1) faults.add(path, 'label');
    return [label.slice(0, colon).trim(), label.slice(colon + 1).trim()];
  });
  return Object.fromEntries(pairs.filter(([key]) => key !== ''));
}

function readGrouping({ grouping }: RuleDraft, faults: Faults): NonNullable<RuleBody['grouping']> {
  const fields = [
    ['waitMs', grouping.wait],
    ['updateMs', grouping.update],
    ['remindMs', grouping.remind],
  ] as const;
  const own = fields.filter(([, text]) => text.trim() !== '');
  return Object.fromEntries(own.map(([field, text]) => [field, faults.time(text, `grouping.${field}`, 0)]));
}

function readSteps({ escalation }: RuleDraft, faults: Faults): RuleBody['escalation'] {
  return escalation.map(({ after, channels, onCall }, i) => {
    const path = `escalation.${i}`;
    if (channels.length === 0) faults.add(`${path}.channels`, 'missing');
    if (onCall && !(CLOCK.test(onCall.from) && CLOCK.test(onCall.to))) faults.add(`${path}.onCall`, 'time');
    const step = { afterMs: faults.time(after, `${path}.afterMs`, 1000), channels: [...channels] };
    if (!onCall) return step;
    const { zone, days, from, to } = onCall;
    return { ...step, onCall: { days: [...days], from, to, ...(zone === '' ? {} : { zone }) } };
  });
}

import type { Condition, PartCondition, RuleOverride, SimpleCondition } from '@sensorium/contracts';
import { isCombined } from './parts.js';
import type { EngineRule } from './types.js';

/** Something about a rule that its schema lets pass and that cannot be meant. */
export interface RuleFault {
  path: (string | number)[];
  message: string;
}

/** Faults of a rule in words; none for a good one. Limits that devices state are not known here. */
export function validateRule(rule: EngineRule): RuleFault[] {
  const path = ['condition'];
  const faults = isCombined(rule.condition)
    ? [...partFaults(rule.condition.of, path), ...contradictions(rule.condition, path)]
    : simpleFaults(rule.condition, path);
  return [...faults, ...rule.overrides.flatMap((override, at) => overrideFaults(rule, override, at))];
}

function partFaults(parts: readonly PartCondition[], path: RuleFault['path']): RuleFault[] {
  return parts.flatMap((part, at) => simpleFaults(part, [...path, 'of', at]));
}

function simpleFaults(condition: SimpleCondition, path: RuleFault['path']): RuleFault[] {
  switch (condition.type) {
    case 'above':
      return isHigher(condition.clear, condition.value)
        ? [{ path: [...path, 'clear'], message: 'must not be above the limit' }]
        : [];
    case 'below':
      return isHigher(condition.value, condition.clear)
        ? [{ path: [...path, 'clear'], message: 'must not be below the limit' }]
        : [];
    case 'outside':
    case 'inside':
      return rangeFaults(condition, path);
    default:
      return [];
  }
}

function rangeFaults(
  { type, low, high, deadband = 0 }: Extract<SimpleCondition, { type: 'outside' | 'inside' }>,
  path: RuleFault['path'],
): RuleFault[] {
  if (isHigher(low, high)) return [{ path: [...path, 'low'], message: 'must not be above the high end' }];
  if (type !== 'outside' || typeof low !== 'number' || typeof high !== 'number' || deadband <= high - low)
    return [];
  return [{ path: [...path, 'deadband'], message: 'is wider than the range: it would never clear' }];
}

/** True if both are numbers and the first is higher. */
function isHigher(one: unknown, other: unknown): boolean {
  return typeof one === 'number' && typeof other === 'number' && one > other;
}

/** Parts of `all` over the same metric that exclude each other. */
function contradictions(
  { type, of }: Extract<Condition, { type: 'all' | 'any' }>,
  path: RuleFault['path'],
): RuleFault[] {
  if (type === 'any') return [];
  return of.flatMap((part, at) =>
    of.slice(0, at).some((other) => other.metric === part.metric && excludes(part, other))
      ? [{ path: [...path, 'of', at], message: 'can never hold together with the one before it' }]
      : [],
  );
}

function excludes(one: SimpleCondition, other: SimpleCondition): boolean {
  const [lowest, highest] = [spanOf(one), spanOf(other)].reduce(
    ([low, high], span) => [Math.max(low, span[0]), Math.min(high, span[1])],
    [-Infinity, Infinity],
  );
  if (lowest > highest) return true;
  const isOpen = [one, other].some(({ type }) => type === 'above' || type === 'below');
  return lowest === highest && isOpen;
}

/** Lowest and highest number that fulfils a condition; everything where that is not a single span. */
function spanOf(condition: SimpleCondition): [low: number, high: number] {
  const everything: [number, number] = [-Infinity, Infinity];
  switch (condition.type) {
    case 'above':
      return typeof condition.value === 'number' ? [condition.value, Infinity] : everything;
    case 'below':
      return typeof condition.value === 'number' ? [-Infinity, condition.value] : everything;
    case 'equals':
      return typeof condition.value === 'number' ? [condition.value, condition.value] : everything;
    case 'inside':
      return typeof condition.low === 'number' && typeof condition.high === 'number'
        ? [condition.low, condition.high]
        : everything;
    default:
      return everything;
  }
}

function overrideFaults(rule: EngineRule, override: RuleOverride, at: number): RuleFault[] {
  const path = ['overrides', at];
  const faults = unusedFields(rule.condition, override).map((field) => ({
    path: [...path, field],
    message: 'says nothing in a rule with this condition',
  }));
  if (override.devices.length === 0 && Object.keys(override.labels).length === 0) {
    faults.push({ path, message: 'needs devices or labels' });
  }
  return [...faults, ...limitFaults(rule.condition, override, path)];
}

/** Fields of an override that the kind of condition has no use for. */
function unusedFields({ type }: Condition, override: RuleOverride): string[] {
  const used: Partial<Record<Condition['type'], string[]>> = {
    above: ['value', 'clear'],
    below: ['value', 'clear'],
    outside: ['low', 'high'],
    inside: ['low', 'high'],
    equals: ['value'],
    'not-equals': ['value'],
  };
  const given = (['value', 'clear', 'low', 'high'] as const).filter((field) => override[field] !== undefined);
  return given.filter((field) => !(used[type] ?? []).includes(field));
}

function limitFaults(condition: Condition, override: RuleOverride, path: RuleFault['path']): RuleFault[] {
  if (condition.type === 'outside' || condition.type === 'inside') {
    return simpleFaults(
      { ...condition, low: override.low ?? condition.low, high: override.high ?? condition.high },
      path,
    );
  }
  if (condition.type !== 'above' && condition.type !== 'below') return [];
  const { value = condition.value, clear } = override;
  const isLimit = typeof value === 'number' || (typeof value === 'string' && value.startsWith('meta.'));
  if (!isLimit)
    return [{ path: [...path, 'value'], message: 'must be a number or a limit that devices state' }];
  if (typeof value !== 'number' || clear === undefined) return [];
  return simpleFaults({ type: condition.type, value, clear }, path);
}

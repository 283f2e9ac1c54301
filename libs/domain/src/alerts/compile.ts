import {
  limitSchema,
  type Condition,
  type Limit,
  type RuleOverride,
  type SimpleCondition,
  type Value,
} from '@sensorium/contracts';
import { resolveLimit } from './meta-limit.js';
import { isCombined } from './parts.js';
import { overrideFor } from './scope.js';
import type { EngineRule, Evaluator, ScopeDevice } from './types.js';

/** Why a rule cannot be evaluated on a device, for logs and the page. */
export type CompileFault =
  /** The device does not state the limit that the rule names. */
  | { reason: 'no-stated-limit'; metric: string; limit: string }
  /** An override gives a text or boolean where a number is needed. */
  | { reason: 'limit-not-a-number'; metric: string; limit: string };

/** The evaluator of a rule on a device, or why there is none. */
export type Compiled =
  { evaluator: Evaluator; fault?: undefined } | { evaluator: undefined; fault: CompileFault };

/** Carries a fault out of the depth of a condition. */
class Uncompilable extends Error {
  constructor(readonly fault: CompileFault) {
    super(fault.reason);
  }
}

type Override = Partial<RuleOverride>;

/**
 * Makes a rule ready for a device that it covers: takes in the first override that matches, and the device's own
 * limits.
 */
export function compile(rule: EngineRule, device: ScopeDevice): Compiled {
  const override: Override = overrideFor(rule, device) ?? {};
  try {
    const condition = resolve(rule, device, override);
    const forMs = override.forMs ?? rule.forMs;
    return {
      evaluator: {
        condition,
        metrics: metricsOf(rule),
        forMs,
        clearForMs: rule.clearForMs,
        ...shownLimits(condition),
      },
    };
  } catch (error) {
    if (error instanceof Uncompilable) return { evaluator: undefined, fault: error.fault };
    throw error;
  }
}

/** Metrics that a rule needs, each once; none for a silence of the whole device. */
export function metricsOf({ metric, condition }: Pick<EngineRule, 'metric' | 'condition'>): string[] {
  if (isCombined(condition)) return [...new Set(condition.of.map((part) => part.metric))];
  return metric === null ? [] : [metric];
}

function resolve({ condition, metric }: EngineRule, { meta }: ScopeDevice, override: Override): Condition {
  if (!isCombined(condition)) {
    return resolveSimple(condition, override, (limit) => numberOf(limit, meta, metric ?? ''));
  }
  const of = condition.of.map((part) => ({
    ...resolveSimple(part, {}, (limit) => numberOf(limit, meta, part.metric)),
    metric: part.metric,
  }));
  return { type: condition.type, of };
}

/** The condition with numbers for limits, and those of the override where it has any. */
function resolveSimple(
  condition: SimpleCondition,
  { value, clear, low, high }: Override,
  toNumber: (limit: Value) => number,
): SimpleCondition {
  switch (condition.type) {
    case 'above':
    case 'below':
      return resolveBeyond(condition, { value, clear }, toNumber);
    case 'outside':
    case 'inside':
      return { ...condition, low: toNumber(low ?? condition.low), high: toNumber(high ?? condition.high) };
    case 'equals':
    case 'not-equals':
      return { ...condition, value: value ?? condition.value };
    case 'rate':
    case 'silent':
    case 'flatline':
      return condition;
  }
}

type Beyond = Extract<SimpleCondition, { type: 'above' | 'below' }>;

/** Where only the limit is another one, it clears as far from it as the rule says. */
function resolveBeyond(
  condition: Beyond,
  { value, clear }: Pick<Override, 'value' | 'clear'>,
  toNumber: (limit: Value) => number,
): Beyond {
  const own = toNumber(value ?? condition.value);
  if (clear !== undefined) return { type: condition.type, value: own, clear: toNumber(clear) };
  if (condition.clear === undefined) return { type: condition.type, value: own };
  const distance = toNumber(condition.clear) - toNumber(condition.value);
  return {
    type: condition.type,
    value: own,
    clear: value === undefined ? toNumber(condition.clear) : own + distance,
  };
}

/** A limit in numbers; fails with the fault that says why there is none. */
function numberOf(limit: Value, meta: ScopeDevice['meta'], metric: string): number {
  const { success, data } = limitSchema.safeParse(limit);
  if (!success) throw new Uncompilable({ reason: 'limit-not-a-number', metric, limit: String(limit) });
  const number = resolveLimit(data satisfies Limit, meta, metric);
  if (number === undefined)
    throw new Uncompilable({ reason: 'no-stated-limit', metric, limit: String(limit) });
  return number;
}

/** The one limit that can be shown, and where it clears. */
function shownLimits(condition: Condition): Pick<Evaluator, 'limit' | 'clear'> {
  switch (condition.type) {
    case 'above':
    case 'below':
      return { limit: condition.value, clear: condition.clear ?? condition.value };
    case 'equals':
    case 'not-equals':
      return { limit: condition.value, clear: null };
    case 'rate':
      return rateLimits(condition);
    default:
      return { limit: null, clear: null };
  }
}

function rateLimits({
  above,
  below,
  deadband = 0,
}: Extract<Condition, { type: 'rate' }>): Pick<Evaluator, 'limit' | 'clear'> {
  if (above !== undefined) return { limit: above, clear: above - deadband };
  return below === undefined ? { limit: null, clear: null } : { limit: below, clear: below + deadband };
}

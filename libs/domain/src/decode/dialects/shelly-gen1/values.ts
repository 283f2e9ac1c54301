import { isJsonObject, type JsonObject } from '../../envelope.js';
import type { Fact } from '../../outcome.js';
import type { valuesOutcome } from '../../readings.js';

/** Objects in objects that are looked through. */
const DEPTH_MAX = 32;

/** Members that say when or which, or that count messages and changes of settings. */
const NO_VALUES = new Set([
  'timestamp',
  'unixtime',
  'time',
  'timer_started',
  'serial',
  'mac',
  'hwID',
  'cfg_changed_cnt',
  'actions_stats',
  'update',
]);

/** What of a status is a measurement or a state. */
export function valuesOf(status: JsonObject, depth = 0): JsonObject {
  const kept = Object.entries(status)
    .filter(([key]) => !NO_VALUES.has(key))
    .map(([key, value]): [string, unknown] => [key, valueOf(value, depth)]);
  return Object.fromEntries(kept);
}

function valueOf(value: unknown, depth: number): unknown {
  if (depth >= DEPTH_MAX) return value;
  if (Array.isArray(value)) return value.map((one: unknown) => valueOf(one, depth + 1));
  return isJsonObject(value) ? valuesOf(value, depth + 1) : value;
}

/** Sensors and valves say the unit beside a value: `{"tmp":{"value":20.3,"units":"C"}}`. */
export function withStatedUnits(outcome: ReturnType<typeof valuesOutcome>): ReturnType<typeof valuesOutcome> {
  return outcome.kind === 'facts' ? { ...outcome, facts: outcome.facts.map(withUnits) } : outcome;
}

function withUnits(fact: Fact): Fact {
  if (fact.type !== 'readings') return fact;
  const { metrics, values } = fact;
  const stated = new Map(
    metrics.flatMap((metric, place): [string, string][] => {
      const unit = values[place];
      return metric.endsWith('.units') && typeof unit === 'string' ? [[metric.slice(0, -6), unit]] : [];
    }),
  );
  if (stated.size === 0) return fact;
  const kept = metrics.map((_, place) => place).filter((place) => !metrics[place]?.endsWith('.units'));
  return {
    ...fact,
    metrics: kept.map((place) => metrics[place] ?? ''),
    values: kept.map((place) => values[place] ?? 0),
    units: kept.map((place) => stated.get((metrics[place] ?? '').replace(/\.value(?:_op)?$/, ''))),
  };
}

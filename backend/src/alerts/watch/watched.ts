import type { Alert } from '@sensorium/contracts';
import {
  compile,
  covers,
  metricsOf,
  type AlertInstance,
  type Evaluator,
  type IncidentSubject,
  type ScopeDevice,
} from '@sensorium/domain/alerts';
import type { StoredInstance, StoredRule } from '../../ports/alert-store.js';
import type { WatchedDevice } from '../../ports/alert-watch.js';
import type { Timed } from './timer-heap.js';

/** A device with the rules that are at work on it. */
export interface Slot {
  device: WatchedDevice;
  /** By id of the rule: each has one instance on a device. */
  readonly watched: Map<string, Watched>;
  /** Metrics that are stale, offline or unknown, with the time (µs) since when. */
  readonly quiet: Map<string, number>;
  /** The device itself said to be offline, or its last will did. */
  isOffline: boolean;
}

/** One rule at work on one device. */
export interface Watched extends Timed {
  rule: StoredRule;
  readonly slot: Slot;
  instance: AlertInstance;
  /** The incident that is open. */
  alert: Alert | null;
  /** It remembers more than comes back at a start by itself: its memory is saved now and then. */
  isKept: boolean;
  /** It was taken off its device: nothing of it may be saved. */
  isGone: boolean;
}

export function newSlot(device: WatchedDevice): Slot {
  return { device, watched: new Map(), quiet: new Map(), isOffline: false };
}

export function scopeOf({ publicId, labels, meta }: WatchedDevice): ScopeDevice {
  return { id: publicId, labels, meta };
}

/** True if a rule is about this device: in its scope, with at least one of its metrics. */
export function concerns(rule: StoredRule, device: WatchedDevice): boolean {
  if (!covers(rule, scopeOf(device))) return false;
  const metrics = metricsOf(rule);
  return metrics.length === 0 || metrics.some((metric) => device.metrics.has(metric));
}

/** How a rule is evaluated on a device; undefined if it is not: switched off, another device's, without a limit there. */
export function evaluatorFor(rule: StoredRule, device: WatchedDevice): Evaluator | undefined {
  return rule.enabled && concerns(rule, device) ? compile(rule, scopeOf(device)).evaluator : undefined;
}

export function keyOf({ rule, slot }: Watched): Pick<StoredInstance, 'rule' | 'uid' | 'metric'> {
  return { rule: rule.id, uid: slot.device.uid, metric: rule.metric };
}

/** What incidents of it show. */
export function subjectOf({ rule, slot, instance }: Watched): IncidentSubject {
  const { publicId, uid, name, site, labels, metrics } = slot.device;
  const { condition, forMs, clearForMs, limit, clear } = instance.evaluator;
  const { metric } = rule;
  const shown = metric === null ? undefined : metrics.get(metric);
  const unit = metric === null ? commonUnit(rule, slot.device) : shown?.unit;
  return {
    rule,
    device: { id: publicId, uid, name, site, labels },
    metric,
    ...{ unit: unit ?? null, values: shown?.values ?? null },
    ...{ condition, forMs, clearForMs, limit, clear },
  };
}

/**
 * The unit that all numbers of several conditions have on a device; null where they differ: nobody could tell which one
 * a value of the incident has.
 */
export function commonUnit(
  { condition }: Pick<StoredRule, 'condition'>,
  { metrics }: WatchedDevice,
): string | null {
  if (condition.type !== 'all' && condition.type !== 'any') return null;
  const numbers = condition.of.filter(
    (part) => part.type !== 'silent' && !('value' in part && typeof part.value === 'boolean'),
  );
  const [first = null, ...others] = numbers.map((part) => metrics.get(part.metric)?.unit ?? null);
  return others.every((unit) => unit === first) ? first : null;
}

/** True if it counts how long nothing came. */
export function countsSilence({ condition }: Evaluator): boolean {
  if (condition.type !== 'all' && condition.type !== 'any') return condition.type === 'silent';
  return condition.of.some(({ type }) => type === 'silent');
}

/** Readings of so long, ms, are known again after a restart; what looks back further is kept by itself. */
const KNOWN_MS = 600_000;

/** True if it looks back further than stored readings are read again at a start. */
export function looksFarBack({ condition }: Evaluator): boolean {
  const parts = condition.type === 'all' || condition.type === 'any' ? condition.of : [condition];
  return parts.some(
    (part) =>
      (part.type === 'rate' && part.perMs > KNOWN_MS) || (part.type === 'flatline' && part.forMs > KNOWN_MS),
  );
}

import type { Alert, AlertRule, Device, Metric } from '@sensorium/contracts';
import type { TimeRange } from '../../ui/range/time-range';
import type { Stretch } from '../../widgets/chart/gaps';
import type { IncidentMark } from '../../widgets/chart/marks';
import type { Segment } from '../../widgets/state-strip/segments';
import { sinceOf } from '../../data/alert-view';

const MINUTE = 60_000;

/** What is shown around an incident: as long before it as it lasts, at least and at most so much, ms. */
const LEAST_BEFORE = 15 * MINUTE;
const MOST_BEFORE = 12 * 60 * MINUTE;
/** Room after its end, as a share of what is shown. */
const AFTER_SHARE = 0.25;
/** Lines that one chart has room for. */
const MOST_LINES = 3;

/** The range that shows an incident: one that goes on follows the present. */
export function rangeAround(alert: Alert, now: number): TimeRange {
  const end = alert.resolvedAt ?? now;
  const lasted = Math.max(0, end - alert.startedAt);
  const before = Math.min(MOST_BEFORE, Math.max(LEAST_BEFORE, lasted));
  const from = Math.round(alert.startedAt - before);
  if (alert.resolvedAt === null) return { kind: 'since', from };
  return { kind: 'fixed', from, to: Math.round(Math.min(now, end + (end - from) * AFTER_SHARE)) };
}

/** The rule of an incident: null for a built-in or deleted one, undefined while it has not been read. */
export type KnownRule = AlertRule | null | undefined;

/**
 * The metrics that an incident is about: its own, those of its rule, else the first number of the device. None where only
 * a rule that is not known could tell them: another metric under its limit would be a lie.
 */
export function metricsOf(alert: Alert, rule: KnownRule, device: Device | undefined): Metric[] {
  if (!device || (alert.metric === null && !rule && (rule === undefined || alert.limit !== null))) return [];
  const condition = rule?.condition;
  const named =
    alert.metric !== null
      ? [alert.metric]
      : condition && 'of' in condition
        ? condition.of.map(({ metric }) => metric)
        : [];
  const found = device.metrics.filter(({ name }) => named.includes(name));
  if (found.length > 0) return found.slice(0, MOST_LINES);
  return device.metrics.filter(({ kind }) => kind === 'number').slice(0, 1);
}

/**
 * The number whose newest value an incident shows: its own; of several conditions the one among their metrics, if it is
 * the only one. Of a silence there is none.
 */
export function valueMetric(alert: Alert, rule: KnownRule, device: Device): Metric | undefined {
  if (alert.metric === null && alert.value === null) return undefined;
  const numbers = metricsOf(alert, rule, device).filter(({ kind }) => kind === 'number');
  return alert.metric !== null || numbers.length === 1 ? numbers[0] : undefined;
}

/** Conditions whose limit is a value of the metric itself. */
const LEVELS: ReadonlySet<string> = new Set(['above', 'below', 'outside', 'inside', 'all', 'any']);

/** True if the limit of the incident is known to be a height on the axis of its metric. */
export function hasLevel(alert: Alert, rule: KnownRule): boolean {
  if (typeof alert.limit !== 'number' || rule === undefined) return false;
  return rule === null || LEVELS.has(rule.condition.type);
}

/** On which side of its limit an incident is. */
export function sideOf({ limit, peak, value }: Alert): 'above' | 'below' {
  const worst = peak ?? value;
  return typeof worst === 'number' && typeof limit === 'number' && worst < limit ? 'below' : 'above';
}

/** An incident as a mark; `main`: the chart is about it. */
export function markOf(alert: Alert, main: boolean): IncidentMark {
  return { from: sinceOf(alert), to: alert.resolvedAt ?? Infinity, severity: alert.severity, main };
}

/** Values of an incident's course. */
const PENDING = 0;
export const FIRING = 1;

/** An incident as states over time: first pending, then, if it ever did, firing; what of it lies inside of `view`. */
export function courseOf({ startedAt, firedAt, resolvedAt }: Alert, view: Stretch): Segment[] {
  const end = resolvedAt ?? view.to;
  const segments: Segment[] = [
    { from: startedAt, to: firedAt ?? end, value: PENDING, kind: 'state' },
    { from: firedAt ?? end, to: end, value: FIRING, kind: 'state' },
  ];
  return segments
    .map((one) => ({ ...one, from: Math.max(one.from, view.from), to: Math.min(one.to, view.to) }))
    .filter(({ from, to }) => to > from);
}

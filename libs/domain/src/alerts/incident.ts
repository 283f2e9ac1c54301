import type { Alert, AlertEvent, Severity, Value } from '@sensorium/contracts';
import { toMs, type Micros } from '../time/index.js';
import { incidentId } from './incident-id.js';
import { offsetReason, onsetReason } from './reasons.js';
import { sentence, type SentenceSubject } from './sentence.js';
import type { Change, IncidentStep, InstanceState, Transition } from './types.js';

/** What an incident is about: the rule as it is now, the device (null: the installation itself), the limits there. */
export interface IncidentSubject extends SentenceSubject {
  rule: { id: string; name: string; version: number; severity: Severity; runbook: string };
  device: {
    /** Public id. */
    id: string;
    uid: string;
    name: string;
    site: string | null;
    labels: Readonly<Record<string, string>>;
  } | null;
  limit: Value | null;
  clear: Value | null;
}

/** What of the state of its instance an incident shows. */
export type ShownState = Pick<InstanceState, 'last' | 'peak' | 'noDataSince' | 'flapping' | 'firings'>;

/**
 * Takes a change of an instance to its incident: the steps of one incident each, in order, the newest last. `alert` is
 * the one that is open, null for none; `now` is our clock.
 */
export function applyChange(
  alert: Alert | null,
  subject: IncidentSubject,
  change: Change,
  state: ShownState,
  now: Micros,
): IncidentStep[] {
  const steps: IncidentStep[] = alert ? [{ alert, events: [] }] : [];
  if (change.noData === 'ended') onNewest(steps, (open) => dataBack(open, subject, now));
  for (const transition of change.transitions) {
    if (transition.from === 'ok') steps.push(raise(subject, transition, now));
    else onNewest(steps, (open) => move(open, subject, transition, now));
  }
  if (change.noData === 'began') onNewest(steps, (open) => noData(open, state.noDataSince, now));
  const { flapping } = change;
  if (flapping !== undefined)
    onNewest(steps, (open) => setFlapping(open, flapping, state.firings.length, now));
  onNewest(steps, (open) => ({ alert: refresh(open, state), events: [] }));
  return steps;
}

function onNewest(steps: IncidentStep[], change: (alert: Alert) => IncidentStep): void {
  const newest = steps.pop();
  if (!newest) return;
  const { alert, events } = change(newest.alert);
  steps.push({ alert, events: [...newest.events, ...events] });
}

/** A new incident, by a transition from ok. */
export function raise(subject: IncidentSubject, transition: Transition, now: Micros): IncidentStep {
  const { rule, device, metric } = subject;
  const blank: Alert = {
    id: incidentId(rule.id, device?.uid ?? null, metric, transition.at),
    ...described(subject),
    metric,
    state: 'pending',
    startedAt: toMs(transition.at),
    ...{ firedAt: null, resolvedAt: null, value: null, valueAt: null, peak: null, peakAt: null },
    ...{ limit: subject.limit, clear: subject.clear },
    reason: transition.reason,
    message: '',
    ...{ acknowledged: null, snoozedUntil: null, noDataSince: null, suppressedBy: null },
    flapping: false,
    firings: 0,
    updatedAt: toMs(now),
  };
  return move(blank, subject, transition, now);
}

/** What an incident shows of its rule and device. */
export function described({ rule, device, unit }: IncidentSubject) {
  return {
    rule: { id: rule.id, name: rule.name, version: rule.version },
    severity: rule.severity,
    runbook: rule.runbook,
    device: device?.id ?? null,
    uid: device?.uid ?? null,
    deviceName: device?.name ?? null,
    site: device?.site ?? null,
    labels: { ...device?.labels },
    unit,
  };
}

/** One transition of an incident that is open. */
export function move(
  alert: Alert,
  subject: SentenceSubject,
  transition: Transition,
  now: Micros,
): IncidentStep {
  const { to, reason, value } = transition;
  const message = sentence(subject, transition);
  const at = toMs(transition.at);
  const moved: Alert = {
    ...alert,
    ...shownValues(alert, transition),
    state: to === 'ok' ? 'resolved' : to,
    firedAt: to === 'firing' ? (alert.firedAt ?? at) : alert.firedAt,
    resolvedAt: to === 'ok' ? at : null,
    noDataSince: to === 'ok' ? null : alert.noDataSince,
    reason,
    message,
    updatedAt: toMs(now),
  };
  const ends = alert.firedAt === null ? 'ok' : 'resolved';
  const event: AlertEvent = {
    type: 'transition',
    from: transition.from,
    to: to === 'ok' ? ends : to,
    ...{ reason, value, limit: transition.limit, message },
  };
  return { alert: moved, events: [{ at, event }] };
}

function shownValues(alert: Alert, { value, at, limit, peak }: Transition): Partial<Alert> {
  return {
    ...(value !== null && { value, valueAt: toMs(at) }),
    ...(peak && { peak: peak.value, peakAt: toMs(peak.at) }),
    limit: limit ?? alert.limit,
  };
}

/** Ends an incident that has no instance: a root cause that is gone, or one whose rule or device is. */
export function close(
  alert: Alert,
  subject: SentenceSubject,
  reason: Alert['reason'],
  now: Micros,
): IncidentStep {
  if (alert.state === 'resolved') return { alert, events: [] };
  const transition: Transition = {
    ...{ from: alert.state, to: 'ok', reason, at: now },
    ...{ value: null, limit: null, metric: alert.metric, peak: null },
  };
  return move(alert, subject, transition, now);
}

/** The newest value and the peak, without an event. */
export function refresh(
  alert: Alert,
  { last, peak, firings, flapping }: Omit<ShownState, 'noDataSince'>,
): Alert {
  if (alert.state === 'resolved') return alert;
  return {
    ...alert,
    ...(last && alert.metric !== null && { value: last.value, valueAt: toMs(last.at) }),
    ...(peak && { peak: peak.value, peakAt: toMs(peak.at) }),
    firings: firings.length,
    flapping,
  };
}

/** There is no data since `since` (our clock). */
function noData(alert: Alert, since: Micros | null, now: Micros): IncidentStep {
  if (alert.state === 'resolved' || since === null || alert.noDataSince !== null)
    return { alert, events: [] };
  const reason = 'no-data';
  const message = sentence(NOBODY, { reason, value: null, limit: null });
  const noDataSince = toMs(since);
  const changed: Alert = { ...alert, noDataSince, reason, message, updatedAt: toMs(now) };
  return { alert: changed, events: [{ at: toMs(now), event: { type: 'no-data', since: noDataSince } }] };
}

/** There is data again: it says once more why it is as it is. */
function dataBack(alert: Alert, subject: SentenceSubject, now: Micros): IncidentStep {
  if (alert.state === 'resolved' || alert.noDataSince === null) return { alert, events: [] };
  const { condition } = subject;
  const reason = alert.state === 'recovering' ? offsetReason(condition) : onsetReason(condition);
  const value = alert.state === 'recovering' ? null : alert.peak;
  const message = sentence(subject, { reason, value, limit: alert.limit });
  const changed: Alert = { ...alert, noDataSince: null, reason, message, updatedAt: toMs(now) };
  return { alert: changed, events: [{ at: toMs(now), event: { type: 'data-back' } }] };
}

/** For sentences that say nothing of their subject. */
const NOBODY: SentenceSubject = {
  condition: { type: 'silent', afterMs: 0 },
  ...{ metric: null, unit: null, values: null, forMs: 0, clearForMs: 0 },
};

function setFlapping(alert: Alert, on: boolean, firings: number, now: Micros): IncidentStep {
  const changed: Alert = { ...alert, flapping: on, firings, updatedAt: toMs(now) };
  return { alert: changed, events: [{ at: toMs(now), event: { type: 'flapping', on, firings } }] };
}

import type { Alert, AlertEvent } from '@sensorium/contracts';
import { toMs, type Micros } from '../time/index.js';
import { described, type IncidentSubject } from './incident.js';
import type { IncidentStep } from './types.js';

/** Who does it, and what for. */
interface Hand {
  by: string;
  note: string;
}

/** Somebody takes care; it holds until the incident is resolved, the next one is a new incident. */
export function acknowledge(alert: Alert, { by, note }: Hand, now: Micros): IncidentStep {
  if (alert.state === 'resolved') return unchanged(alert);
  const acknowledged = { by, at: toMs(now), note };
  return changed(alert, { acknowledged }, { type: 'acknowledged', by, note }, now);
}

/** Takes an acknowledgement back. */
export function unacknowledge(alert: Alert, { by }: Pick<Hand, 'by'>, now: Micros): IncidentStep {
  if (alert.acknowledged === null) return unchanged(alert);
  return changed(alert, { acknowledged: null }, { type: 'unacknowledged', by }, now);
}

/** Notices rest for `forMs`; 0 ends a snooze. */
export function snooze(alert: Alert, hand: Hand & { forMs: number }, now: Micros): IncidentStep {
  const until = hand.forMs === 0 ? null : toMs(now) + hand.forMs;
  if (alert.state === 'resolved' || (until === null && alert.snoozedUntil === null)) return unchanged(alert);
  const event: AlertEvent = { type: 'snoozed', by: hand.by, until, note: hand.note };
  return changed(alert, { snoozedUntil: until }, event, now);
}

/** A remark; an incident that is resolved takes them too. */
export function comment(alert: Alert, { by, text }: { by: string; text: string }, now: Micros): IncidentStep {
  return changed(alert, {}, { type: 'commented', by, text }, now);
}

/** A root incident or a silence (its id) keeps it quiet; null: nothing does any more. */
export function suppress(alert: Alert, by: string | null, now: Micros): IncidentStep {
  if (alert.suppressedBy === by) return unchanged(alert);
  return changed(alert, { suppressedBy: by }, { type: 'suppressed', by }, now);
}

/** The rule or the device was changed: shows both as they are now. */
export function redescribe(alert: Alert, subject: IncidentSubject, now: Micros): IncidentStep {
  const shown = { ...described(subject), limit: subject.limit ?? alert.limit, clear: subject.clear };
  const isSame = Object.entries(shown).every(
    ([key, value]) => JSON.stringify(value) === JSON.stringify(alert[key as keyof Alert]),
  );
  return isSame ? unchanged(alert) : { alert: { ...alert, ...shown, updatedAt: toMs(now) }, events: [] };
}

function changed(alert: Alert, change: Partial<Alert>, event: AlertEvent, now: Micros): IncidentStep {
  const at = toMs(now);
  return { alert: { ...alert, ...change, updatedAt: at }, events: [{ at, event }] };
}

function unchanged(alert: Alert): IncidentStep {
  return { alert, events: [] };
}

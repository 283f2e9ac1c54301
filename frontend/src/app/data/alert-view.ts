import type { Alert, Severity } from '@sensorium/contracts';

/** How bad, the worst first. */
export const SEVERITIES: readonly Severity[] = ['critical', 'warning', 'info'];

/**
 * Where an incident stands for people: `open` wants somebody; `acknowledged` has somebody, `snoozed` rests; `covered` is
 * kept quiet by another incident or a silence; `pending` has not fired.
 */
export type AlertStage = 'open' | 'acknowledged' | 'snoozed' | 'covered' | 'pending' | 'resolved';

/** The stage of `alert` at `now`, ms of the server's clock. */
export function stageOf(alert: Alert, now: number): AlertStage {
  if (alert.state === 'resolved') return 'resolved';
  if (alert.state === 'pending') return 'pending';
  if (alert.suppressedBy !== null) return 'covered';
  if (alert.snoozedUntil !== null && !(alert.snoozedUntil <= now)) return 'snoozed';
  return alert.acknowledged === null ? 'open' : 'acknowledged';
}

/** True for what goes on and is not kept quiet; that somebody has acknowledged it does not make it over. */
export function isOpen(alert: Alert, now: number): boolean {
  const stage = stageOf(alert, now);
  return stage === 'open' || stage === 'acknowledged';
}

/** How many incidents have each severity; every severity has an entry. */
export type AlertCensus = ReadonlyMap<Severity, number>;

export function alertCensus(alerts: Iterable<Alert>): AlertCensus {
  const census = new Map<Severity, number>(SEVERITIES.map((severity) => [severity, 0]));
  for (const { severity } of alerts) census.set(severity, (census.get(severity) ?? 0) + 1);
  return census;
}

/** When an incident counts from: its firing, before that when it began to be pending. */
export function sinceOf({ firedAt, startedAt }: Alert): number {
  return firedAt ?? startedAt;
}

/** Orders incidents: the worse first, of equal ones the younger. */
export function byUrgency(a: Alert, b: Alert): number {
  return rankOf(a) - rankOf(b) || sinceOf(b) - sinceOf(a) || (a.id < b.id ? -1 : 1);
}

/** The most urgent one; undefined if there is none. */
export function worstOf(alerts: readonly Alert[]): Alert | undefined {
  return alerts.reduce<Alert | undefined>(
    (worst, alert) => (worst && byUrgency(worst, alert) < 0 ? worst : alert),
    undefined,
  );
}

/** 0 for the worst severity. */
export function rankOf({ severity }: Pick<Alert, 'severity'>): number {
  return SEVERITIES.indexOf(severity);
}

/**
 * Of `next`, what has fired since `before` was read, and what of `before` was solved: for a line that tells no
 * notices. What is acknowledged, snoozed or covered wakes nobody.
 */
export function newlyFired(before: ReadonlyMap<string, Alert>, next: readonly Alert[], now: number): Alert[] {
  return next.filter((alert) => {
    if (stageOf(alert, now) !== 'open') return false;
    const known = before.get(alert.id);
    return known === undefined || known.state === 'pending';
  });
}

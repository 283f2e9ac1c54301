import type {
  Alert,
  Delivery,
  EscalationStep,
  Grouping,
  NotificationRoute,
  OwnGrouping,
} from '@sensorium/contracts';
import { matchesAlert } from './matchers.js';
import { onCallAt } from './on-call.js';
import { silenceOf, type ReadySilence } from './silences.js';
import {
  PAGE,
  type GroupState,
  type Held,
  type Member,
  type Policy,
  type Stage,
  type Target,
} from './types.js';

/**
 * The way of an alert to people, from top to bottom. Each stage is one small pure function below: it takes `now` and
 * says by a named reason what it did. The reasons stand in the log of the alert.
 */
export const STAGES: readonly Stage[] = ['route', 'inhibit', 'silence', 'group', 'dedup', 'retry', 'channel'];

const HOUR_MS = 3_600_000;

/** How long a notice is tried. */
export const RETRY_FOR_MS = 24 * HOUR_MS;

/** Waits between attempts; the last one comes again and again. */
const BACK_OFF_MS = [1_000, 5_000, 30_000, 120_000, 600_000, 1_800_000, HOUR_MS];

/** Nobody is reminded more often. */
const REMIND_MIN_MS = 1_000;

/** By what alerts of a rule with own channels, and those of the page, are put together. */
const GROUP_BY: NotificationRoute['groupBy'] = ['rule', 'site'];

/** Ids of silences; incidents have 22 characters and so never look like it. */
const SILENCE_ID = /^sil_[A-Za-z0-9_-]{12}$/;

/**
 * 1. Where it goes. `own-channels`: those of its rule, and nowhere else; `route`: the first that matches, and the next
 * ones while `continue`; `built-in`: after them everything goes to the page.
 */
export function route(alert: Alert, policy: Policy): Target[] {
  const rule = policy.rule(alert.rule.id);
  const escalation = rule?.escalation ?? [];
  if (rule && rule.channels.length > 0) {
    const own = { channels: rule.channels, groupBy: GROUP_BY, escalation, grouping: rule.grouping };
    return toTargets('own-channels', ['rule', alert.rule.id], own, alert, policy);
  }
  const routed = routesOf(alert, policy.routes).flatMap((one) => {
    const channels = one.channels.filter((id) => id !== PAGE);
    const own = { ...one, channels, grouping: { ...one.grouping, ...rule?.grouping } };
    return toTargets('route', ['route', one.id], own, alert, policy);
  });
  const page = { channels: [PAGE], groupBy: GROUP_BY, escalation, grouping: rule?.grouping };
  return [...routed, ...toTargets('built-in', ['built-in'], page, alert, policy)];
}

/** 2. `root-cause`: a lost broker or gateway is told in its place. */
export function inhibit(alert: Alert): Held | undefined {
  const by = alert.suppressedBy;
  if (by === null || isSilenceId(by)) return undefined;
  return { stage: 'inhibit', reason: 'root-cause', by, until: null };
}

/** 3. People want quiet: `silenced` for a time, `snoozed` until, `acknowledged` (somebody is at it). */
export function silence(
  alert: Alert,
  policy: { silences: readonly ReadySilence[]; zoneOf(site: string | null): string },
  now: number,
): Held | undefined {
  const active = silenceOf(alert, policy.silences, policy.zoneOf(alert.site), now);
  if (active) return { stage: 'silence', reason: 'silenced', by: active.id, until: active.until };
  const { snoozedUntil, acknowledged } = alert;
  if (snoozedUntil !== null && snoozedUntil > now)
    return { stage: 'silence', reason: 'snoozed', by: null, until: snoozedUntil };
  if (acknowledged === null) return undefined;
  return { stage: 'silence', reason: 'acknowledged', by: acknowledged.by, until: null };
}

/**
 * 4. Whether it waits for others. `waits-for-more`: a new group waits `waitMs`; `waits-for-update`: what joins later
 * waits until `updateMs` after the last notice, and `waitMs` at least; `flapping-waits`: one that comes and goes waits
 * `updateMs` each time. Undefined: it is time.
 */
export function group(
  { grouping, firstAt, lastSentAt }: GroupState,
  { since }: Pick<Member, 'since'>,
  flapping: boolean,
  now: number,
): Held | undefined {
  const { waitMs, updateMs } = grouping;
  const regular = lastSentAt === null ? firstAt + waitMs : Math.max(lastSentAt + updateMs, since + waitMs);
  const until = flapping ? Math.max(regular, since + updateMs) : regular;
  if (until <= now) return undefined;
  const calm = lastSentAt === null ? 'waits-for-more' : 'waits-for-update';
  return { stage: 'group', reason: until > regular ? 'flapping-waits' : calm, by: null, until };
}

/** What was sent of an alert beside what is true of it. */
export type DedupVerdict = 'untold' | 'told' | 'solved' | 'solved-untold' | 'done';

/**
 * 5. What is left to say, by what was sent. `untold`: it fires and nobody knows; `told`: they know; `solved`: they know
 * that it fires, but it no longer does; `solved-untold`: it was over before anybody was told; `done`: all is said.
 */
export function dedup({ state, told }: Pick<Member, 'state' | 'told'>): DedupVerdict {
  if (state === 'firing') return told === null ? 'untold' : 'told';
  if (told === null) return 'solved-untold';
  return told.state === 'firing' ? 'solved' : 'done';
}

/** When it is said again, ms: `remindMs` after the last time; undefined for never (0). */
export function reminder({ remindMs }: Grouping, { told }: Pick<Member, 'told'>): number | undefined {
  return told === null || remindMs === 0 ? undefined : told.at + Math.max(remindMs, REMIND_MIN_MS);
}

/** When a step of escalation is taken, ms: `afterMs` after it fired, within the times of who is on call. */
export function escalation(
  { afterMs, onCall }: EscalationStep,
  { firedAt }: Pick<Member, 'firedAt'>,
  zone: string,
  now: number,
): number | undefined {
  const due = firedAt + afterMs;
  return onCall ? onCallAt(onCall, zone, Math.max(due, now)) : due;
}

/** What becomes of a delivery after an attempt. */
export interface Retry extends Pick<Delivery, 'state' | 'nextAt'> {
  reason: 'delivered' | 'tried-again' | 'refused' | 'gave-up';
}

/**
 * 6. `delivered`, `refused` (the channel says that it never will), `tried-again` with growing waits or as long as the
 * service asks for, `gave-up` after 24 hours.
 */
export function retry(
  { createdAt, attempts }: Pick<Delivery, 'createdAt' | 'attempts'>,
  sent: { outcome: 'ok' | 'retryable' | 'fatal'; retryAfterMs?: number },
  now: number,
): Retry {
  if (sent.outcome === 'ok') return { state: 'delivered', nextAt: null, reason: 'delivered' };
  if (sent.outcome === 'fatal') return { state: 'failed', nextAt: null, reason: 'refused' };
  const step = Math.min(Math.max(attempts.length, 1), BACK_OFF_MS.length) - 1;
  const nextAt = now + Math.max(BACK_OFF_MS[step] ?? HOUR_MS, sent.retryAfterMs ?? 0);
  if (nextAt > createdAt + RETRY_FOR_MS) return { state: 'failed', nextAt: null, reason: 'gave-up' };
  return { state: 'waiting', nextAt, reason: 'tried-again' };
}

/** 7. Why a channel takes nothing: it is deleted, switched off, or nobody has subscribed. Undefined: it does. */
export function channel(
  known: { type: string; enabled: boolean } | undefined,
  subscribers: number,
): 'channel-gone' | 'channel-off' | 'nobody-subscribed' | undefined {
  if (!known) return 'channel-gone';
  if (!known.enabled) return 'channel-off';
  return known.type === 'web-push' && subscribers === 0 ? 'nobody-subscribed' : undefined;
}

/** True for the id of a silence, false for that of an incident. */
export function isSilenceId(id: string): boolean {
  return SILENCE_ID.test(id);
}

/** Grouping of a rule or route over that of the installation: who waits for nothing at first does not later either. */
export function ownGrouping(own: OwnGrouping | undefined, general: Grouping): Grouping {
  const { waitMs = general.waitMs, remindMs = general.remindMs } = own ?? {};
  const updateMs = own?.updateMs ?? (own?.waitMs === 0 ? 0 : general.updateMs);
  return { waitMs, updateMs, remindMs };
}

function routesOf(alert: Alert, routes: readonly NotificationRoute[]): NotificationRoute[] {
  const matching = routes.filter(({ match }) => matchesAlert(match, alert));
  const last = matching.findIndex((one) => !one.continue);
  return last === -1 ? matching : matching.slice(0, last + 1);
}

type Own = Pick<NotificationRoute, 'channels' | 'groupBy' | 'escalation'> & {
  grouping: OwnGrouping | undefined;
};

/** The page is told at once, whatever the others wait for: it is a group of its own. */
function toTargets(
  reason: Target['reason'],
  head: readonly string[],
  { channels, groupBy, escalation, grouping }: Own,
  alert: Alert,
  policy: Policy,
): Target[] {
  const whole = ownGrouping(grouping, policy.grouping);
  const values = groupBy.map((by) => valueOf(alert, by));
  const outside = channels.filter((id) => id !== PAGE);
  const shared = { reason, escalation };
  const targets: Target[] = [];
  if (outside.length > 0 || channels.length === 0) {
    targets.push({
      ...shared,
      key: JSON.stringify([...head, ...values]),
      channels: outside,
      grouping: whole,
    });
  }
  if (outside.length < channels.length) {
    const atOnce = { ...whole, waitMs: 0, updateMs: 0 };
    const key = JSON.stringify([PAGE, ...head, ...values]);
    // One group escalates, not both.
    const steps = targets.length > 0 ? [] : escalation;
    targets.push({ reason, key, channels: [PAGE], grouping: atOnce, escalation: steps });
  }
  return targets;
}

function valueOf(alert: Alert, by: NotificationRoute['groupBy'][number]): string | null {
  if (by === 'rule') return alert.rule.id;
  if (by === 'device') return alert.uid;
  return by === 'site' ? alert.site : alert.severity;
}

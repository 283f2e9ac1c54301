import type { Alert, NotificationEvent } from '@sensorium/contracts';
import {
  dedup,
  escalation,
  group as groupStage,
  inhibit,
  reminder,
  silence,
  type DedupVerdict,
} from './stages.js';
import type { GroupState, Held, Member, Send, SendReason, StageNote, World } from './types.js';

/** What became of a group; undefined `group`: nothing is left of it. */
export interface GroupDecision {
  group: GroupState | undefined;
  sends: Send[];
  notes: StageNote[];
}

/** A member as the stages see it at one moment. */
interface Look {
  member: Member;
  alert: Alert;
  verdict: DedupVerdict;
  /** Why it is not told at the moment. */
  held: Held | undefined;
}

/** Alerts in one message; more become several. */
const ALERTS_PER_NOTICE = 200;

/** Takes a group through inhibit, silence, group and dedup at `now` (ms): who is told what, why not, and when again. */
export function decideGroup(before: GroupState, world: World, now: number): GroupDecision {
  const looks = before.members.flatMap((member) => lookAt(member, before, world, now));
  const notes = looks.flatMap(noteOfWait);
  const news = newsOf(looks, before, now);
  const reminders = news.length > 0 ? [] : remindersOf(looks, before, now);
  const told = new Set([...news, ...reminders].map(({ member }) => member.alert));
  const sends = [...newsSends(news, before), ...sendsOf(before.channels, 'reminder', 'reminder', reminders)];
  const members = looks.map((look) => afterTelling(look, told.has(look.member.alert), now));
  const after = restarted(before, members, news.length > 0, now);
  const steps = escalate(after, looks, world, now);
  const kept = steps.members.filter((member) => !isOver(member));
  notes.push(...looks.flatMap(noteOfEnd));
  const group = kept.length === 0 ? undefined : { ...after, members: kept };
  return {
    group: group && { ...group, nextAt: nextLook(group, world, now) },
    sends: [...sends, ...steps.sends],
    notes,
  };
}

function lookAt(member: Member, group: GroupState, world: World, now: number): Look[] {
  const alert = world.alert(member.alert);
  if (!alert) return [];
  const verdict = dedup(member);
  return [{ member, alert, verdict, held: heldOf(member, alert, verdict, group, world, now) }];
}

/** What was told is also told to be over, though it is acknowledged, snoozed or has a root cause; not in a silence. */
function heldOf(
  member: Member,
  alert: Alert,
  verdict: DedupVerdict,
  group: GroupState,
  world: World,
  now: number,
): Held | undefined {
  const quiet = silence(alert, world, now);
  if (verdict === 'solved') return quiet?.reason === 'silenced' ? quiet : undefined;
  if (verdict !== 'untold' && verdict !== 'told') return undefined;
  const held = inhibit(alert) ?? quiet;
  return held ?? (verdict === 'untold' ? groupStage(group, member, alert.flapping, now) : undefined);
}

/** What is new and due: alerts nobody knows of, and with them those that are over. */
function newsOf(looks: readonly Look[], group: GroupState, now: number): Look[] {
  const fresh = looks.filter(({ verdict, held }) => verdict === 'untold' && !held);
  const solved = looks.filter(({ verdict, held }) => verdict === 'solved' && !held);
  const due = fresh.length > 0 || now >= solvedAt(group);
  return due ? [...fresh, ...solved] : fresh;
}

/** When people hear that some are over: at once where nothing else goes on that they know of, else with the update. */
function solvedAt({ members, lastSentAt, grouping }: GroupState): number {
  const goesOn = members.some((member) => dedup(member) === 'told');
  return goesOn ? (lastSentAt ?? 0) + grouping.updateMs : 0;
}

/** Those whose reminder is due, and with them those whose own would come before the next update. */
function remindersOf(looks: readonly Look[], { grouping }: GroupState, now: number): Look[] {
  const dueBy = (limit: number) =>
    looks.filter(({ member, verdict, held }) => {
      const at = verdict === 'told' && !held ? reminder(grouping, member) : undefined;
      return at !== undefined && at <= limit;
    });
  return dueBy(now).length > 0 ? dueBy(now + Math.min(grouping.updateMs, grouping.remindMs / 2)) : [];
}

function newsSends(news: readonly Look[], group: GroupState): Send[] {
  const fresh = news.filter(({ verdict }) => verdict === 'untold');
  const solved = news.filter(({ verdict }) => verdict === 'solved');
  const reason: SendReason = fresh.length === 0 ? 'solved' : group.lastSentAt === null ? 'new' : 'more';
  const sends = sendsOf(group.channels, eventOf(fresh.length, solved.length), reason, news);
  return [...sends, ...solvedForEscalated(solved, group)];
}

/** The event says what its alerts do: all fire, all are over, or some of each. */
function eventOf(fresh: number, solved: number): NotificationEvent {
  if (solved === 0) return 'firing';
  return fresh === 0 ? 'resolved' : 'updated';
}

/** Who was told by escalation alone hears of the end too. */
function solvedForEscalated(solved: readonly Look[], { channels, escalation }: GroupState): Send[] {
  const others = new Set(escalation.flatMap((step) => step.channels).filter((id) => !channels.includes(id)));
  return [...others].flatMap((id) => {
    const knows = ({ member }: Look) =>
      member.escalated.some((place) => escalation[place]?.channels.includes(id) === true);
    return sendsOf([id], 'resolved', 'solved', solved.filter(knows));
  });
}

function sendsOf(
  channels: readonly string[],
  event: NotificationEvent,
  reason: SendReason,
  looks: readonly Pick<Look, 'member'>[],
): Send[] {
  const ids = looks.map(({ member }) => member.alert);
  const parts = Array.from({ length: Math.ceil(ids.length / ALERTS_PER_NOTICE) }, (_, part) =>
    ids.slice(part * ALERTS_PER_NOTICE, (part + 1) * ALERTS_PER_NOTICE),
  );
  return channels.flatMap((channel) => parts.map((alerts) => ({ channel, event, reason, alerts })));
}

function afterTelling({ member, held }: Look, isTold: boolean, now: number): Member {
  const noted = wordOf(held);
  return isTold ? { ...member, noted, told: { state: member.state, at: now } } : { ...member, noted };
}

/** A group of which nothing goes on that people know of begins anew with what still waits. */
function restarted(before: GroupState, members: Member[], sent: boolean, now: number): GroupState {
  const lastSentAt = sent ? now : before.lastSentAt;
  const goesOn = members.some((member) => ['told', 'solved'].includes(dedup(member)));
  const waiting = members.filter((member) => dedup(member) === 'untold').map(({ since }) => since);
  if (goesOn || lastSentAt === null || waiting.length === 0) return { ...before, members, lastSentAt };
  return { ...before, members, lastSentAt: null, firstAt: Math.min(...waiting) };
}

/** Takes the steps of escalation that are due: somebody was told, nobody has acknowledged, and it goes on. */
function escalate(
  group: GroupState,
  looks: readonly Look[],
  world: World,
  now: number,
): { members: Member[]; sends: Send[] } {
  const held = new Set(looks.filter((look) => look.held).map(({ member }) => member.alert));
  let members = group.members;
  const sends: Send[] = [];
  for (const [place, step] of group.escalation.entries()) {
    const due = members.filter((member) => {
      const at = held.has(member.alert) ? undefined : escalationAt(group, member, place, world, now);
      return at !== undefined && at <= now;
    });
    const taken = new Set(due);
    const looked = due.map((member) => ({ member }));
    sends.push(...sendsOf(step.channels, 'firing', 'escalation', looked));
    members = members.map((one) => (taken.has(one) ? { ...one, escalated: [...one.escalated, place] } : one));
  }
  return { members, sends };
}

/** When a member takes a step of escalation; undefined if never. */
function escalationAt(
  group: GroupState,
  member: Member,
  place: number,
  world: World,
  now: number,
): number | undefined {
  const step = group.escalation[place];
  if (!step || member.escalated.includes(place) || dedup(member) !== 'told') return undefined;
  return escalation(step, member, world.zoneOf(world.alert(member.alert)?.site ?? null), now);
}

function isOver(member: Member): boolean {
  const verdict = dedup(member);
  return verdict === 'done' || verdict === 'solved-untold';
}

/** When the group is looked at next, ms; null: when something changes. */
function nextLook(group: GroupState, world: World, now: number): number | null {
  const times = group.members.flatMap((member) => {
    const [look] = lookAt(member, group, world, now);
    if (!look) return [];
    if (look.held) return look.held.until ?? [];
    if (look.verdict === 'untold') return now;
    if (look.verdict === 'solved') return solvedAt(group);
    const steps = group.escalation.map((_, place) => escalationAt(group, member, place, world, now));
    return [reminder(group.grouping, member), ...steps].filter((at) => at !== undefined);
  });
  return times.length === 0 ? null : times.reduce((a, b) => Math.min(a, b));
}

/** Why it is held, in one word for comparing; null if it is not. */
function wordOf(held: Held | undefined): string | null {
  return held ? [held.stage, held.reason, held.by ?? ''].join('/') : null;
}

const SILENCED = 'silence/silenced/';

/** A note where the reason why nobody is told has changed. */
function noteOfWait({ member: { alert, noted }, held }: Look): StageNote[] {
  if (wordOf(held) === noted) return [];
  const wasSilenced = noted?.startsWith(SILENCED) === true;
  if (held) {
    const { stage, reason, by } = held;
    if (reason === 'silenced') return [{ alert, stage, reason, suppressedBy: by }];
    return [{ alert, stage, reason, ...(wasSilenced ? { suppressedBy: null } : {}) }];
  }
  return wasSilenced ? [{ alert, stage: 'silence', reason: 'silence-over', suppressedBy: null }] : [];
}

/** A note on an alert that was over before anybody was told, with what had kept it. */
function noteOfEnd({ member: { alert, noted }, verdict }: Look): StageNote[] {
  if (verdict !== 'solved-untold') return [];
  const waited = noted === null || noted.startsWith('group/');
  return [{ alert, stage: 'dedup', reason: waited ? 'solved-in-wait' : 'solved-while-quiet' }];
}

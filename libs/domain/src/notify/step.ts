import type { Alert } from '@sensorium/contracts';
import { decideGroup } from './decide-group.js';
import { route } from './stages.js';
import type { AlertChange, Decision, GroupState, Member, StageNote, Target, World } from './types.js';

/** What is open: groups by key. */
export type Groups = ReadonlyMap<string, GroupState>;

/**
 * Works through changes in their order, each at its own time, and what is due in between and up to `now` (ms): after a
 * stop the same people are told the same as without it, only later. Takes nothing from `groups`; what it gives back is
 * saved as a whole before anything is sent. `all`: every group is looked at again (a silence or a setting has changed).
 */
export function decide(
  groups: Groups,
  changes: readonly AlertChange[],
  world: World,
  now: number,
  all = false,
): Decision {
  const draft = new Draft(groups, world);
  let at = 0;
  for (const change of changes) {
    const then = Math.min(Math.max(at, change.at), now);
    if (then > at) {
      draft.look(at);
      draft.advance(then);
    }
    at = then;
    draft.apply(change, at);
  }
  draft.look(at);
  if (all) draft.lookAtAll(now);
  draft.advance(now);
  return draft.decision();
}

/** When something is due next, ms; null for nothing. */
export function nextDue(groups: Iterable<GroupState>): number | null {
  let next: number | null = null;
  for (const { nextAt } of groups) if (nextAt !== null && (next === null || nextAt < next)) next = nextAt;
  return next;
}

/** Groups as they become during a step; undefined where nothing is left. */
class Draft {
  private readonly changed = new Map<string, GroupState | undefined>();
  private readonly keysOf = new Map<string, Set<string>>();
  /** Groups that were touched since they were looked at, with the alerts in them that are over. */
  private readonly touched = new Map<string, Set<string>>();
  /** Alerts that came into a group since. */
  private readonly joined = new Set<string>();
  private readonly sends: Decision['sends'] = [];
  private readonly notes = new Map<string, StageNote>();

  constructor(
    private readonly groups: Groups,
    private readonly world: World,
  ) {
    for (const group of groups.values()) this.index(group);
  }

  /** Looks at what is due by `now`. */
  advance(now: number): void {
    for (;;) {
      const due = this.open().filter(({ nextAt }) => nextAt !== null && nextAt <= now);
      if (due.length === 0) return;
      for (const { key } of due) this.lookAt(key, now);
    }
  }

  lookAtAll(now: number): void {
    for (const { key } of this.open()) this.lookAt(key, now);
  }

  /** Takes one change in; the groups that it touches are looked at together with those of the next ones. */
  apply({ alert: id, kind }: AlertChange, at: number): void {
    const alert = this.world.alert(id);
    if (!alert) return;
    // What fires is told before it is over, if it waits for nothing.
    if (kind === 'resolved' && this.joined.has(id)) this.look(at);
    if (kind === 'firing') this.join(alert, at);
    for (const key of this.keysOf.get(id) ?? []) {
      const solved = this.touched.get(key) ?? new Set();
      this.touched.set(key, kind === 'resolved' ? solved.add(id) : solved);
    }
  }

  /** Looks at the groups that changes have touched. */
  look(now: number): void {
    for (const [key, solved] of this.touched) {
      if (solved.size > 0) this.solve(key, solved, now);
      this.lookAt(key, now);
    }
    this.touched.clear();
    this.joined.clear();
  }

  decision(): Decision {
    const entries = [...this.changed];
    return {
      groups: entries.flatMap(([, group]) => group ?? []),
      removed: entries.filter(([key, group]) => !group && this.groups.has(key)).map(([key]) => key),
      sends: this.sends,
      notes: [...this.notes.values()],
    };
  }

  private get(key: string): GroupState | undefined {
    return this.changed.has(key) ? this.changed.get(key) : this.groups.get(key);
  }

  private open(): GroupState[] {
    const keys = new Set([...this.groups.keys(), ...this.changed.keys()]);
    return [...keys].flatMap((key) => this.get(key) ?? []);
  }

  private lookAt(key: string, now: number): void {
    const before = this.get(key);
    if (!before) return;
    const { group, sends, notes } = decideGroup(before, this.world, now);
    this.changed.set(key, group && { ...group, nextAt: later(group.nextAt, now, before, group) });
    this.sends.push(...sends);
    for (const note of notes) this.note(note);
  }

  private join(alert: Alert, at: number): void {
    for (const target of route(alert, this.world)) {
      const known = this.get(target.key);
      if (known?.members.some((member) => member.alert === alert.id) === true) continue;
      const group = withMember(known, target, alert.id, at);
      this.joined.add(alert.id);
      this.changed.set(target.key, group);
      this.index(group);
      this.note({ alert: alert.id, stage: 'route', reason: target.reason });
    }
  }

  private solve(key: string, ids: ReadonlySet<string>, at: number): void {
    const group = this.get(key);
    if (!group) return;
    const members = group.members.map((member): Member =>
      member.state === 'firing' && ids.has(member.alert)
        ? { ...member, state: 'resolved', since: at }
        : member,
    );
    this.changed.set(key, { ...group, members });
  }

  private index({ key, members }: GroupState): void {
    for (const { alert } of members) {
      const keys = this.keysOf.get(alert) ?? new Set();
      this.keysOf.set(alert, keys.add(key));
    }
  }

  /** An alert may be in several groups; what is the same of all of them is written once. */
  private note(note: StageNote): void {
    this.notes.set(JSON.stringify(note), note);
  }
}

/** The group with one more alert; the newest settings of rule and route hold. */
function withMember(
  known: GroupState | undefined,
  { key, channels, grouping, escalation }: Target,
  alert: string,
  at: number,
): GroupState {
  const member: Member = {
    alert,
    state: 'firing',
    since: at,
    firedAt: at,
    told: null,
    escalated: [],
    noted: null,
  };
  const { members = [], firstAt = at, lastSentAt = null, nextAt = null } = known ?? {};
  return {
    key,
    channels,
    grouping,
    escalation,
    members: [...members, member],
    firstAt,
    lastSentAt,
    nextAt,
  };
}

/** Something that is due at once and did not happen now would be due for ever: it waits for a change. */
function later(nextAt: number | null, now: number, before: GroupState, after: GroupState): number | null {
  if (nextAt === null || nextAt > now) return nextAt;
  return JSON.stringify({ ...before, nextAt: null }) === JSON.stringify({ ...after, nextAt: null })
    ? null
    : nextAt;
}

import type { Alert } from '@sensorium/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decide,
  nextDue,
  readySilence,
  type AlertChange,
  type GroupState,
  type RuleNotices,
  type Send,
  type StageNote,
} from './index.js';

const NOW = Date.UTC(2026, 10, 23, 12);
const MINUTE = 60_000;
const WAIT = 30_000;
const UPDATE = 300_000;
const REMIND = 4 * 60 * MINUTE;
const SILENCE_ID = 'sil_abcdefghijkl';

type Told = Send & { at: number };

/** The dispatcher in small: keeps state as JSON, may be down, and may die between a decision and its saving. */
class Host {
  now = NOW;
  readonly told: Told[] = [];
  readonly notes: StageNote[] = [];
  readonly silences: ReturnType<typeof readySilence>[] = [];
  private readonly alerts = new Map<string, Alert>();
  private saved = '[]';
  private unhandled: AlertChange[] = [];
  private down = false;

  constructor(private readonly rule: RuleNotices) {}

  change(id: string, kind: AlertChange['kind'], more: Partial<Alert> = {}): void {
    this.alerts.set(id, { ...(this.alerts.get(id) ?? newAlert(id)), ...more });
    this.unhandled.push({ alert: id, at: this.now, kind });
    this.work();
  }

  pass(ms: number): void {
    const end = this.now + ms;
    for (let due = this.due(); due !== null && due <= end && !this.down; due = this.due()) {
      this.now = Math.max(this.now, due);
      this.work();
    }
    this.now = end;
  }

  /** Decides, but dies before it is saved: nothing was sent. */
  die(): void {
    this.decision();
    this.down = true;
  }

  start(): void {
    this.down = false;
    this.work();
  }

  get groups(): GroupState[] {
    return JSON.parse(this.saved) as GroupState[];
  }

  shown(): [string, string, string[], number][] {
    return this.told.map(({ event, reason, alerts, at }) => [event, reason, alerts, at - NOW]);
  }

  work(all = false): void {
    if (this.down) return;
    const { groups, removed, sends, notes } = this.decision(all);
    const kept = new Map(this.groups.map((group) => [group.key, group]));
    for (const key of removed) kept.delete(key);
    for (const group of groups) kept.set(group.key, group);
    this.saved = JSON.stringify([...kept.values()]);
    this.unhandled = [];
    this.told.push(...sends.map((send) => ({ ...send, at: this.now })));
    this.notes.push(...notes);
  }

  private due(): number | null {
    return nextDue(this.groups);
  }

  private decision(all = false) {
    const groups = new Map(this.groups.map((group) => [group.key, group]));
    const world = {
      alert: (id: string) => this.alerts.get(id),
      rule: () => this.rule,
      ...{ routes: [], grouping: { waitMs: WAIT, updateMs: UPDATE, remindMs: REMIND } },
      silences: this.silences,
      zoneOf: () => 'UTC',
    };
    return decide(groups, this.unhandled, world, this.now, all);
  }
}

function newAlert(id: string): Alert {
  return {
    ...{ id, rule: { id: 'r', name: 'r', version: 1 }, device: 'd', uid: 'u', deviceName: 'd', site: null },
    ...{
      labels: {},
      metric: 't',
      unit: null,
      severity: 'warning',
      state: 'firing',
      startedAt: NOW,
      firedAt: NOW,
    },
    ...{ resolvedAt: null, value: 1, valueAt: NOW, peak: 1, peakAt: NOW, limit: 0, clear: 0, reason: 'held' },
    ...{ message: '', acknowledged: null, snoozedUntil: null, noDataSince: null, suppressedBy: null },
    ...{ flapping: false, firings: 1, runbook: '', updatedAt: NOW },
  };
}

const hook = { channels: ['hook'], escalation: [] };
const reasons = (host: Host) => host.notes.map(({ stage, reason }) => `${stage}/${reason}`);

describe('a group', () => {
  it('waits for more, then tells of all at once, later of what joins and of the end', () => {
    const host = new Host(hook);
    host.change('a', 'firing');
    host.pass(10_000);
    host.change('b', 'firing');
    host.pass(60_000);
    host.change('c', 'firing');
    host.change('a', 'resolved');
    host.pass(UPDATE);
    host.change('b', 'resolved');
    host.change('c', 'resolved');
    expect(host.shown()).toEqual([
      ['firing', 'new', ['a', 'b'], WAIT],
      ['updated', 'more', ['c', 'a'], WAIT + UPDATE],
      ['resolved', 'solved', ['b', 'c'], 70_000 + UPDATE],
    ]);
    expect(host.groups).toEqual([]);
  });

  it('tells nobody of what is over within the wait, and says so', () => {
    const host = new Host(hook);
    host.change('a', 'firing');
    host.pass(WAIT - 1);
    host.change('a', 'resolved');
    host.pass(REMIND);
    expect(host.told).toEqual([]);
    expect(reasons(host)).toEqual(['route/own-channels', 'group/waits-for-more', 'dedup/solved-in-wait']);
  });

  it('with no wait tells of both, even if both were found after a stop', () => {
    const host = new Host({ ...hook, grouping: { waitMs: 0 } });
    host.die();
    host.change('a', 'firing');
    host.change('a', 'resolved');
    host.start();
    expect(host.shown().map(([event]) => event)).toEqual(['firing', 'resolved']);
  });

  it('reminds of what goes on until somebody has acknowledged', () => {
    const host = new Host(hook);
    host.change('a', 'firing');
    host.pass(WAIT + 2 * REMIND);
    host.change('a', 'other', { acknowledged: { by: 'Kim', at: host.now, note: '' } });
    host.pass(3 * REMIND);
    host.change('a', 'resolved');
    expect(host.shown().map(([, reason]) => reason)).toEqual(['new', 'reminder', 'reminder', 'solved']);
    expect(reasons(host)).toContain('silence/acknowledged');
  });

  it('reminds once after a long stop', () => {
    const host = new Host(hook);
    host.change('a', 'firing');
    host.pass(WAIT);
    host.die();
    host.pass(10 * REMIND);
    host.start();
    expect(host.shown().map(([, reason]) => reason)).toEqual(['new', 'reminder']);
  });

  it('rests while snoozed, silenced or under a root cause, and goes on after it', () => {
    const host = new Host(hook);
    host.change('a', 'firing', { snoozedUntil: NOW + 10 * MINUTE });
    host.change('b', 'firing', { suppressedBy: 'AAAAAAAAAAAAAAAAAAAAAA' });
    host.pass(9 * MINUTE);
    expect(host.told).toEqual([]);
    host.pass(MINUTE);
    host.change('b', 'other', { suppressedBy: null });
    host.pass(UPDATE);
    expect(host.shown().map(([, , alerts]) => alerts)).toEqual([['a'], ['b']]);
  });

  it('is quiet in a silence, marks the alert, and takes the mark off', () => {
    const host = new Host(hook);
    const times = { from: NOW, to: NOW + 10 * MINUTE, repeat: null, zone: null };
    host.silences.push(readySilence(SILENCE_ID, { ...times, matchers: {} }));
    host.change('a', 'firing');
    host.pass(9 * MINUTE);
    expect(host.told).toEqual([]);
    expect(host.notes).toContainEqual(
      expect.objectContaining({ reason: 'silenced', suppressedBy: SILENCE_ID }),
    );
    host.pass(2 * MINUTE);
    expect(host.told).toHaveLength(1);
    expect(host.notes).toContainEqual(
      expect.objectContaining({ reason: 'silence-over', suppressedBy: null }),
    );
  });

  it('goes on at once when its silence is deleted', () => {
    const host = new Host(hook);
    host.silences.push(
      readySilence(SILENCE_ID, { from: NOW, to: NOW + REMIND, repeat: null, zone: null, matchers: {} }),
    );
    host.change('a', 'firing');
    host.pass(MINUTE);
    host.silences.pop();
    host.work(true);
    expect(host.told).toHaveLength(1);
  });

  it('lets what flaps wait for the next update', () => {
    const host = new Host(hook);
    host.change('a', 'firing', { flapping: true });
    host.pass(UPDATE - 1);
    expect(host.told).toEqual([]);
    host.pass(1);
    expect(host.told).toHaveLength(1);
    expect(reasons(host)).toContain('group/flapping-waits');
  });

  it('tells the next ones if nobody acknowledges, and them of the end too', () => {
    const escalation = [
      { afterMs: 15 * MINUTE, channels: ['boss'] },
      { afterMs: 30 * MINUTE, channels: ['chief'], onCall: { days: [1], from: '13:00', to: '14:00' } },
    ];
    const host = new Host({ ...hook, escalation });
    host.change('a', 'firing');
    host.pass(2 * 60 * MINUTE);
    host.change('a', 'resolved');
    const shown = host.told.map(({ channel, reason, at }) => [channel, reason, (at - NOW) / MINUTE]);
    expect(shown).toEqual([
      ['hook', 'new', 0.5],
      ['boss', 'escalation', 15],
      ['chief', 'escalation', 60],
      ['hook', 'solved', 120],
      ['boss', 'solved', 120],
      ['chief', 'solved', 120],
    ]);
  });

  it('does not escalate what was acknowledged', () => {
    const host = new Host({ ...hook, escalation: [{ afterMs: 15 * MINUTE, channels: ['boss'] }] });
    host.change('a', 'firing');
    host.pass(MINUTE);
    host.change('a', 'other', { acknowledged: { by: 'Kim', at: host.now, note: '' } });
    host.pass(60 * MINUTE);
    expect(host.told.map(({ channel }) => channel)).toEqual(['hook']);
  });
});

const actions = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('fire' as const) }),
    fc.record({ do: fc.constant('solve' as const), which: fc.nat(5) }),
    fc.record({ do: fc.constant('acknowledge' as const), which: fc.nat(5) }),
    fc.record({ do: fc.constant('snooze' as const), which: fc.nat(5), ms: fc.nat(10 * MINUTE) }),
    fc.record({ do: fc.constant('pass' as const), ms: fc.nat(10 * MINUTE) }),
    fc.record({ do: fc.constant('stop' as const), ms: fc.nat(3 * MINUTE) }),
  ),
  { minLength: 1, maxLength: 40 },
);

interface Life {
  id: string;
  firedAt: number;
  solvedAt: number | null;
  quiet: boolean;
}

/** Plays the actions and lets everything come to rest; gives back each alert's life as it truly was. */
function play(
  host: Host,
  script: readonly (typeof actions extends fc.Arbitrary<(infer A)[]> ? A : never)[],
): Life[] {
  const lives: Life[] = [];
  const open = (which: number) => lives.filter(({ solvedAt }) => solvedAt === null).at(which);
  for (const step of script) {
    if (step.do === 'fire') {
      lives.push({ id: `i${lives.length}`, firedAt: host.now, solvedAt: null, quiet: false });
      host.change(`i${lives.length - 1}`, 'firing');
    } else if (step.do === 'pass') {
      host.pass(step.ms);
    } else if (step.do === 'stop') {
      host.die();
      host.pass(step.ms);
      host.start();
    } else {
      const life = open(step.which);
      if (life) act(host, life, step);
    }
  }
  host.pass(3 * UPDATE);
  return lives;
}

function act(host: Host, life: Life, step: { do: string; ms?: number }): void {
  if (step.do === 'solve') {
    life.solvedAt = host.now;
    host.change(life.id, 'resolved');
    return;
  }
  life.quiet = true;
  const acknowledged = { by: 'Kim', at: host.now, note: '' };
  host.change(
    life.id,
    'other',
    step.do === 'snooze' ? { snoozedUntil: host.now + (step.ms ?? 0) } : { acknowledged },
  );
}

const newsOf = (host: Host, id: string) =>
  host.told.filter(({ reason, alerts }) => reason !== 'reminder' && alerts.includes(id));

/** True if nobody was in a group before it. */
const isFirst = (host: Host, id: string) => id === 'i0' && host.told.length > 0;

describe('for any sequence of changes, stops and times', () => {
  it.each([0, WAIT])(
    'tells of each alert once that fires and once that it is over (wait %d ms)',
    (waitMs) => {
      fc.assert(
        fc.property(actions, (script) => {
          const host = new Host({ ...hook, grouping: { waitMs, updateMs: UPDATE } });
          for (const { id, firedAt, solvedAt, quiet } of play(host, script)) {
            const news = newsOf(host, id);
            const isLong = solvedAt === null || solvedAt - firedAt > waitMs + UPDATE;
            expect(news.length).toBeLessThanOrEqual(2);
            if (news.length === 2) expect(solvedAt).not.toBeNull();
            if (isLong && !quiet) expect(news).toHaveLength(solvedAt === null ? 1 : 2);
            if (solvedAt !== null) expect(news.length).not.toBe(1);
          }
        }),
        { numRuns: 300 },
      );
    },
  );

  it('sends nothing of what was over within the wait', () => {
    fc.assert(
      fc.property(actions, (script) => {
        const host = new Host(hook);
        for (const { id, firedAt, solvedAt } of play(host, script)) {
          const [first] = newsOf(host, id);
          const named = host.notes.filter(
            ({ alert, reason }) => alert === id && reason.startsWith('solved-'),
          );
          expect(named).toHaveLength(solvedAt !== null && !first ? 1 : 0);
          // A group that others have begun may be about to be told.
          if (first && isFirst(host, id)) expect(first.at - firedAt).toBeGreaterThanOrEqual(WAIT);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('ends with nothing open where everything is over', () => {
    fc.assert(
      fc.property(actions, (script) => {
        const host = new Host(hook);
        for (const { id, solvedAt } of play(host, script)) if (solvedAt === null) host.change(id, 'resolved');
        host.pass(2 * UPDATE);
        expect(host.groups).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

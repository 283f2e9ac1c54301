import {
  alertEventSchema,
  alertReasonSchema,
  alertSchema,
  type Alert,
  type Condition,
} from '@sensorium/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as engine from './index.js';

const S = 1_000_000;
const T = 1_700_000_000 * S;
const MS = T / 1_000;

const condition: Condition = { type: 'above', value: 30, clear: 28 };

const subject: engine.IncidentSubject = {
  rule: { id: 'hot', name: 'Too hot', version: 2, severity: 'warning', runbook: 'open the window' },
  device: { id: 'hall/1', uid: 'u1', name: 'Hall', site: 'Home', labels: { floor: '1' } },
  ...{
    metric: 'temp',
    unit: '°C',
    values: null,
    limit: 30,
    clear: 28,
    condition,
    forMs: 60_000,
    clearForMs: 0,
  },
};

const evaluator: engine.Evaluator = { ...subject, metrics: ['temp'] };

/** Incidents as an instance with these inputs makes them: by id, the events of each. */
class Life {
  alert: Alert | null = null;
  readonly closed: Alert[] = [];
  readonly events: string[] = [];
  readonly instance = new engine.AlertInstance(evaluator);

  give(input: engine.EngineInput, second: number): this {
    const now = T + second * S;
    const change = this.instance.apply(input, now);
    if (!change) return this;
    for (const step of engine.applyChange(this.alert, subject, change, this.instance.snapshot(), now)) {
      alertSchema.parse(step.alert);
      for (const { event } of step.events) this.events.push(alertEventSchema.parse(event).type);
      this.alert = step.alert.state === 'resolved' ? null : step.alert;
      if (!this.alert) this.closed.push(step.alert);
    }
    return this;
  }

  reading(second: number, value: number): this {
    return this.give({ type: 'reading', metric: 'temp', t: T + second * S, value }, second);
  }

  get open(): Alert {
    if (!this.alert) throw new Error('nothing is open');
    return this.alert;
  }
}

describe('incidents', () => {
  it('live from the first value beyond to the one that is back', () => {
    const life = new Life().reading(0, 31).reading(60, 33).reading(70, 32).reading(80, 25);
    expect(life.alert).toBeNull();
    expect(life.closed).toMatchObject([
      {
        ...{ rule: { id: 'hot', version: 2 }, device: 'hall/1', uid: 'u1', deviceName: 'Hall', site: 'Home' },
        ...{ state: 'resolved', startedAt: MS, firedAt: MS + 60_000, resolvedAt: MS + 80_000 },
        ...{ value: 25, peak: 33, peakAt: MS + 60_000, limit: 30, clear: 28, reason: 'back-inside' },
        message: 'back inside the limit: temp 25 °C',
      },
    ]);
    expect(life.events).toEqual(['transition', 'transition', 'transition']);
  });

  it('that came back in time never fired', () => {
    const life = new Life().reading(0, 31).reading(10, 20);
    expect(life.closed).toMatchObject([{ state: 'resolved', firedAt: null, reason: 'came-back' }]);
  });

  it('stay open without data, and say since when', () => {
    const life = new Life().reading(0, 31).reading(60, 31);
    life.give({ type: 'quiet', metric: 'temp', since: T + 60 * S }, 90);
    expect(life.open).toMatchObject({ state: 'firing', noDataSince: MS + 60_000, reason: 'no-data' });
    life.reading(1_000, 31);
    expect(life.open).toMatchObject({ state: 'firing', noDataSince: null, reason: 'beyond' });
    expect(life.open.message).toBe('temp 31 °C is above 30 °C');
    expect(life.events.slice(2)).toEqual(['no-data', 'data-back']);
  });

  it('close one and open the next by the same input', () => {
    const transition = {
      at: T + S,
      value: 31,
      limit: 30,
      metric: 'temp',
      peak: { value: 31, at: T },
    } as const;
    const { alert } = engine.raise(
      subject,
      { ...transition, from: 'ok', to: 'firing', reason: 'beyond', at: T },
      T,
    );
    const change: engine.Change = {
      transitions: [
        { ...transition, from: 'firing', to: 'ok', reason: 'cleared' },
        { ...transition, from: 'ok', to: 'pending', reason: 'beyond' },
      ],
    };
    const state = { ...engine.newInstance(), last: { value: 31, at: T + S } };
    const steps = engine.applyChange(alert, subject, change, state, T + S);
    expect(steps.map((step) => step.alert.state)).toEqual(['resolved', 'pending']);
    expect(new Set(steps.map((step) => step.alert.id)).size).toBe(2);
  });

  it('of a lost link have no device, and close without an instance', () => {
    const root: engine.IncidentSubject = {
      ...subject,
      device: null,
      metric: null,
      unit: null,
      limit: null,
      clear: null,
    };
    const lost = {
      from: 'ok',
      to: 'firing',
      reason: 'link-lost',
      at: T,
      value: null,
      limit: null,
      metric: null,
      peak: null,
    } as const;
    const { alert } = engine.raise(root, lost, T);
    expect(alertSchema.parse(alert)).toMatchObject({ device: null, state: 'firing', firedAt: MS });
    const closed = engine.close(alert, root, 'link-back', T + S);
    expect(closed.alert).toMatchObject({ state: 'resolved', resolvedAt: MS + 1_000 });
    expect(engine.close(closed.alert, root, 'link-back', T).events).toEqual([]);
  });
});

describe('what people do', () => {
  const open = new Life().reading(0, 31).open;
  const hand = { by: 'Ada', note: 'on my way' };

  it('acknowledge and take it back', () => {
    const { alert, events } = engine.acknowledge(open, hand, T);
    expect(alert.acknowledged).toEqual({ ...hand, at: MS });
    expect(events).toEqual([{ at: MS, event: { type: 'acknowledged', ...hand } }]);
    expect(engine.unacknowledge(alert, hand, T).alert.acknowledged).toBeNull();
    expect(engine.unacknowledge(open, hand, T).events).toEqual([]);
  });

  it('snooze until a time, and end it', () => {
    const { alert } = engine.snooze(open, { ...hand, forMs: 5_000 }, T);
    expect(alert.snoozedUntil).toBe(MS + 5_000);
    expect(engine.snooze(alert, { ...hand, forMs: 0 }, T).alert.snoozedUntil).toBeNull();
    expect(engine.snooze(open, { ...hand, forMs: 0 }, T).events).toEqual([]);
  });

  it('comment, also on what is resolved, and nothing else there', () => {
    const resolved: Alert = { ...open, state: 'resolved', resolvedAt: MS };
    expect(engine.comment(resolved, { by: 'Ada', text: 'why?' }, T).events).toHaveLength(1);
    expect(engine.acknowledge(resolved, hand, T)).toEqual({ alert: resolved, events: [] });
    expect(engine.snooze(resolved, { ...hand, forMs: 1 }, T)).toEqual({ alert: resolved, events: [] });
  });

  it('suppress once, and show a changed rule', () => {
    const { alert } = engine.suppress(open, 'root', T);
    expect(alert.suppressedBy).toBe('root');
    expect(engine.suppress(alert, 'root', T).events).toEqual([]);
    expect(engine.redescribe(open, subject, T + S).alert).toBe(open);
    const renamed = { ...subject, rule: { ...subject.rule, name: 'Hot', version: 3 } };
    expect(engine.redescribe(open, renamed, T + S).alert.rule).toEqual({
      id: 'hot',
      name: 'Hot',
      version: 3,
    });
  });
});

describe('incidentId', () => {
  it('is a short id, the same for the same problem, another for any other', () => {
    const seen = new Map<string, string>();
    const text = fc.string({ maxLength: 12 });
    fc.assert(
      fc.property(text, fc.option(text), fc.option(text), fc.nat(), (...problem) => {
        const id = engine.incidentId(...problem);
        expect(id).toMatch(/^[\w-]{22}$/);
        const key = JSON.stringify(problem);
        expect(seen.get(id) ?? key).toBe(key);
        seen.set(id, key);
      }),
      { numRuns: 500 },
    );
    const near = new Set(Array.from({ length: 20_000 }, (_, at) => engine.incidentId('r', 'u', 'm', T + at)));
    expect(near.size).toBe(20_000);
  });
});

describe('sentence', () => {
  const said = (
    one: Condition,
    reason: Alert['reason'],
    value: number | string | null,
    limit: number | null = null,
  ) => engine.sentence({ ...subject, condition: one, clearForMs: 0 }, { reason, value, limit });

  it.each<[Condition, Alert['reason'], number | string | null, number | null, string]>([
    [condition, 'beyond', 31.23456789, 30, 'temp 31.2346 °C is above 30 °C'],
    [condition, 'held', 31, 30, 'temp 31 °C is above 30 °C for 1 min'],
    [condition, 'came-back', 29, 30, 'over before 1 min had passed: temp 29 °C'],
    [{ type: 'outside', low: 0, high: 9 }, 'beyond-again', 10, 9, 'temp 10 °C is outside 0 to 9 °C again'],
    [{ type: 'not-equals', value: 'ok' }, 'beyond', 'fault', null, 'temp is fault, not ok'],
    [
      { type: 'rate', perMs: 5_400_000, above: 3 },
      'beyond',
      5,
      3,
      'temp changed by +5 °C within 1 h 30 min, above 3 °C',
    ],
    [{ type: 'silent', afterMs: 90_000 }, 'silent', null, null, 'no reading of the temp for 1 min 30 s'],
    [{ type: 'flatline', forMs: 60_000 }, 'flat', 5, null, 'temp has been 5 °C without a change for 1 min'],
    [
      { type: 'any', of: [{ type: 'above', value: 1, metric: 'a' }] },
      'beyond',
      2,
      null,
      'one of 1 conditions holds',
    ],
  ])('%o %s %s', (one, reason, value, limit, expected) => {
    expect(said(one, reason, value, limit)).toBe(expected);
  });

  it('calls values by their names', () => {
    const door = { ...subject, metric: 'door', unit: null, values: { true: 'open', false: 'closed' } };
    const left: Condition = { type: 'equals', value: true };
    const told = (reason: Alert['reason'], value: boolean) =>
      engine.sentence({ ...door, condition: left }, { reason, value, limit: true });
    expect([told('held', true), told('cleared', false)]).toEqual([
      'door is open for 1 min',
      'over for long enough: door closed',
    ]);
  });

  it('has one for every reason', () => {
    for (const reason of alertReasonSchema.options)
      expect(said(condition, reason, 31, 30)).toMatch(/^[a-z].{5,}/);
  });
});

import { alertReasonSchema, type AlertEvent, type AlertRule, type Delivery } from '@sensorium/contracts';
import { TestBed } from '@angular/core/testing';
import { provideTransloco } from '@jsverse/transloco';
import { beforeEach, describe, expect, it } from 'vitest';
import { NOON, aMetric, anAlert } from '../../data/testing';
import { Times } from '../../ui/format/times';
import { CatalogueLoader } from '../../ui/texts/catalogue-loader';
import { Texts } from '../../ui/texts/texts';
import { rowWords } from './alert-row-words';
import { factsOf } from './incident-facts';
import { happened, messageOf, sentence, signOf } from './incident-words';
import { decisions, toldLines } from './told-words';

const MINUTE = 60_000;
const alert = anAlert('a');
const transition = {
  type: 'transition',
  from: 'pending',
  to: 'firing',
  value: -14.6,
  limit: -15,
  message: 'as it is',
} as const;
const EVENTS: AlertEvent[] = [
  ...alertReasonSchema.options.map((reason) => ({ ...transition, reason })),
  { type: 'no-data', since: NOON },
  { type: 'data-back' },
  { type: 'acknowledged', by: 'Kim', note: '' },
  { type: 'acknowledged', by: 'somebody', note: 'On my way' },
  { type: 'unacknowledged', by: 'Kim' },
  { type: 'snoozed', by: 'Kim', until: NOON, note: '' },
  { type: 'snoozed', by: 'Kim', until: null, note: '' },
  { type: 'commented', by: 'Kim', text: 'It was the door' },
  { type: 'flapping', on: true, firings: 5 },
  { type: 'flapping', on: false, firings: 0 },
  { type: 'suppressed', by: 'x' },
  { type: 'suppressed', by: null },
];

describe('the words of an incident', () => {
  let texts: Texts;
  let times: Times;

  beforeEach(async () => {
    const config = { availableLangs: ['en', 'ko'], defaultLang: 'en' };
    TestBed.configureTestingModule({ providers: [provideTransloco({ config, loader: CatalogueLoader })] });
    texts = TestBed.inject(Texts);
    times = TestBed.inject(Times);
    await texts.complete();
    await texts.use('en');
  });

  it.each(['en', 'ko'] as const)('tell each event in %s, with a sign before', async (language) => {
    await texts.use(language);
    for (const event of EVENTS) {
      expect(sentence({ texts, times, alert, metric: null }, event)).toMatch(/^(?!alerts?\.).{4,}/u);
      expect(Object.keys(signOf(alert, event))).toHaveLength(1);
    }
    localStorage.clear();
  });

  it('call a boolean as its metric means it, known or by its name', () => {
    const door = anAlert('a', { metric: 'door', value: true, unit: null, limit: true });
    expect(rowWords(texts, times, door, 0, NOON).value).toBe('Open');
    const event = { ...transition, reason: 'beyond', value: false, limit: null } as const;
    const valve = aMetric('door', { kind: 'boolean', values: { false: 'shut' } });
    expect(sentence({ texts, times, alert: door, metric: valve }, event)).toContain('shut');
  });

  it('give the values of a transition', () => {
    expect(sentence({ texts, times, alert, metric: null }, { ...transition, reason: 'held' })).toBe(
      'Fired: it held long enough. Value −14.6 °C, limit −15 °C',
    );
  });

  it('say that it fired where nothing had to hold first', () => {
    const atOnce = { ...transition, from: 'ok', reason: 'beyond' } as const;
    expect(sentence({ texts, times, alert, metric: null }, atOnce)).toMatch(
      /^Fired: the condition is met\./u,
    );
    expect(sentence({ texts, times, alert, metric: null }, { ...atOnce, to: 'pending' })).toMatch(
      /^Pending: /u,
    );
  });

  it('tell a reason of a newer server as it says it', () => {
    const event = { ...transition, reason: 'valueOf' } as unknown as AlertEvent;
    expect(sentence({ texts, times, alert, metric: null }, event)).toBe('as it is');
  });

  it('say in other languages what the server says in English', async () => {
    expect(messageOf({ texts, alert, metric: null })).toBe('Temperature is above −15 °C.');
    await texts.use('ko');
    expect(messageOf({ texts, alert, metric: null })).toContain('−15');
    expect(messageOf({ texts, alert, metric: null })).not.toContain('Temperature');
    localStorage.clear();
  });

  it('leave decisions about notices to who was told, and begin with the newest', () => {
    const log = [
      { id: 1, alert: 'a', at: NOON, event: { type: 'data-back' } },
      {
        id: 2,
        alert: 'a',
        at: NOON,
        event: { type: 'notice', stage: 's', reason: 'r', channel: null, delivery: null },
      },
      { id: 3, alert: 'a', at: NOON, event: { type: 'data-back' } },
    ] as const;
    expect(happened(log).map(({ id }) => id)).toEqual([3, 1]);
  });

  it('say in the list what is unusual', () => {
    const odd = anAlert('a', {
      noDataSince: NOON,
      flapping: true,
      firings: 5,
      acknowledged: { by: 'somebody', at: NOON, note: '' },
    });
    const { flags, age, value } = rowWords(texts, times, odd, 3, NOON + 14 * MINUTE);
    expect(flags).toEqual([
      `no data since ${times.clock(NOON)}`,
      'flapping, 5 times in 1\u00a0h',
      'with 3 below it',
      'acknowledged by somebody',
    ]);
    expect([age, value]).toEqual(['14 min', '−14.6 °C']);
  });

  it('say no value of several conditions, which would be that of their beginning', () => {
    expect(rowWords(texts, times, anAlert('a', { metric: null, value: 7.39 }), 0, NOON).value).toBe('');
  });

  it('say of what is over when it was and how bad', () => {
    const over = anAlert('a', { state: 'resolved', resolvedAt: NOON + 21 * MINUTE });
    const { value, age, flags } = rowWords(texts, times, over, 0, NOON + 99 * MINUTE);
    expect(value).toBe(`${times.clock(NOON)} to ${times.clock(NOON + 21 * MINUTE)} · worst −14.3 °C`);
    expect([age, flags]).toEqual(['21 min', []]);
  });

  describe('as figures', () => {
    const told = (): Parameters<typeof factsOf>[0] => ({ texts, times, now: NOON + MINUTE, metric: null });

    it('take a newer value for the worst if it is worse', () => {
      const facts = factsOf(told(), alert, null, { value: -13.9, t: NOON + MINUTE });
      expect(facts.map(({ key, value }) => [key, value]).slice(0, 2)).toEqual([
        ['now', '−13.9'],
        ['peak', '−13.9'],
      ]);
      const milder = factsOf(told(), alert, null, { value: -14.9, t: NOON + MINUTE });
      expect(milder[1]?.value).toBe('−14.3');
    });

    it('leave out values where there are none', () => {
      const bare = anAlert('a', { value: null, peak: null, limit: null, clear: null });
      expect(factsOf(told(), bare, null, null).map(({ key }) => key)).toEqual(['fired', 'clears']);
    });

    it('say nothing of how long it has to be back before the rule is known', () => {
      const clearing = (rule: Parameters<typeof factsOf>[2]) =>
        factsOf(told(), alert, rule, null).at(-1)?.note;
      expect([clearing(undefined), clearing(null)]).toEqual(['', '']);
      expect(clearing({ clearForMs: MINUTE } as AlertRule)).toBe('held for 1 min');
      expect(clearing({ clearForMs: 0 } as AlertRule)).toBe('at once');
    });

    it('say when it was solved and after how long', () => {
      const over = anAlert('a', { state: 'resolved', resolvedAt: NOON + 2 * MINUTE });
      expect(factsOf(told(), over, null, null).at(-1)).toMatchObject({ key: 'solved', note: 'after 2 min' });
    });
  });

  describe('who was told', () => {
    const delivery = (over: Partial<Delivery>): Delivery => ({
      id: 'd',
      channel: { id: 'c', name: 'Ops', type: 'webhook' },
      event: 'firing',
      reason: 'new',
      alerts: ['a'],
      state: 'delivered',
      createdAt: NOON,
      nextAt: null,
      attempts: [],
      ...over,
    });
    const attempt = (outcome: 'ok' | 'retryable' | 'fatal', answer: string) => ({
      at: NOON,
      outcome,
      answer,
      tookMs: 1,
    });
    const textsOf = (...deliveries: Delivery[]): string[] =>
      toldLines(texts, times, deliveries, NOON).map(({ text }) => text);

    it('names what failed, and when it is tried again', () => {
      const failures = [attempt('retryable', '503'), attempt('retryable', '503')];
      expect(textsOf(delivery({ state: 'waiting', attempts: failures, nextAt: NOON + 2 * MINUTE }))).toEqual([
        'fired, 2 tries failed, next in 2 min',
      ]);
      expect(textsOf(delivery({ state: 'failed', attempts: [attempt('fatal', '550')] }))).toEqual([
        'fired, given up after 1 try',
      ]);
      expect(textsOf(delivery({ attempts: [...failures, attempt('ok', '200')] }))).toEqual([
        'fired, after 2 failures',
      ]);
      expect(textsOf(delivery({ state: 'waiting' }))).toEqual(['fired, under way']);
    });

    it('puts the page first among those of one moment', () => {
      const page = delivery({ id: 'p', channel: { id: 'page', name: 'page', type: 'page' } });
      expect(toldLines(texts, times, [delivery({}), page], NOON).map(({ channel }) => channel)).toEqual([
        'In the page',
        'Ops',
      ]);
    });

    it('says each decision once in a row, and a strange one by its name', () => {
      const entry = (id: number, reason: string, channel: string | null = null) => ({
        id,
        alert: 'a',
        at: NOON,
        event: { type: 'notice', stage: 's', reason, channel, delivery: null } as const,
      });
      const log = [
        entry(1, 'silenced'),
        entry(2, 'silenced'),
        entry(3, 'new', 'Ops'),
        entry(4, 'a-new-thing'),
      ];
      expect(decisions(texts, log).map(({ text }) => text)).toEqual([
        'A silence keeps it quiet.',
        'Told: it is new. (Ops)',
        'Decision: a new thing.',
      ]);
    });
  });
});

import { logEventSchema, type LogEvent } from '@sensorium/contracts';
import { TestBed } from '@angular/core/testing';
import { provideTransloco } from '@jsverse/transloco';
import { beforeEach, describe, expect, it } from 'vitest';
import { Times } from '../../ui/format/times';
import { CatalogueLoader } from '../../ui/texts/catalogue-loader';
import { Texts } from '../../ui/texts/texts';
import { isKnown, logSign, logText } from './log-words';

const EVENTS: LogEvent[] = [
  { code: 'first-seen' },
  { code: 'described' },
  {
    code: 'presence',
    from: 'live',
    to: 'stale',
    cause: { code: 'silent', sinceMs: 31_000, usuallyMs: 5000 },
  },
  { code: 'presence', from: 'offline', to: 'live', cause: { code: 'reading' } },
  { code: 'presence', from: 'never', to: 'live', cause: { code: 'reading' } },
  { code: 'clock-set-back' },
  { code: 'edited', field: 'site', from: 'A', to: 'B' },
  { code: 'edited', field: 'site', from: null, to: 'B' },
  { code: 'edited', field: 'other', from: 'A', to: null },
  { code: 'out-of-service', note: 'swap' },
  { code: 'out-of-service', note: '' },
  { code: 'in-service' },
  { code: 'replaced', by: 'New' },
  { code: 'deleted' },
  { code: 'link-down', reason: 'refused' },
  { code: 'link-down', reason: '' },
  { code: 'link-up' },
  { code: 'started' },
  { code: 'history-paused', reason: 'no space' },
  { code: 'history-on' },
  { code: 'dropped-by-broker', messages: 3 },
];

describe('the words of the log', () => {
  beforeEach(async () => {
    const config = { availableLangs: ['en', 'ko'], defaultLang: 'en' };
    TestBed.configureTestingModule({ providers: [provideTransloco({ config, loader: CatalogueLoader })] });
    await TestBed.inject(Texts).complete();
  });

  it('know every code', () => {
    const known = new Set(EVENTS.map(({ code }) => code));
    const codes = logEventSchema.options.map(({ shape }) => shape.code.value);
    expect(codes.filter((code) => !known.has(code))).toEqual([]);
    expect(EVENTS.filter((event) => !isKnown(event))).toEqual([]);
  });

  it('pass over what a newer server tells', () => {
    expect(isKnown({ code: 'valueOf' } as unknown as LogEvent)).toBe(false);
  });

  it.each(['en', 'ko'] as const)('say each of them in %s, with a sign before', async (language) => {
    const texts = TestBed.inject(Texts);
    const times = TestBed.inject(Times);
    await texts.use(language);
    for (const event of EVENTS) {
      expect(logText(texts, times, event)).toMatch(/^(?!log\.).+/);
      expect(Object.keys(logSign(event))).toHaveLength(1);
    }
    localStorage.clear();
  });

  it('give the reason of a silence', async () => {
    const texts = TestBed.inject(Texts);
    await texts.use('en');
    expect(logText(texts, TestBed.inject(Times), EVENTS[2]!)).toBe(
      'Stale: no reading for 31 s, usually every 5 s.',
    );
  });
});

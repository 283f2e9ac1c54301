import type { LogEntry } from '@sensorium/contracts';
import { TestBed } from '@angular/core/testing';
import { provideTransloco } from '@jsverse/transloco';
import { beforeEach, describe, expect, it } from 'vitest';
import { anAlert, NOON } from '../../data/testing';
import { CatalogueLoader } from '../../ui/texts/catalogue-loader';
import { Texts } from '../../ui/texts/texts';
import { alertLines, newestOfBoth } from './alert-lines';

describe('the alerts of a log', () => {
  let texts: Texts;

  beforeEach(async () => {
    const config = { availableLangs: ['en', 'ko'], defaultLang: 'en' };
    TestBed.configureTestingModule({ providers: [provideTransloco({ config, loader: CatalogueLoader })] });
    texts = TestBed.inject(Texts);
    await texts.complete();
    await texts.use('en');
  });

  const told = (over: Parameters<typeof anAlert>[1]): (string | number)[][] =>
    alertLines(texts, [anAlert('a', over)]).map(({ at, text }) => [at - NOON, text]);

  it('are told from the first to the last thing that happened', () => {
    const over = {
      rule: { id: 'hot', version: 1, name: 'Too hot' },
      state: 'resolved' as const,
      startedAt: NOON,
      firedAt: NOON + 60_000,
      acknowledged: { by: 'somebody', at: NOON + 70_000, note: '' },
      resolvedAt: NOON + 80_000,
    };
    expect(told(over)).toEqual([
      [0, 'Pending: Too hot.'],
      [60_000, 'Fired: Too hot.'],
      [70_000, 'Acknowledged by somebody: Too hot.'],
      [80_000, 'Solved: Too hot.'],
    ]);
    expect(told({ ...over, startedAt: over.firedAt }).length).toBe(3);
  });

  it('are told only while they are pending if they never fired', () => {
    const over = { startedAt: NOON, firedAt: null };
    expect(told({ ...over, state: 'pending' }).map(([at]) => at)).toEqual([0]);
    expect(told({ ...over, state: 'resolved', resolvedAt: NOON + 1 })).toEqual([]);
  });
});

describe('a log with other lines', () => {
  const entry = (at: number): LogEntry => ({
    id: at,
    at,
    uid: 'u',
    device: 'd',
    event: { code: 'first-seen' },
  });
  const [entries, lines] = [
    [entry(9), entry(5)],
    [{ at: 7 }, { at: 6 }, { at: 2 }],
  ];

  it('has the newest of both', () => {
    expect(newestOfBoth(entries, lines, 2, true)).toEqual({ entries: [entry(9)], lines: [{ at: 7 }] });
  });

  it('keeps lines back whose time its entries have not reached', () => {
    expect(newestOfBoth(entries, lines, Infinity, false).lines).toEqual([{ at: 7 }, { at: 6 }]);
    expect(newestOfBoth(entries, lines, Infinity, true)).toEqual({ entries, lines });
  });
});

import type { HistoryState } from '@sensorium/contracts';
import { TestBed } from '@angular/core/testing';
import { provideTransloco } from '@jsverse/transloco';
import { beforeEach, describe, expect, it } from 'vitest';
import { NOON } from '../../data/testing';
import { Times } from '../../ui/format/times';
import { CatalogueLoader } from '../../ui/texts/catalogue-loader';
import { Texts } from '../../ui/texts/texts';
import { historyFacts } from './history-facts';

const HISTORY: HistoryState = {
  state: 'on',
  since: NOON - 60_000,
  fault: null,
  reason: null,
  series: 12,
  hot: 40_000,
  sealed: 960_000,
  bytes: 2_345_000,
  freeBytes: 80e9,
  oldest: Date.UTC(2025, 2, 3, 12),
  commitP50Ms: 4.2,
  commitP99Ms: 31,
  heldMessages: 7,
  setAside: [],
};

describe('the history in figures', () => {
  beforeEach(async () => {
    const config = { availableLangs: ['en', 'ko'], defaultLang: 'en' };
    TestBed.configureTestingModule({ providers: [provideTransloco({ config, loader: CatalogueLoader })] });
    await TestBed.inject(Texts).complete();
    await TestBed.inject(Texts).use('en');
  });

  function facts(over: Partial<HistoryState> = {}): Map<string, string> {
    const all = historyFacts(TestBed.inject(Texts), TestBed.inject(Times), { ...HISTORY, ...over }, NOON);
    return new Map(all.map(({ name, text }) => [name, text]));
  }

  it('says what is stored, what it takes, and how far back it goes', () => {
    expect(Object.fromEntries(facts())).toMatchObject({
      Readings: '960\u202f000 sealed, 40\u202f000 not yet',
      'On disk': '2.3 MB',
      'Free space': '80.0 GB',
      'Per reading': '2.3 B',
      'Oldest reading': '3 Mar 2025',
      'Commit time': 'p50 4.2 ms, p99 31 ms',
      'Held messages': '7',
    });
  });

  it('says nothing of one reading from too few of them, nor of an oldest one without any', () => {
    const empty = facts({ hot: 0, sealed: 0, oldest: null });
    expect([empty.get('Per reading'), empty.get('Oldest reading')]).toEqual(['too few to say', 'none']);
  });

  it('gives no figures of a store that was never open', () => {
    const closed = facts({ state: 'paused', hot: 0, sealed: 0, bytes: 0, freeBytes: 0, oldest: null });
    expect([...closed.keys()]).toEqual(['Since', 'Held messages']);
  });
});

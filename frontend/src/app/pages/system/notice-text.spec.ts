import { historyFaultSchema, systemNoticeSchema, type SystemNotice } from '@sensorium/contracts';
import { TestBed } from '@angular/core/testing';
import { provideTransloco } from '@jsverse/transloco';
import { beforeEach, describe, expect, it } from 'vitest';
import { NOON } from '../../data/testing';
import { CatalogueLoader } from '../../ui/texts/catalogue-loader';
import { Texts } from '../../ui/texts/texts';
import { noticeText } from './notice-text';

const CODES = systemNoticeSchema.shape.code.options;

function aNotice(code: SystemNotice['code']): SystemNotice {
  return { code, severity: 'warning', since: NOON, message: 'what it is', advice: 'as the server says' };
}

describe('a notice', () => {
  beforeEach(async () => {
    const config = { availableLangs: ['en', 'ko'], defaultLang: 'en' };
    TestBed.configureTestingModule({ providers: [provideTransloco({ config, loader: CatalogueLoader })] });
    await TestBed.inject(Texts).complete();
  });

  it.each(['en', 'ko'] as const)('has words in %s, whatever its code', async (language) => {
    const texts = TestBed.inject(Texts);
    await texts.use(language);
    for (const code of CODES) {
      const { title, advice, message } = noticeText(texts, aNotice(code), null);
      expect(title).toMatch(/^(?!system\.).+/);
      expect(advice).toMatch(/^(?!system\.|as the server says).+/);
      expect(message).toBe('what it is');
    }
    localStorage.clear();
  });

  it('of a paused history says what helps against its cause', async () => {
    const texts = TestBed.inject(Texts);
    await texts.use('en');
    const faults = historyFaultSchema.options;
    const all = faults.map((fault) => noticeText(texts, aNotice('history-paused'), fault).advice);
    expect(new Set(all).size).toBe(faults.length);
    expect(all[faults.indexOf('disk-full')]).toContain('space');
  });

  it('keeps the words of the server if its code is newer than the page', async () => {
    const texts = TestBed.inject(Texts);
    await texts.use('en');
    const newer = aNotice('valueOf' as SystemNotice['code']);
    expect(noticeText(texts, newer, null)).toEqual({ ...newer, title: 'valueOf' });
  });
});

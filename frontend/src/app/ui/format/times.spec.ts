import { TestBed } from '@angular/core/testing';
import { TranslocoTestingModule } from '@jsverse/transloco';
import { describe, expect, it } from 'vitest';
import en from '../../../i18n/en.json';
import ko from '../../../i18n/ko.json';
import { Texts } from '../texts/texts';
import type { Language } from '../texts/keys';
import { Times } from './times';

const NOON = Date.UTC(2026, 10, 23, 12);

async function timesIn(language: Language): Promise<Times> {
  TestBed.configureTestingModule({
    imports: [
      TranslocoTestingModule.forRoot({
        langs: { en, ko },
        translocoConfig: { availableLangs: ['en', 'ko'] },
      }),
    ],
  });
  await TestBed.inject(Texts).use(language);
  return TestBed.inject(Times);
}

describe('Times', () => {
  it('speaks English', async () => {
    const times = await timesIn('en');
    expect(times.age(NOON - 14_000, NOON)).toBe('14 s ago');
    expect(times.age(NOON - 31 * 60_000, NOON)).toBe('31 min ago');
    expect(times.age(NOON - 72 * 3_600_000, NOON)).toBe('20 Nov');
    expect([times.interval(500), times.interval(5040), times.interval(300_000)]).toEqual([
      '0.5 s',
      '5 s',
      '5 min',
    ]);
    expect(times.lag(104)).toBe('0.1 s');
  });

  it('speaks Korean', async () => {
    const times = await timesIn('ko');
    expect(times.age(NOON - 14_000, NOON)).toBe('14초 전');
    expect(times.age(NOON - 72 * 3_600_000, NOON)).toBe('11월 20일');
    expect(times.interval(5000)).toBe('5초');
  });

  it('gives the year only where it is another one', async () => {
    const times = await timesIn('en');
    expect(times.date(NOON, NOON)).toBe('23 Nov');
    expect(times.date(Date.UTC(2025, 2, 3, 12), NOON)).toBe('3 Mar 2025');
  });

  it('tells the time of day of a zone that the browser knows', async () => {
    const times = await timesIn('en');
    expect(times.clockIn('Asia/Seoul', NOON)).toBe('21:00');
    expect(times.clockIn('Asia/Kathmandu', NOON)).toBe('17:45');
    expect(times.clockIn('Mars/Olympus', NOON)).toBeNull();
  });
});

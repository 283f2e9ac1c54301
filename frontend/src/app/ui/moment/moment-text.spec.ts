import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { momentOf, momentText } from './moment-text';

const TODAY = '2026-11-23T14:00:00';

function read(...texts: string[]): (string | undefined)[] {
  return texts.map((text) => momentOf(text, TODAY));
}

describe('a moment as people write it', () => {
  it('is read however it is written', () => {
    const same = read(
      '23 Nov 2026, 18:03:21',
      '2026-11-23T18:03:21',
      '2026-11-23 18:03:21',
      'November 23, 18:03:21',
      '23 nov 6:03:21 pm',
      '23.11.2026 18:03:21',
      '2026. 11. 23. 18:03:21',
      '2026년 11월 23일 18:03:21',
      '18:03:21',
    );
    expect(new Set(same)).toEqual(new Set(['2026-11-23T18:03:21']));
  });

  it('is the beginning of a day without a time, and today without a day', () => {
    expect(read('1 Feb', '3월 4일', '2025-12-31', '9:05')).toEqual([
      '2026-02-01T00:00:00',
      '2026-03-04T00:00:00',
      '2025-12-31T00:00:00',
      '2026-11-23T09:05:00',
    ]);
  });

  it('is none where it is not clear or not in the calendar', () => {
    const none = read(
      '',
      'soon',
      '11/12/2026 10:00',
      '30 Feb',
      '25:00',
      '10:61',
      '13:00 pm',
      '23 Nvo',
      '2026',
    );
    expect(none).toEqual(none.map(() => undefined));
  });

  it('comes back from what the page writes, in each language', () => {
    const times = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(times, fc.constantFrom('en', 'ko'), (date, language) => {
        const moment = date.toISOString().slice(0, 19);
        expect(momentOf(momentText(moment, language, true), TODAY)).toBe(moment);
      }),
    );
    expect(momentText('2026-11-23T18:03', 'en', false)).toBe('23 Nov 2026, 18:03');
    expect(momentText('', 'en', false)).toBe('');
  });
});

import type { Today } from '@sensorium/contracts';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { TranslocoTestingModule } from '@jsverse/transloco';
import { beforeEach, describe, expect, it } from 'vitest';
import { NOON, aMetric } from '../../data/testing';
import en from '../../../i18n/en.json';
import ko from '../../../i18n/ko.json';
import { Times } from '../../ui/format/times';
import { Texts } from '../../ui/texts/texts';
import { DeviceHistory } from './history';
import { ValueTile } from './value-tile';

const HOUR = 3_600_000;
const BEGINS = NOON - 12 * HOUR;
const day: Today = { min: 18, max: 21.5, since: BEGINS, begins: BEGINS, ends: BEGINS + 24 * HOUR };

describe('a value tile', () => {
  let fixture: ComponentFixture<ValueTile>;
  let history: DeviceHistory;
  let version = 0;

  beforeEach(async () => {
    TestBed.configureTestingModule({
      imports: [
        TranslocoTestingModule.forRoot({
          langs: { en, ko },
          translocoConfig: { availableLangs: ['en', 'ko'] },
        }),
      ],
    });
    await TestBed.inject(Texts).complete();
    await TestBed.inject(Texts).use('en');
    history = new DeviceHistory();
    history.of('temperature').addNumber(NOON, 20.5);
    fixture = TestBed.createComponent(ValueTile);
    fixture.componentRef.setInput('metric', aMetric('temperature'));
    fixture.componentRef.setInput('history', history);
  });

  async function foot(today: Today | null, now = NOON): Promise<string> {
    history.of('temperature').day = today;
    fixture.componentRef.setInput('now', now);
    fixture.componentRef.setInput('version', ++version);
    await fixture.whenStable();
    const element = fixture.nativeElement as HTMLElement;
    return element.querySelector('.foot')?.textContent.trim() ?? '';
  }

  it('says what its numbers did today, and since when only if that is not midnight', async () => {
    expect(await foot(day)).toBe('today 18.0 to 21.5');
    const since = NOON - 3 * HOUR;
    const time = TestBed.inject(Times).clock(since);
    expect(await foot({ ...day, since })).toBe(`today 18.0 to 21.5 since ${time}`);
    await TestBed.inject(Texts).use('ko');
    expect(await foot(day)).toBe('오늘 18.0~21.5');
    expect(await foot({ ...day, since })).toBe(`오늘 ${time}부터 18.0~21.5`);
  });

  it('says nothing of a day that it does not know or that is over', async () => {
    expect(await foot(null)).toBe('');
    expect(await foot(day, day.ends - 1)).not.toBe('');
    expect(await foot(day, day.ends)).toBe('');
    expect(await foot(day, NaN)).toBe('');
  });
});

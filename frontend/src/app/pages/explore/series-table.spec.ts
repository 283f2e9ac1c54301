import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { TranslocoTestingModule } from '@jsverse/transloco';
import { beforeEach, describe, expect, it } from 'vitest';
import en from '../../../i18n/en.json';
import ko from '../../../i18n/ko.json';
import { Texts } from '../../ui/texts/texts';
import { lookAt } from './looks';
import type { SeriesRow } from './series-row';
import { SeriesTable } from './series-table';

const ROW: SeriesRow = {
  asked: 'meter/energy',
  device: 'Meter',
  uid: 'u-meter',
  title: 'Energy',
  unit: 'kWh',
  look: lookAt(0),
  hidden: false,
  side: 'left',
  waits: false,
  drawn: true,
  value: '12.5',
  old: false,
  silence: null,
  figures: { min: '1', mean: '2', max: '3', last: '4', p95: '5', p95Near: false, count: '6' },
  increase: { text: '11.5', resets: 0, rollovers: 0 },
  counts: 'itself',
};

describe('the table of picked series', () => {
  let fixture: ComponentFixture<SeriesTable>;
  let host: HTMLElement;

  beforeEach(async () => {
    const translocoConfig = { availableLangs: ['en', 'ko'] };
    TestBed.configureTestingModule({
      imports: [TranslocoTestingModule.forRoot({ langs: { en, ko }, translocoConfig })],
      providers: [provideRouter([])],
    });
    await TestBed.inject(Texts).complete();
    await TestBed.inject(Texts).use('en');
    fixture = TestBed.createComponent(SeriesTable);
    host = fixture.nativeElement as HTMLElement;
    fixture.componentRef.setInput('unknown', []);
    fixture.componentRef.setInput('when', 'Now');
    fixture.componentRef.setInput('noAxis', 'No axis left');
  });

  async function show(over: Partial<SeriesRow>): Promise<void> {
    fixture.componentRef.setInput('rows', [{ ...ROW, ...over }]);
    await fixture.whenStable();
  }

  function said(testId: string): string | undefined {
    return host.querySelector(`[data-testid="${testId}"]`)?.textContent.replaceAll(/\s+/g, ' ').trim();
  }

  it('shows value, figures and increase', async () => {
    await show({});
    expect(said('series-value')).toBe('12.5 kWh');
    expect(['min', 'mean', 'max', 'last', 'p95', 'count'].map((one) => said(`figure-${one}`))).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
    ]);
    expect(said('figure-increase')).toBe('11.5');
  });

  it('marks 95 % that are of a sample, and says what that means', async () => {
    await show({ figures: ROW.figures && { ...ROW.figures, p95Near: true } });
    expect(said('figure-p95')).toContain('≈');
    expect(host.querySelector('.notes')?.textContent).toContain('sample');
  });

  it('names resets and roll-overs', async () => {
    await show({ increase: { text: '9', resets: 2, rollovers: 1 } });
    expect(said('figure-increase')).toBe('9 2 resets, 1 roll-over');
    expect(host.querySelectorAll('.notes p')).toHaveLength(2);
    await TestBed.inject(Texts).use('ko');
    await fixture.whenStable();
    expect(said('figure-increase')).toBe('9 초기화 2회, 넘침 1회');
  });

  it('says why a series is not drawn', async () => {
    await show({ side: 'none', waits: true, drawn: false });
    expect(said('no-axis')).toBe('No axis left');
  });

  it('offers to count what is not told to be a counter, to hide and to remove', async () => {
    await show({ counts: 'could', increase: null });
    const asked: string[] = [];
    for (const name of ['count', 'show', 'alone', 'remove'] as const)
      fixture.componentInstance[name].subscribe((one) => asked.push(`${name} ${one}`));
    const press = (testId: string, altKey = false): void => {
      host
        .querySelector(`[data-testid="series-${testId}"]`)
        ?.dispatchEvent(new MouseEvent('click', { altKey, bubbles: true }));
    };
    press('count');
    press('show');
    press('show', true);
    press('remove');
    expect(asked).toEqual(['count', 'show', 'alone', 'remove'].map((name) => `${name} meter/energy`));
  });

  it('shows silence instead of a value, and names that stand for nothing', async () => {
    await show({ silence: 'no data 14:02 to 14:09', figures: null });
    expect(said('series-value')).toBe('no data 14:02 to 14:09');
    fixture.componentRef.setInput('unknown', ['nobody/x']);
    await fixture.whenStable();
    expect(said('series-unknown')).toContain('nobody/x');
  });
});

import { provideHttpClient } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { provideTransloco } from '@jsverse/transloco';
import type { Alert, AlertAction } from '@sensorium/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { AlertsApi } from '../../data/alerts-api';
import { anAlert, NOON } from '../../data/testing';
import { CatalogueLoader } from '../../ui/texts/catalogue-loader';
import { Texts } from '../../ui/texts/texts';
import { AlertBanner } from './alert-banner';

describe('the incident of a device', () => {
  const sent: [string, AlertAction][] = [];

  beforeEach(async () => {
    sent.length = 0;
    const api = {
      act: (id: string, action: AlertAction): Promise<Alert> => {
        sent.push([id, action]);
        return Promise.resolve(anAlert(id));
      },
    };
    const config = { availableLangs: ['en', 'ko'], defaultLang: 'en' };
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideRouter([]),
        provideTransloco({ config, loader: CatalogueLoader }),
        { provide: AlertsApi, useValue: api },
      ],
    });
    await TestBed.inject(Texts).complete();
    await TestBed.inject(Texts).use('en');
  });

  async function shown(over: Partial<Alert>, more = 0): Promise<HTMLElement> {
    const fixture = TestBed.createComponent(AlertBanner);
    const alert = anAlert('a', { rule: { id: 'hot', version: 1, name: 'Too hot' }, firedAt: NOON, ...over });
    fixture.componentRef.setInput('alert', alert);
    fixture.componentRef.setInput('more', more);
    fixture.componentRef.setInput('now', NOON + 14 * 60_000);
    await fixture.whenStable();
    return fixture.nativeElement as HTMLElement;
  }

  it('says how bad, what, why and for how long', async () => {
    const element = await shown(
      { severity: 'critical', message: 'temperature is above -15 °C', unit: '°C' },
      2,
    );
    const words = [...(element.querySelector('p')?.children ?? [])].map(({ textContent }) => textContent);
    expect(words.slice(0, 3)).toEqual(['Critical', 'Too hot', 'temperature is above −15 °C']);
    expect(words[3]).toMatch(/^since \d\d:\d\d, 14 min$/);
    expect(words[4]).toBe('and 2 more');
  });

  it('says the value and its limit in another language', async () => {
    await TestBed.inject(Texts).use('ko');
    const element = await shown({ message: 'too hot', value: -14.6, limit: -15, unit: '°C' });
    const why = element.querySelector('[data-testid=alert-why]')?.textContent;
    expect(why).toBe('값 −14.6 °C, 한계 −15 °C');
    localStorage.clear();
  });

  it('is acknowledged on the spot, and says who has', async () => {
    const element = await shown({ acknowledged: null });
    element.querySelector<HTMLElement>('[data-testid=alert-acknowledge]')?.click();
    expect(sent).toEqual([['a', { action: 'acknowledge', by: 'somebody', note: '' }]]);
    const known = await shown({ acknowledged: { by: 'Kim', at: NOON, note: '' } });
    expect(known.textContent).toContain('acknowledged by Kim');
    expect(known.querySelector('[data-testid=alert-acknowledge]')).toBeNull();
  });
});

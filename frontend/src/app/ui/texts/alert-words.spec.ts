import { TestBed } from '@angular/core/testing';
import { TranslocoTestingModule } from '@jsverse/transloco';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import en from '../../../i18n/en.json';
import { amountText, inShownUnit, limitText } from './alert-words';
import { Texts } from './texts';

let texts: Texts;

beforeEach(async () => {
  const translocoConfig = { availableLangs: ['en'], defaultLang: 'en' };
  TestBed.configureTestingModule({
    imports: [TranslocoTestingModule.forRoot({ langs: { en }, translocoConfig })],
  });
  texts = TestBed.inject(Texts);
  await texts.use('en');
});

afterEach(async () => {
  await texts.units.choose('temperature', null);
  await texts.units.choose('pressure', null);
  localStorage.clear();
});

describe('values of incidents in the unit of the viewer', () => {
  it.each([
    [-12, '10.4 °F'],
    [-28, '−18.4 °F'],
    [-16, '3.2 °F'],
    [-15, '5 °F'],
  ])('say a limit of %d °C as exactly as it was set', async (limit, said) => {
    await texts.units.choose('temperature', '°F');
    expect(limitText(texts, limit, '°C')).toBe(said);
    expect(amountText(texts, limit, { unit: '°C', metric: 'temperature' })).toBe(said);
  });

  it('keep the digits of a limit, and of a large one', async () => {
    expect([limitText(texts, 0.125, null), limitText(texts, -18.25, '°C')]).toEqual(['0.125', '−18.25 °C']);
    await texts.units.choose('pressure', 'hPa');
    expect(limitText(texts, 101_325, 'Pa')).toBe('1\u202f013.25 hPa');
  });

  it('take a difference for one', async () => {
    await texts.units.choose('temperature', '°F');
    expect(limitText(texts, 0.5, '°C', true)).toBe('0.9 °F');
  });
});

describe('a sentence of the server', () => {
  it.each([
    ['temperature -23.07 °C is above -40 °C for 2 s', 'temperature −9.53 °F is above −40 °F for 2 s'],
    ['back inside the limit: temperature -16.41 °C', 'back inside the limit: temperature 2.46 °F'],
    ['temperature 30 °C is outside 2 to 8 °C', 'temperature 86 °F is outside 35.6 to 46.4 °F'],
    [
      'temperature changed by +5 °C within 10 min, above 3 °C',
      'temperature changed by +9 °F within 10 min, above 5.4 °F',
    ],
    ['pressure 3 bar is above 2 bar', 'pressure 3 bar is above 2 bar'],
  ])('has its amounts in the unit of the viewer: %s', async (said, shown) => {
    await texts.units.choose('temperature', '°F');
    expect(inShownUnit(texts, said, '°C')).toBe(shown);
  });

  it('stands as it is otherwise, with a real minus', () => {
    expect(inShownUnit(texts, 'temperature -1 °C is above -2 °C', '°C')).toBe(
      'temperature −1 °C is above −2 °C',
    );
    expect(inShownUnit(texts, 'all 2 conditions hold', null)).toBe('all 2 conditions hold');
  });
});

import { TestBed } from '@angular/core/testing';
import { provideTransloco } from '@jsverse/transloco';
import { beforeEach, describe, expect, it } from 'vitest';
import { aMetric } from '../../data/testing';
import { CatalogueLoader } from './catalogue-loader';
import { NONE, seriesText } from './series-words';
import { Texts } from './texts';

describe('values of series in figures', () => {
  const told = { text: () => '', decimalsFor: () => 3 };

  beforeEach(async () => {
    const config = { availableLangs: ['en', 'ko'], defaultLang: 'en' };
    TestBed.configureTestingModule({ providers: [provideTransloco({ config, loader: CatalogueLoader })] });
    await TestBed.inject(Texts).use('en');
  });

  const said = (name: string, unit: string | null, value: number): string =>
    seriesText(TestBed.inject(Texts), aMetric(name, { unit }), told, value);

  it('tell a place to a metre, other angles as usual', () => {
    expect(['lat', 'gps_lon', 'longitude'].map((name) => said(name, '°', 128.816376))).toEqual([
      '128.81638',
      '128.81638',
      '128.81638',
    ]);
    expect([said('heading', '°', 233.125), said('flat', '°', 128.816), said('lat', null, 128.816)]).toEqual([
      '233.1',
      '128.8',
      '128.8',
    ]);
  });

  it('are a dash where there is none', () => {
    expect(said('lat', '°', NaN)).toBe(NONE);
  });
});

import { TestBed } from '@angular/core/testing';
import { TranslocoTestingModule } from '@jsverse/transloco';
import { beforeEach, describe, expect, it } from 'vitest';
import en from '../../../i18n/en.json';
import ko from '../../../i18n/ko.json';
import pagesEn from '../../../i18n/pages/en.json';
import pagesKo from '../../../i18n/pages/ko.json';
import { metricKey } from './metric-words';
import { Texts } from './texts';

function flat(value: object, path = ''): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, part] of Object.entries(value) as [string, string | object][]) {
    if (typeof part === 'string') all.set(path + key, part);
    else for (const [inner, text] of flat(part, `${path}${key}.`)) all.set(inner, text);
  }
  return all;
}

function holes(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();
}

describe('catalogues', () => {
  it.each([
    ['of the first page', en, ko],
    ['of all other pages', pagesEn, pagesKo],
  ])('%s have the same keys with the same holes', (_, original, translation) => {
    const [english, korean] = [flat(original), flat(translation)];
    expect([...korean.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [key, text] of english)
      expect([key, holes(korean.get(key) ?? '')]).toEqual([key, holes(text)]);
  });

  it('know common metrics and leave all other names alone', () => {
    expect(metricKey('Temperature')).toBe('metric.temperature');
    expect(metricKey('constructor')).toBeUndefined();
  });
});

describe('Texts', () => {
  let texts: Texts;

  beforeEach(() => {
    TestBed.configureTestingModule({
      imports: [
        TranslocoTestingModule.forRoot({
          langs: { en, ko },
          translocoConfig: { availableLangs: ['en', 'ko'] },
        }),
      ],
    });
    texts = TestBed.inject(Texts);
  });

  it('switches at once, names the language to the browser and remembers it', async () => {
    await texts.use('ko');
    expect(texts.t('presence.live')).toBe('실시간');
    expect(document.documentElement.lang).toBe('ko');
    expect(localStorage.getItem('sensorium.lang')).toBe('ko');
    await texts.use('en');
    expect(texts.t('presence.live')).toBe('Live');
  });

  it('has the texts of other pages once one is asked for, and then in each language', async () => {
    await texts.use('en');
    expect(texts.t('chart.silent')).toBe('chart.silent');
    await texts.complete();
    expect([texts.t('chart.silent'), texts.t('presence.live')]).toEqual([pagesEn.chart.silent, 'Live']);
    await texts.use('ko');
    expect([texts.t('chart.silent'), texts.t('presence.live')]).toEqual([pagesKo.chart.silent, '실시간']);
  });

  it('has them although the language is changing while they are asked for', async () => {
    await texts.use('en');
    await Promise.all([texts.use('ko'), texts.complete()]);
    expect(texts.t('chart.silent')).toBe(pagesKo.chart.silent);
    await texts.use('en');
    expect(texts.t('chart.silent')).toBe(pagesEn.chart.silent);
  });

  it('counts one and many', async () => {
    await texts.use('en');
    expect([texts.count('fleet.devices', 1), texts.count('fleet.devices', 1200)]).toEqual([
      '1 device',
      '1\u202f200 devices',
    ]);
  });
});

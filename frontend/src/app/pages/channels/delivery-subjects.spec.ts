import { TestBed } from '@angular/core/testing';
import { provideTransloco } from '@jsverse/transloco';
import { beforeEach, expect, it } from 'vitest';
import { CatalogueLoader } from '../../ui/texts/catalogue-loader';
import { Texts } from '../../ui/texts/texts';
import { subjectsOf } from './delivery-subjects';

let texts: Texts;

beforeEach(async () => {
  const config = { availableLangs: ['en'], defaultLang: 'en' };
  TestBed.configureTestingModule({ providers: [provideTransloco({ config, loader: CatalogueLoader })] });
  texts = TestBed.inject(Texts);
  await texts.complete();
  await texts.use('en');
});

it('a notice is told by the rules and devices of its alerts, the first of them in its row', () => {
  const cold = (alert: string, device: string | null, id = 'r') => ({
    alert,
    rule: { id, name: 'Cold store too warm' },
    device,
  });
  const about = [cold('a', 'Freezer 5'), cold('b', null, 'link-lost')];
  const { told, more, all } = subjectsOf(texts, { alerts: ['a', 'b', 'c'], about });
  expect(told).toEqual([
    { alert: 'a', title: 'Cold store too warm', place: 'Freezer 5' },
    { alert: 'b', title: 'Broker connection lost', place: 'This installation' },
  ]);
  expect([more, all.at(-1)]).toEqual([1, { alert: 'c', title: 'Incident 3', place: '' }]);
});

it('a notice of an older version still leads to its alerts', () => {
  expect(subjectsOf(texts, { alerts: ['a'] })).toEqual({
    told: [{ alert: 'a', title: 'Incident 1', place: '' }],
    more: 0,
    all: [{ alert: 'a', title: 'Incident 1', place: '' }],
  });
});

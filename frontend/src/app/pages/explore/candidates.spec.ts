import { TestBed } from '@angular/core/testing';
import { TranslocoTestingModule } from '@jsverse/transloco';
import { beforeEach, describe, expect, it } from 'vitest';
import en from '../../../i18n/en.json';
import { DeviceEntry } from '../../data/device-entry';
import { NOON, aDevice, aMetric } from '../../data/testing';
import { search } from '../../ui/search/search';
import { Texts } from '../../ui/texts/texts';
import { candidatesOf, grouped, type Candidate } from './candidates';
import { findable, resolve } from './picked';
import { suggestionsOf } from './suggestions';

const cold = aDevice('cold-1', {
  name: 'Cold store',
  site: 'Busan',
  aliases: ['old-1'],
  metrics: [aMetric('temperature', { unit: '°C' }), aMetric('door', { kind: 'boolean' })],
});
const tank = aDevice('tank 2', { name: 'Tank', metrics: [aMetric('temperature', { unit: '°C' })] });
const entries = [tank, cold].map((device) => new DeviceEntry(device, NOON));

describe('series of the fleet', () => {
  let all: Candidate[];
  let texts: Texts;

  beforeEach(async () => {
    const translocoConfig = { availableLangs: ['en'] };
    TestBed.configureTestingModule({
      imports: [TranslocoTestingModule.forRoot({ langs: { en }, translocoConfig })],
    });
    texts = TestBed.inject(Texts);
    await texts.complete();
    await texts.use('en');
    all = candidatesOf(texts, entries);
  });

  it('stand device by device', () => {
    expect(grouped(all).map(({ entry, candidates }) => [entry.device.name, candidates.length])).toEqual([
      ['Cold store', 2],
      ['Tank', 1],
    ]);
  });

  it('are found by any words of device, site, metric and unit', () => {
    const found = (query: string): string[] =>
      search(all, query, ({ words }) => words).map(({ name }) => name);
    expect(found('TEMP busan')).toEqual(['cold-1/temperature']);
    expect(found('°c')).toEqual(['cold-1/temperature', 'tank%202/temperature']);
    expect(found('nothing')).toEqual([]);
    expect(found(' ')).toHaveLength(3);
    const apart = [all[0], all[2], all[1]].filter((one) => one !== undefined);
    expect(grouped(apart).map(({ uid }) => uid)).toEqual([cold.uid, tank.uid]);
  });

  it('suggest what several devices measure in one unit', () => {
    expect(suggestionsOf(texts, all)).toEqual([
      { title: 'Temperature', names: ['cold-1/temperature', 'tank%202/temperature'] },
    ]);
  });

  it('are found under every name of their device, each once', () => {
    const names = ['old-1/door', 'u-cold-1/door', 'cold-1/gone', 'nobody/x', 'tank%202/temperature'];
    const { picked, unknown } = resolve(names, findable(entries));
    expect(picked.map(({ asked, name }) => [asked, name])).toEqual([
      ['old-1/door', 'cold-1/door'],
      ['tank%202/temperature', 'tank%202/temperature'],
    ]);
    expect(unknown).toEqual(['cold-1/gone', 'nobody/x']);
  });
});

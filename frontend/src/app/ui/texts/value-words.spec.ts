import { TestBed } from '@angular/core/testing';
import { TranslocoTestingModule } from '@jsverse/transloco';
import { beforeEach, describe, expect, it } from 'vitest';
import en from '../../../i18n/en.json';
import ko from '../../../i18n/ko.json';
import { aMetric } from '../../data/testing';
import { metricTitle } from './metric-title';
import { Texts } from './texts';
import { meaningOf, stateTone, stateWord } from './value-words';

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

describe('what a value means', () => {
  const flag = (name: string, over = {}) => aMetric(name, { kind: 'boolean', ...over });

  it('is told by the class of a metric, else by its name; a closed contact is a closed door', async () => {
    await texts.use('en');
    expect(meaningOf(texts, flag('binary_7', { class: 'motion' }), 1)).toBe('Detected');
    expect(meaningOf(texts, flag('x', { class: 'contact' }), true)).toBe('Closed');
    expect(meaningOf(texts, flag('x', { class: 'moisture' }), false)).toBe('Dry');
    expect([stateWord(flag('door'), true), stateWord(flag('contact'), true)]).toEqual(['open', 'closed']);
    expect([stateWord(flag('motion'), false), stateWord(flag('heater'), true)]).toEqual(['no', 'on']);
  });

  it('is what the device says of it, of numbers and texts too', () => {
    const mode = aMetric('mode', { values: { '2': 'Heating' } });
    expect([meaningOf(texts, mode, 2), meaningOf(texts, mode, 3)]).toEqual(['Heating', undefined]);
    const state = aMetric('state', { kind: 'text', values: { idle: 'At rest' } });
    expect([meaningOf(texts, state, 'idle'), meaningOf(texts, state, 'away')]).toEqual(['At rest', 'away']);
    expect(meaningOf(texts, flag('relay', { values: { true: 'Pumping' } }), 1)).toBe('Pumping');
    expect(meaningOf(texts, aMetric('x', { kind: 'text', values: {} }), 'constructor')).toBe('constructor');
  });

  it('has a colour if it deserves a look', () => {
    expect(stateTone(flag('x', { class: 'moisture' }), 1, '')).toBe(2);
    expect(stateTone(flag('x', { class: 'moisture' }), 0, '')).toBe(0);
    expect(stateTone(flag('x', { class: 'contact' }), 0, '')).toBe(2);
    expect(stateTone(flag('x', { class: 'occupancy' }), 1, '')).toBe(1);
  });
});

describe('the name of a metric', () => {
  const title = (name: string, label: string | null = null) => metricTitle(texts, { name, label });

  it('is what the device calls it, else plain words in the language of the page', async () => {
    await texts.use('en');
    expect(title('t1', 'Flow temperature')).toBe('Flow temperature');
    expect([title('linkquality'), title('temp'), title('ENERGY.ApparentPower')]).toEqual([
      'Link quality',
      'Temperature',
      'Energy apparent power',
    ]);
    expect(title('DS18B20.Temperature')).toBe('DS18B20 temperature');
    await texts.use('ko');
    expect([title('linkquality'), title('temp'), title('DS18B20.Temperature')]).toEqual([
      '연결 품질',
      '온도',
      'DS18B20 온도',
    ]);
  });

  it('is ours where a label only repeats the name in English', async () => {
    await texts.use('ko');
    expect([title('linkquality', 'Linkquality'), title('battery', 'Main battery')]).toEqual([
      '연결 품질',
      'Main battery',
    ]);
    await texts.use('en');
    expect(title('illuminance', 'Illuminance')).toBe('Illuminance');
  });

  it('is ours for common labels in other languages than English, whatever the name', async () => {
    await texts.use('ko');
    expect([title('t1', 'Room temperature'), title('e', 'Energy, total'), title('air_temperature')]).toEqual([
      '실내 온도',
      '누적 전력량',
      '기온',
    ]);
    await texts.use('en');
    expect([title('t1', 'Room temperature'), title('e', 'Energy, total')]).toEqual([
      'Room temperature',
      'Energy, total',
    ]);
  });

  it('names what is open, not the state that its value says', async () => {
    const named = (name: string, label: string | null): string =>
      metricTitle(texts, { name, label, kind: 'boolean' });
    await texts.use('en');
    expect([named('open', 'Open'), named('door', 'Door open'), named('valve_open', null)]).toEqual([
      'Door',
      'Door',
      'Valve',
    ]);
    expect(named('compressor', 'Compressor')).toBe('Compressor');
    expect(title('valve_open', 'Valve open')).toBe('Valve open');
    await texts.use('ko');
    expect([named('open', 'Open'), named('door', 'Door open')]).toEqual(['문', '문']);
  });

  it('leaves out a unit that stands beside the value', async () => {
    await texts.use('en');
    const titleIn = (name: string, unit: string | null): string =>
      metricTitle(texts, { name, label: null, unit });
    expect([
      titleIn('temperature_F', '°F'),
      titleIn('wind_km_h', 'km/h'),
      titleIn('energy_kWh', 'kWh'),
    ]).toEqual(['Temperature', 'Wind', 'Energy']);
    expect([titleIn('soil_pct', '%'), titleIn('phase_c', 'A'), titleIn('v', 'V')]).toEqual([
      'Soil',
      'Phase c',
      'V',
    ]);
  });

  it('stands as it is where it is no plain name', () => {
    expect([title('<b>m</b>'), title('values[0]')]).toEqual(['<b>m</b>', 'values[0]']);
  });

  it('keeps words that mean something else inside of a name', async () => {
    await texts.use('ko');
    expect(title('valve_open')).toBe('Valve open');
  });
});

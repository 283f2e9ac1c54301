import { describe, expect, it } from 'vitest';
import { aMetric } from '../../data/testing';
import { ownWords, pagePlan, wordsOf } from './chart-plan';

const names = (plan: ReturnType<typeof pagePlan>): string[][] =>
  plan.charts.map(({ metrics }) => metrics.map(({ name }) => name));

describe('the layout of a device', () => {
  it('puts the first described number first, alone and wide', () => {
    const plan = pagePlan([
      aMetric('rssi'),
      aMetric('temperature', { unit: '°C' }),
      aMetric('humidity', { unit: '%' }),
    ]);
    expect(plan.values.map(({ name }) => name)).toEqual(['temperature', 'rssi', 'humidity']);
    expect(plan.charts.map(({ wide }) => wide)).toEqual([true, false, false]);
    expect(names(plan)[0]).toEqual(['temperature']);
  });

  it('lets numbers of one unit share a chart if their names share a word', () => {
    const celsius = { unit: '°C' };
    const plan = pagePlan([
      aMetric('temperature', celsius),
      aMetric('air.supply', celsius),
      aMetric('air.return', celsius),
      aMetric('air.coil', celsius),
      aMetric('air.humidity', { unit: '%' }),
    ]);
    expect(names(plan)).toEqual([
      ['temperature'],
      ['air.supply', 'air.return', 'air.coil'],
      ['air.humidity'],
    ]);
    expect(plan.charts[1]?.word).toBe('air');
  });

  it('lets up to three strangers share one if their unit says what is measured', () => {
    const bar = { unit: 'bar' };
    const plan = pagePlan([
      aMetric('rpm', { unit: 'rpm' }),
      ...['suction', 'discharge', 'oil', 'water'].map((name) => aMetric(name, bar)),
    ]);
    expect(names(plan)).toEqual([['rpm'], ['suction', 'discharge', 'oil'], ['water']]);
    expect(plan.charts[1]).toMatchObject({ word: null, quantity: 'metric.pressure' });
  });

  it('keeps percentages of different things apart', () => {
    const percent = { unit: '%' };
    const plan = pagePlan([
      aMetric('level', percent),
      aMetric('humidity', percent),
      aMetric('battery', percent),
    ]);
    expect(names(plan)).toEqual([['level'], ['humidity'], ['battery']]);
  });

  it('gives booleans and texts to the strips, and has no chart without a number', () => {
    const plan = pagePlan([aMetric('door', { kind: 'boolean' }), aMetric('mode', { kind: 'text' })]);
    expect([plan.charts.length, plan.states.length]).toEqual([0, 2]);
    expect(pagePlan([])).toEqual({ values: [], charts: [], states: [] });
  });

  it('puts at most six lines into a chart', () => {
    const cells = Array.from({ length: 14 }, (_, i) => aMetric(`cell_${i}`, { unit: 'V' }));
    expect(names(pagePlan(cells)).map(({ length }) => length)).toEqual([1, 6, 6, 1]);
  });
});

describe('names of metrics', () => {
  it.each([
    ['supplyAir_temp2', ['supply', 'air', 'temp', '2']],
    ['DS18B20.Temperature', ['ds', '18b', '20', 'temperature']],
    ['온도', ['온도']],
    ['', []],
  ])('%s has the words %j', (name, words) => {
    expect(wordsOf(name)).toEqual(words);
  });

  it('leave out what the title says', () => {
    expect(ownWords(aMetric('air.supply'), 'air')).toBe('supply');
    expect(ownWords(aMetric('air.supply', { label: 'Supply air' }), 'air')).toBe('Supply air');
    expect(ownWords(aMetric('suction'), null)).toBe('suction');
  });
});

import { describe, expect, it } from 'vitest';
import { facts, Line, said } from '../../testing.js';
import { domoticz } from './index.js';

const HALL = {
  Battery: 87,
  RSSI: 7,
  LastUpdate: '2026-11-23 12:00:00',
  dtype: 'Temp + Humidity',
  stype: 'THGN132',
  hwid: '2',
  id: '4E01',
  idx: 42,
  name: 'Hall',
  nvalue: 0,
  svalue1: '21.5',
  svalue2: '48',
  unit: 1,
};

describe('Domoticz', () => {
  it('tells its devices apart by their idx, and describes each once', () => {
    const line = new Line(domoticz);
    const [about, ...values] = line.said('domoticz/out', HALL);
    expect(about).toContain('42 is {"name":"Hall","model":"Temp + Humidity / THGN132","metrics":{"svalue1":');
    expect(values).toEqual([
      '42 nvalue=0',
      '42 svalue1=21.5',
      '42 svalue2=48',
      '42 Battery=87',
      '42 signalLevel=7',
    ]);
    expect(line.said('domoticz/out', HALL)).toEqual(values);
    expect(line.said('domoticz/out', { ...HALL, idx: 43, Battery: 255, RSSI: 12 })).not.toContain(
      '43 Battery=255',
    );
  });

  it('says what the values of a type mean, and when they were measured by its wall clock', () => {
    const [about, values] = facts(domoticz, 'domoticz/out/ground/hall', HALL);
    expect(about).toMatchObject({ meta: { metrics: { svalue1: { unit: '°C' }, svalue2: { unit: '%' } } } });
    expect(values).toMatchObject({ localStamp: Date.UTC(2026, 10, 23, 12) * 1_000, stamp: undefined });
    const wind = { ...HALL, dtype: 'Wind', svalue1: '200', svalue2: 'S', svalue3: '35' };
    expect(facts(domoticz, 'domoticz/out', wind)[0]).toMatchObject({
      meta: { metrics: { svalue1: { unit: '°' }, svalue3: { label: 'Wind speed, 0.1 m/s' } } },
    });
    expect(facts(domoticz, 'second/out', HALL)[0]).toMatchObject({ device: { base: 'second', id: '42' } });
  });

  it.each([
    ['domoticz/in', { idx: 42, nvalue: 0, svalue: '1;2' }, 'ignored: command'],
    ['other/in', { idx: 42, nvalue: 0 }, 'rejected: bad-topic'],
    ['domoticz/out', { idx: '42', dtype: 'Temp', nvalue: 0 }, 'rejected: bad-topic'],
    ['domoticz/out', [1], 'rejected: bad-topic'],
    ['domoticz/out', { idx: 42, dtype: 5, nvalue: null }, 'ignored: only-nulls'],
  ])('%s %j', (topic, payload, line) => {
    expect(said(domoticz, topic, payload)).toEqual([line]);
  });
});

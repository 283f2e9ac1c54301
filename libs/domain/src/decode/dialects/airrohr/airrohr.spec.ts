import { describe, expect, it } from 'vitest';
import { facts, said } from '../../testing.js';
import { airrohr } from './index.js';

const VALUES = [
  { value_type: 'SPS30_P1', value: '12.50' },
  { value_type: 'BMP_pressure', value: '98123.10' },
  { value_type: 'signal', value: '-70' },
  { no: 'type' },
];

describe('airRohr', () => {
  it.each([{ esp8266id: '778899' }, { esp32id: 778899 }])('names the device by its chip: %j', (id) => {
    expect(said(airrohr, 'air/any', { ...id, sensordatavalues: VALUES })).toEqual([
      '778899 SPS30_P1=12.50 µg/m³',
      '778899 BMP_pressure=98123.10 Pa',
      '778899 signal=-70 dBm',
    ]);
  });

  it('else by the topic without a word that says what it holds', () => {
    const payload = { sensordatavalues: VALUES.slice(2) };
    expect(said(airrohr, 'air/roof', payload)).toEqual(['air/roof signal=-70 dBm']);
    expect(said(airrohr, 'air/roof/data', payload)).toEqual(['air/roof signal=-70 dBm']);
  });

  it('of the portal is a record of a sensor, at a time in UTC', () => {
    const record = {
      id: 2_000_001,
      timestamp: '2026-11-23 11:00:00',
      sensor: { id: 901, sensor_type: { name: 'SDS011' } },
      sensordatavalues: [{ id: 1, value_type: 'P2', value: '5.1' }],
    };
    expect(said(airrohr, 'air/feed', record)).toEqual(['901 P2=5.1 µg/m³']);
    expect(facts(airrohr, 'air/feed', record)[0]).toMatchObject({
      stamp: Date.UTC(2026, 10, 23, 11) * 1_000,
    });
  });

  it.each([
    ['signal', '-59 dBm', ['7 signal=-59 dBm']],
    ['BME280_temperature', '', ['ignored: no-values']],
    ['SPS30_TS', '0.5', ['7 SPS30_TS=0.5 µm']],
    ['GPS_height', '350', ['7 GPS_height=350 m']],
  ])('with %s of %j', (name, value, expected) => {
    const list = [{ value_type: name, value }];
    expect(said(airrohr, 'air/x', { esp8266id: '7', sensordatavalues: list })).toEqual(expected);
  });

  it('leaves other lists to others', () => {
    expect(said(airrohr, 'air/roof', { values: VALUES })).toEqual(['rejected: bad-topic']);
    expect(said(airrohr, 'air/roof', { sensordatavalues: [] })).toEqual(['ignored: no-values']);
  });
});

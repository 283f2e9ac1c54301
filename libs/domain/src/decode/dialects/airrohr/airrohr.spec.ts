import { describe, expect, it } from 'vitest';
import { said } from '../../testing.js';
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

  it('else by the topic', () => {
    expect(said(airrohr, 'air/roof', { sensordatavalues: VALUES.slice(2) })).toEqual(['roof signal=-70 dBm']);
  });

  it('leaves other lists to others', () => {
    expect(said(airrohr, 'air/roof', { values: VALUES })).toEqual(['rejected: bad-topic']);
    expect(said(airrohr, 'air/roof', { sensordatavalues: [] })).toEqual(['ignored: no-values']);
  });
});

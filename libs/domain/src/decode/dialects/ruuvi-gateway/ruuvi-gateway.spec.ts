import { describe, expect, it } from 'vitest';
import { facts, said } from '../../testing.js';
import { ruuviGateway } from './index.js';

const TAG = 'ruuvi/AA:BB:CC:DD:EE:01/C8:25:2D:8E:9C:2C';

describe('Ruuvi Gateway', () => {
  it('takes values that the gateway has decoded, with their time', () => {
    const payload = {
      gw_mac: 'AA:BB:CC:DD:EE:01',
      ts: 1_714_557_600,
      rssi: -50,
      temperature: 4.2,
      'PM2.5': 3,
      id: 'x',
    };
    expect(said(ruuviGateway, TAG, payload).slice(0, 3)).toEqual([
      'C8:25:2D:8E:9C:2C rssi=-50 dBm',
      'C8:25:2D:8E:9C:2C temperature=4.2 °C',
      'C8:25:2D:8E:9C:2C PM2.5=3 µg/m³',
    ]);
    expect(facts(ruuviGateway, TAG, payload)[0]).toMatchObject({ stamp: 1_714_557_600_000_000 });
    expect(facts(ruuviGateway, TAG, payload)[1]).toMatchObject({ parent: { id: 'AA:BB:CC:DD:EE:01' } });
  });

  // The test vector that the format's own page gives.
  it('decodes data format 5', () => {
    const data = '0201061BFF99040512FC5394C37C0004FFFC040CAC364200CDCBB8334C884F';
    expect(said(ruuviGateway, TAG, { data, ts: '1714557600' }).slice(0, 9)).toEqual(
      [
        'temperature=24.3 °C',
        'humidity=53.49 %',
        'pressure=100044 Pa',
        'accelX=0.004 g',
        'accelY=-0.004 g',
        'accelZ=1.036 g',
        'voltage=2.977 V',
        'txPower=4 dBm',
        'movementCounter=66',
      ].map((one) => `C8:25:2D:8E:9C:2C ${one}`),
    );
  });

  it('leaves out what is not available', () => {
    const data = '0201061BFF9904058000FFFFFFFF800080008000FFFFFFFFFFFFFFFFFFFFFF';
    expect(said(ruuviGateway, TAG, { data, ts: 1_714_557_600 })).toEqual(['ignored: no-values']);
  });

  it.each([
    ['ruuvi/AA:BB:CC:DD:EE:01/gw_status', '{"state":"offline"}', 'AA:BB:CC:DD:EE:01 offline'],
    ['ruuvi/AA:BB:CC:DD:EE:01/gw_status', 'online', 'AA:BB:CC:DD:EE:01 online'],
    [TAG, 'xyz', 'rejected: bad-json'],
    [TAG, '', 'ignored: cleared'],
    ['ruuvi/a/b', '{"temperature":1}', 'rejected: bad-topic'],
  ])('%s %s', (topic, payload, expected) => {
    expect(said(ruuviGateway, topic, payload)).toEqual([expected]);
  });
});

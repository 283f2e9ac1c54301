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

  // The test vectors that the pages of the formats give.
  it.each([
    [
      '02010611FF990403291A1ECE1EFC18F94202CA0B53',
      'temperature=26.3 °C|humidity=20.5 %|pressure=102766 Pa|accelX=-1 g|accelY=-1.726 g|accelZ=0.714 g|voltage=2.899 V',
    ],
    [
      '03031691FF990406170C5668C79E007000C90501D900CD004C884F',
      'temperature=29.5 °C|humidity=55.3 %|pressure=101102 Pa|PM2.5=11.2 µg/m³|CO2=201 ppm|VOC=10|NOx=2|luminosity=13026.6689 lx',
    ],
    [
      '2BFF9904E1170C5668C79E0065007004BD11CA00C90A0213E0AC000000DECDEE100000000000CBB8334C884F',
      'temperature=29.5 °C|humidity=55.3 %|pressure=101102 Pa|PM1.0=10.1 µg/m³|PM2.5=11.2 µg/m³|PM4.0=121.3 µg/m³|PM10.0=455.4 µg/m³|CO2=201 ppm|VOC=20|NOx=4|luminosity=13027 lx',
    ],
  ])('decodes %s', (data, expected) => {
    expect(said(ruuviGateway, TAG, { data })).toEqual(
      expected.split('|').map((one) => `C8:25:2D:8E:9C:2C ${one}`),
    );
  });

  it('knows its messages on topics that somebody has chosen', () => {
    const data = '0201061BFF99040512FC5394C37C0004FFFC040CAC364200CDCBB8334C884F';
    const payload = { gw_mac: 'AA:BB:CC:DD:EE:01', cnt: '7', data };
    expect(facts(ruuviGateway, 'all/tags', payload)).toMatchObject([
      { device: { id: 'CB:B8:33:4C:88:4F' }, values: expect.not.arrayContaining(['7']) as unknown },
      { parent: { id: 'AA:BB:CC:DD:EE:01' } },
    ]);
    expect(facts(ruuviGateway, 'all/C8:25:2D:8E:9C:2C', payload)[0]?.device.id).toBe('C8:25:2D:8E:9C:2C');
    expect(said(ruuviGateway, 'all/gw_status', { state: 'online' })).toEqual(['all online']);
    expect(said(ruuviGateway, 'all/tags', { gw_mac: 'AA:BB:CC:DD:EE:01', data: 'FF9904' })).toEqual([
      'rejected: bad-topic',
    ]);
  });

  it.each(['FF990405', 'FF99040512ZZ', 'FF990407'.padEnd(80, '0')])('takes %s for no format', (data) => {
    expect(said(ruuviGateway, TAG, { data, rssi: -40 })).toEqual(['C8:25:2D:8E:9C:2C rssi=-40 dBm']);
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

import { describe, expect, it } from 'vitest';
import { facts, said } from '../../testing.js';
import { meshtastic } from './index.js';

const TOPIC = 'msh/EU_868/2/json/LongFast/!0000abcd';

describe('Meshtastic', () => {
  it('names the node that measured, not the one that heard it', () => {
    const payload = {
      from: 0x10_2030,
      to: 4_294_967_295,
      id: 7,
      type: 'telemetry',
      timestamp: 1_714_557_600,
      rssi: -9,
      payload: { voltage: 4, relative_humidity: 40 },
    };
    expect(said(meshtastic, TOPIC, payload)).toEqual([
      '!00102030 voltage=4 V',
      '!00102030 relative_humidity=40 %',
      '!00102030 rssi=-9 dBm',
    ]);
    expect(facts(meshtastic, TOPIC, payload)[0]).toMatchObject({ stamp: 1_714_557_600_000_000 });
  });

  it('reads positions as degrees', () => {
    const payload = {
      from: 1,
      type: 'position',
      timestamp: 1_714_557_600,
      payload: { latitude_i: 505_000_000, longitude_i: -15_000_000, altitude: 30, time: 1_714_557_599 },
    };
    expect(said(meshtastic, TOPIC, payload)).toEqual([
      '!00000001 lat=50.5 °',
      '!00000001 lon=-1.5 °',
      '!00000001 altitude=30 m',
    ]);
    expect(facts(meshtastic, TOPIC, payload)[0]).toMatchObject({ stamp: 1_714_557_599_000_000 });
  });

  it.each([
    [{ from: 1, type: 'nodeinfo', payload: { longname: 'Hill' } }, '!00000001 is {"name":"Hill"}'],
    [{ from: 1, type: 'text', payload: { text: 'hi' } }, 'ignored: not-telemetry'],
    [{ from: 'x', type: 'telemetry', payload: {} }, 'rejected: bad-record'],
    [{ from: 1, type: 'telemetry', payload: {} }, 'ignored: no-values'],
  ])('%j', (payload, expected) => {
    expect(said(meshtastic, TOPIC, payload)).toEqual([expected]);
  });

  it('leaves protobuf alone', () => {
    expect(said(meshtastic, 'msh/EU_868/2/e/LongFast/!0000abcd', 'x')).toEqual(['ignored: not-telemetry']);
  });
});

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
    [{ from: 1, type: 'telemetry', rssi: -9, payload: {} }, 'ignored: no-values'],
    [{ from: 1, type: 'nodeinfo', payload: { longname: 'Hill \0\0' } }, '!00000001 is {"name":"Hill"}'],
    [{ from: -228157708, type: 'telemetry', payload: { co2: 5 } }, '!f26696f4 co2=5 ppm'],
    [{ from: 1, type: 'paxcounter', payload: { wifi_count: 5 } }, '!00000001 wifi_count=5'],
    [{ from: 1, type: 'telemetry', payload: { current_ch2: 5 } }, '!00000001 current_ch2=5 mA'],
    [{ from: 1, type: 'telemetry', payload: { pm25: 5 } }, '!00000001 pm25=5 µg/m³'],
    [{ from: 1, type: 'position', payload: { latitude_i: 0, longitude_i: 0 } }, 'ignored: no-values'],
    [{ from: 1e12, type: 'telemetry', payload: { co2: 5 } }, 'rejected: bad-record'],
  ])('%j', (payload, expected) => {
    expect(said(meshtastic, TOPIC, payload)).toEqual([expected]);
  });

  it('takes no time from a node that has not learned it', () => {
    const payload = { from: 1, type: 'position', payload: { latitude_i: 1, time: 0 } };
    expect(facts(meshtastic, TOPIC, { ...payload, timestamp: 1_714_557_600 })[0]).toMatchObject({
      stamp: 1_714_557_600_000_000,
    });
    expect(facts(meshtastic, TOPIC, { ...payload, timestamp: 90 })[0]).toMatchObject({ stamp: undefined });
  });

  it.each(['msh/EU_868/2/stat/!0000ABCD', 'club/2/stat/!0000abcd'])(
    'knows from %s who is connected',
    (topic) => {
      expect(said(meshtastic, topic, 'offline')).toEqual(['!0000abcd offline']);
      expect(said(meshtastic, topic, '5')).toEqual(['rejected: bad-status']);
    },
  );

  it('knows messages below another root by the shape of their topic', () => {
    const payload = { from: 1, type: 'telemetry', payload: { voltage: 4 } };
    expect(said(meshtastic, 'club/2/json/Long/!0000abcd', payload)).toEqual(['!00000001 voltage=4 V']);
    expect(said(meshtastic, 'club/2/json/Long/kitchen', payload)).toEqual(['rejected: bad-topic']);
  });

  it('leaves protobuf alone', () => {
    expect(said(meshtastic, 'msh/EU_868/2/e/LongFast/!0000abcd', 'x')).toEqual(['ignored: not-telemetry']);
  });
});

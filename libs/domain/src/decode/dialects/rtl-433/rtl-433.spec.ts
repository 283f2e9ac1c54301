import { describe, expect, it } from 'vitest';
import { facts, said } from '../../testing.js';
import { rtl433 } from './index.js';

const EVENT = {
  time: '2024-05-01 10:00:00',
  model: 'Acme-5n1',
  id: 88,
  channel: 'A',
  temperature_C: -2.5,
  battery_ok: 0,
  mic: 'CRC',
};

describe('rtl_433', () => {
  it.each(['rtl_433/host/events', 'anything/at/all'])('tells devices by their messages on %s', (topic) => {
    expect(said(rtl433, topic, EVENT)).toEqual([
      'Acme-5n1/88 temperature_C=-2.5 °C',
      'Acme-5n1/88 battery_ok=false',
    ]);
  });

  it.each([
    ['2024-05-01 10:00:00', { localStamp: Date.UTC(2024, 4, 1, 10) * 1_000, stamp: undefined }],
    ['2024-05-01T10:00:00+02:00', { stamp: Date.UTC(2024, 4, 1, 8) * 1_000 }],
    ['1714557600', { stamp: 1_714_557_600_000_000 }],
  ])('reads the time %s', (time, expected) => {
    expect(facts(rtl433, 'a/b', { ...EVENT, time })[0]).toMatchObject(expected);
  });

  it.each([
    [{ model: 'X', temperature: 1 }],
    [{ time: 'now', id: 1 }],
    [{ time: '2024-05-01 10:00:00', model: '', id: 1 }],
  ])('leaves %j to others', (payload) => {
    expect(said(rtl433, 'a/b', payload)).toEqual(['rejected: bad-topic']);
  });

  it.each([
    [
      { time: '2018-05-01 10:00:00', model: 'Old sensor', device: 12, rid: 7, temperature_C: 1 },
      'Old sensor/12',
    ],
    [{ model: 'Acme-TH', id: 'a1', mic: 'CRC', temperature_C: 1 }, 'Acme-TH/a1'],
    [
      { time: '2018-05-01 10:00:00', model: 'Old sensor', rc: 3, channel: 2, temperature_C: 1 },
      'Old sensor/2',
    ],
  ])('tells %j by what it has in place of an id', (payload, device) => {
    expect(said(rtl433, 'a/b', payload)).toEqual([`${device} temperature_C=1 °C`]);
  });

  it('needs neither time nor id on a topic of its own', () => {
    expect(said(rtl433, 'home/rtl_433/bell', { model: 'Acme-Bell', codes: ['{9}bc8'], strength: 4 })).toEqual(
      ['Acme-Bell strength=4'],
    );
    expect(said(rtl433, 'home/bell', { model: 'Acme-Bell', strength: 4 })).toEqual(['rejected: bad-topic']);
  });

  it.each([
    ['rtl_433/host/devices/Acme-5n1/A/88/temperature_C', '-2.5', 'Acme-5n1/88 temperature_C=-2.5 °C'],
    ['rtl_433/host/devices/TPMS/Acme/f3/pressure_PSI', '33.5', 'Acme/f3 pressure_PSI=33.5 psi'],
    ['rtl_433/host/Acme-5n1/88/battery_ok', '1', 'Acme-5n1/88 battery_ok=true'],
    ['site/rtl_433/Acme-Remote/button', '4', 'Acme-Remote button=4'],
    ['rtl_433/host/devices/Acme-5n1/A/88/id', '88', 'ignored: metadata'],
    ['rtl_433/host/devices/Acme-5n1/A/88/time', '2024-05-01 10:00:00', 'ignored: metadata'],
    ['rtl_433/host/devices/Acme-5n1/A/88/humidity', '', 'ignored: cleared'],
    ['rtl_433/host/states', '{"frames":{"count":1},"stats":[]}', 'ignored: not-telemetry'],
    ['rtl_433/host/availability', 'online', 'rejected: bad-topic'],
  ])('reads the topic of one value %s', (topic, payload, expected) => {
    expect(said(rtl433, topic, payload)).toEqual([expected]);
  });

  it.each([
    ['temperature_1_F', '°F'],
    ['rain_rate_in_h', 'in/h'],
    ['rain_in', 'in'],
    ['wind_avg_m_s', 'm/s'],
    ['power0_W', 'W'],
    ['rssi', 'dB'],
    ['storm_dist', undefined],
  ])('knows the unit of %s', (name, unit) => {
    expect(rtl433.metric?.(name)?.unit).toBe(unit);
  });
});

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
      'Acme-5n1/88 temperature_C=-2.5',
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
});

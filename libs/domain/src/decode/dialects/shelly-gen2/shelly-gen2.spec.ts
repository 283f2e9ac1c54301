import { describe, expect, it } from 'vitest';
import { Line } from '../../testing.js';
import { shellyGen2 } from './index.js';

const ID = 'shellyplus1pm-a8032abe54dc';

function notify(method: string, params: unknown, src = ID): unknown {
  return { src, dst: `${src}/events`, method, params };
}

describe('notifications', () => {
  it('have the time of their envelope, and no ids or stamps among their values', () => {
    const line = new Line(shellyGen2);
    const outcome = line.take(
      `${ID}/events/rpc`,
      notify('NotifyStatus', {
        ts: 1_714_557_600.5,
        'switch:0': { id: 0, apower: 4.5, aenergy: { total: 7, by_minute: [1, 2], minute_ts: 9 } },
        sys: { unixtime: 5, uptime: 60 },
      }),
    );
    expect(outcome).toMatchObject({
      facts: [
        {
          stamp: 1_714_557_600_500_000,
          metrics: ['switch:0.apower', 'switch:0.aenergy.total', 'sys.uptime'],
          values: [4.5, 7, 60],
        },
      ],
    });
  });

  it('tell events as words of their component', () => {
    const params = {
      ts: 1_714_557_600,
      events: [{ component: 'input:1', id: 1, event: 'double_push', ts: 2 }],
    };
    expect(new Line(shellyGen2).said(`${ID}/events/rpc`, notify('NotifyEvent', params))).toEqual([
      `${ID} input:1.event=double_push`,
    ]);
  });

  it.each([
    ['{"src":"x","method":"NotifyStatus"}', 'rejected: bad-record'],
    ['{"src":', 'rejected: bad-json'],
    [notify('NotifyStatus', { ts: 1_714_557_600 }), 'ignored: no-values'],
  ])('%j', (payload, expected) => {
    expect(new Line(shellyGen2).said(`${ID}/events/rpc`, payload)).toEqual([expected]);
  });
});

describe('states by component', () => {
  it.each([
    [
      'em:0',
      { id: 0, a_voltage: 231, total_act_power: 40 },
      ['em:0.a_voltage=231 V', 'em:0.total_act_power=40 W'],
    ],
    ['temperature:100', { id: 100, tC: 4.5 }, ['temperature:100.tC=4.5 °C']],
    ['wifi', { rssi: -60, ssid: 'x' }, ['wifi.rssi=-60 dBm', 'wifi.ssid=x']],
  ])('%s', (component, body, expected) => {
    expect(new Line(shellyGen2).said(`${ID}/status/${component}`, body)).toEqual(
      expected.map((one) => `${ID} ${one}`),
    );
  });

  it('of others are left to others', () => {
    expect(new Line(shellyGen2).said('pump/status/wifi', { rssi: -60 })).toEqual(['rejected: bad-topic']);
    expect(new Line(shellyGen2).said('pump/online', 'true')).toEqual(['rejected: bad-topic']);
  });
});

describe('a prefix given by hand', () => {
  it('leads to the id that the device states, and to what was heard of it before', () => {
    const line = new Line(shellyGen2);
    expect(line.said('shelly/hall', 'x')).toEqual(['rejected: bad-topic']);
    expect(line.said('shelly/hall/online', 'true')).toEqual([]);
    const params = { ts: 1_714_557_600, 'humidity:0': { id: 0, rh: 50 } };
    expect(line.said('shelly/hall/events/rpc', notify('NotifyFullStatus', params))).toEqual([
      `${ID} online`,
      `${ID} humidity:0.rh=50 %`,
    ]);
    expect(line.said('shelly/hall/status/humidity:0', { id: 0, rh: 51 })).toEqual([
      `${ID} humidity:0.rh=51 %`,
    ]);
    expect(line.said('shelly/hall/online', 'false')).toEqual([`${ID} offline`]);
  });

  it('is known by what is said below it', () => {
    const params = { ts: 1_714_557_600, 'humidity:0': { id: 0, rh: 50 } };
    expect(new Line(shellyGen2).said('cellar/sensor/events/rpc', notify('NotifyStatus', params))).toEqual([
      `${ID} humidity:0.rh=50 %`,
    ]);
  });
});

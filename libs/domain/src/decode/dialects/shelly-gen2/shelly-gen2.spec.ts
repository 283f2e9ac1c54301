import { describe, expect, it } from 'vitest';
import { Line } from '../../testing.js';
import { shellyGen1 } from '../shelly-gen1/index.js';
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

  it('of what scripts heard of Bluetooth devices are about these', () => {
    const data = { BTHome_version: 2, pid: 7, battery: 90, window: 1, address: '0a:1b:2c:3d:4e:5f' };
    const params = { ts: 1_714_557_600, events: [{ component: 'script:1', event: 'blu', data }] };
    const line = new Line(shellyGen2);
    const heard = ['0a:1b:2c:3d:4e:5f battery=90 %', '0a:1b:2c:3d:4e:5f window=1'];
    expect(line.said(`${ID}/events/rpc`, notify('NotifyEvent', params))).toEqual(heard);
    expect(line.facts(`${ID}/events/rpc`, notify('NotifyEvent', params))).toMatchObject([
      { stamp: 1_714_557_600_000_000 },
      { parent: { id: ID } },
    ]);
    expect(line.said('shelly-blu/events/0a:1b:2c:3d:4e:5f', data)).toEqual(heard);
  });

  it('may lack their source', () => {
    const body = { method: 'NotifyStatus', params: { 'input:0': { state: true } } };
    expect(new Line(shellyGen2).said('pump/events/rpc', body)).toEqual(['pump input:0.state=true']);
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
    [
      'blutrv:200',
      { id: 200, pos: 40, current_C: 19 },
      ['blutrv:200.pos=40 %', 'blutrv:200.current_C=19 °C'],
    ],
    ['wifi', { rssi: -60, ssid: 'x' }, ['wifi.rssi=-60 dBm', 'wifi.ssid=x']],
    [
      'input:2',
      { counts: { total: 12, minute_ts: 9 }, freq: 0.5 },
      ['input:2.counts.total=12', 'input:2.freq=0.5 Hz'],
    ],
    [
      'light:0',
      { output: true, timer_started_at: 1_714_557_600.5, cfg_rev: 3, ct: 3000 },
      ['light:0.output=true', 'light:0.ct=3000 K'],
    ],
    ['bthomedevice:200', { battery: 9, packet_id: 3, last_updated_ts: 5 }, ['bthomedevice:200.battery=9 %']],
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

describe('other topics of a device', () => {
  const answer = { id: 1, src: ID, dst: 'me', result: { 'switch:0': { id: 0, apower: 3 } } };
  it.each([
    [
      `${ID}/announce`,
      { id: ID, name: 'Pump', model: 'S-1', gen: 2 },
      `${ID} is {"name":"Pump","model":"S-1"}`,
    ],
    [`${ID}/command/switch:0`, 'on', 'ignored: command'],
    [`${ID}/debug/log`, 'a line', 'ignored: not-telemetry'],
    ['me/rpc', answer, `${ID} switch:0.apower=3 W`],
    ['me/rpc', { ...answer, result: { output: true } }, 'ignored: command'],
    ['me/rpc', { id: 1, src: ID, error: { code: -1 } }, 'ignored: command'],
    ['me/rpc', { id: 1, src: 'somebody', result: {} }, 'rejected: bad-topic'],
  ])('%s', (topic, payload, expected) => {
    expect(new Line(shellyGen2).said(topic, payload)).toEqual([expected]);
  });
});

describe('below the root of the first generation', () => {
  it('is told from it by its model, its components and its envelope', () => {
    const line = new Line(shellyGen2, shellyGen1);
    expect(line.said('shellies/shelly1pm-A4CF12F4757A/online', 'true')).toEqual([
      'shelly1pm-A4CF12F4757A online',
    ]);
    expect(line.facts('shellies/shelly1pm-A4CF12F4757A/online', 'true')[0]?.device.dialect).toBe(
      'shelly-gen1',
    );
    expect(line.facts(`shellies/${ID}/online`, 'true')[0]?.device.dialect).toBe('shelly-gen2');
    const params = { ts: 1_714_557_600, 'switch:0': { id: 0, apower: 2 } };
    expect(line.said('shellies/hall/events/rpc', notify('NotifyStatus', params))).toEqual([
      `${ID} switch:0.apower=2 W`,
    ]);
    expect(line.said('shellies/hall/online', 'false')).toEqual([`${ID} offline`]);
    expect(line.facts('shellies/announce', { id: ID, gen: 3 })[0]?.device.dialect).toBe('shelly-gen2');
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

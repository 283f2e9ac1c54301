import { describe, expect, it } from 'vitest';
import { Line } from '../../testing.js';
import { zigbee2mqtt } from './index.js';

/** A network as we hear it, with the base topic of each device. */
class Network extends Line {
  constructor() {
    super(zigbee2mqtt);
  }

  places(topic: string, payload: unknown): string[] {
    return this.facts(topic, payload).map(({ device }) => `${device.base} ${device.id}`);
  }
}

const DEVICES = [
  { friendly_name: 'Coordinator', ieee_address: '0x00124b00120144ae', type: 'Coordinator' },
  {
    friendly_name: 'Pump house/valve',
    ieee_address: '0x00158d0001dc126a',
    type: 'Router',
    definition: {
      vendor: 'Acme',
      model: 'V-1',
      exposes: [
        { type: 'numeric', property: 'flow', unit: 'm³/h', value_min: 0, value_max: 12, access: 1 },
        {
          type: 'switch',
          features: [
            {
              type: 'binary',
              property: 'state',
              value_on: 'ON',
              value_off: 'OFF',
              access: 7,
              label: 'State',
            },
          ],
        },
        {
          type: 'composite',
          property: 'limits',
          features: [{ type: 'numeric', property: 'high', access: 2 }],
        },
        { type: 'numeric', property: '__proto__', access: 1 },
      ],
    },
  },
];

describe('devices', () => {
  it.each([
    ['zigbee2mqtt/attic', { temperature: 21.5, voltage: 3015 }, ['temperature=21.5 °C', 'voltage=3015 mV']],
    ['zigbee2mqtt/plug', { state: 'ON', voltage: 231 }, ['state=true', 'voltage=231 V']],
    ['zigbee2mqtt/button', { action: '', linkquality: 9 }, ['linkquality=9 lqi']],
    ['zigbee2mqtt/lamp', { color: { x: 0.3, y: 0.4 }, water_leak: null }, ['color.x=0.3', 'color.y=0.4']],
    ['zigbee2mqtt/lamp/brightness', '254', ['brightness=254']],
    ['zigbee2mqtt/leak/voltage', '2990', ['voltage=2990 mV']],
    ['zigbee2mqtt/valve', { battery_voltage: 5900 }, ['battery_voltage=5900 mV']],
    [
      'zigbee2mqtt/strip',
      { power_l1: 8, power_reactive_l2: 1, current_phase_b: 0.5, produced_energy: 3 },
      ['power_l1=8 W', 'power_reactive_l2=1 var', 'current_phase_b=0.5 A', 'produced_energy=3 kWh'],
    ],
    ['zigbee2mqtt/trv', { unoccupied_heating_setpoint: 12 }, ['unoccupied_heating_setpoint=12 °C']],
    ['zigbee2mqtt/trv', { min_heat_setpoint_limit: 5 }, ['min_heat_setpoint_limit=5 °C']],
    ['zigbee2mqtt/lamp', { color_temp: 250 }, ['color_temp=250 mired']],
    ['zigbee2mqtt/meter', { energy_produced_a: 2 }, ['energy_produced_a=2 kWh']],
    [
      'zigbee2mqtt/plug',
      { device: { networkAddress: 4711 }, update: { state: 'updating', progress: 7, installed_version: 99 } },
      ['update.state=updating', 'update.progress=7 %'],
    ],
  ])('%s', (topic, payload, expected) => {
    const device = topic.split('/')[1] ?? '';
    expect(new Network().said(topic, payload)).toEqual(expected.map((one) => `${device} ${one}`));
  });

  it.each([
    ['last_seen', '1714557600000'],
    ['elapsed', '120'],
    ['device-networkAddress', '4711'],
    ['update-installed_version', '99'],
  ])('say nothing that is measured by %s of their own', (name, payload) => {
    expect(new Network().said(`zigbee2mqtt/plug/${name}`, payload)).toEqual(['ignored: metadata']);
  });

  it('keep slashes in their names', () => {
    expect(new Network().said('zigbee2mqtt/Living room/lamp', { linkquality: 1 })[0]).toBe(
      'Living room/lamp linkquality=1 lqi',
    );
  });

  it('take last_seen as their time, in both of its forms', () => {
    const at = (last_seen: unknown) => {
      const [fact] = new Network().facts('zigbee2mqtt/a', { temperature: 1, last_seen });
      return fact?.type === 'readings' ? [fact.metrics, fact.stamp] : [];
    };
    const expected = [['temperature'], Date.UTC(2024, 4, 1, 10) * 1_000];
    expect([at('2024-05-01T12:00:00+02:00'), at(1_714_557_600_000)]).toEqual([expected, expected]);
  });

  it('belong to their bridge from the first message on', () => {
    const network = new Network();
    const [, description] = network.facts('zigbee2mqtt/a', { temperature: 1 });
    expect(description).toMatchObject({ type: 'description', parent: { id: 'bridge' }, mode: 'merge' });
    expect(network.facts('zigbee2mqtt/a', { temperature: 2 })).toHaveLength(1);
  });
});

describe('availability', () => {
  it.each([
    ['zigbee2mqtt/a/b/availability', 'offline', 'a/b offline'],
    ['zigbee2mqtt/a/availability', { state: 'online' }, 'a online'],
    ['zigbee2mqtt/bridge/state', { state: 'offline' }, 'bridge offline'],
    ['zigbee2mqtt/bridge/state', 'online', 'bridge online'],
    ['zigbee2mqtt/bridge/state', '7', 'rejected: bad-status'],
  ])('%s', (topic, payload, expected) => {
    expect(new Network().said(topic, payload)).toEqual([expected]);
  });
});

describe('the bridge', () => {
  it('describes its devices', () => {
    const facts = new Network().facts('zigbee2mqtt/bridge/devices', DEVICES);
    expect(facts).toHaveLength(1);
    expect(facts[0]).toMatchObject({
      device: { id: 'Pump house/valve' },
      parent: { id: 'bridge' },
      meta: {
        model: 'Acme V-1',
        metrics: {
          flow: { unit: 'm³/h', min: 0, max: 12, kind: 'number' },
          state: { kind: 'boolean', settable: true, label: 'State' },
          'limits.high': { settable: true },
        },
        commands: { set: { topic: 'zigbee2mqtt/Pump house/valve/set', body: 'json' } },
      },
    });
  });

  it.each(['bridge/logging', 'bridge/groups', 'bridge/response/device/rename'])(
    'says no telemetry on %s',
    (rest) => {
      expect(new Network().said(`zigbee2mqtt/${rest}`, {})).toEqual(['ignored: not-telemetry']);
    },
  );

  it('says which device left', () => {
    const event = { type: 'device_leave', data: { friendly_name: 'old', ieee_address: '0x1' } };
    expect(new Network().said('zigbee2mqtt/bridge/event', event)).toEqual(['old removal']);
  });

  it.each([
    'zigbee2mqtt/a/set',
    'zigbee2mqtt/a/set/state',
    'zigbee2mqtt/a/get',
    'zigbee2mqtt/bridge/request/restart',
  ])('hears what is meant for others on %s', (topic) => {
    expect(new Network().said(topic, { state: 'ON' })).toEqual(['ignored: command']);
  });
});

describe('another base topic', () => {
  it('is known once its bridge has spoken', () => {
    const network = new Network();
    expect(network.said('site/two/cellar', '{"temperature":3}')).toEqual(['rejected: bad-topic']);
    network.facts('site/two/bridge/devices', DEVICES);
    expect(network.said('site/two/cellar', { temperature: 3 })).toEqual(['cellar temperature=3 °C']);
    expect(network.places('site/two/cellar', { temperature: 3 })).toEqual(['site/two cellar']);
  });

  it.each([
    ['z2m/hall', { occupancy: true }, 'z2m hall'],
    ['zigbee2mqtt-attic/hall/availability', { state: 'online' }, 'zigbee2mqtt-attic hall'],
    ['mesh/bridge/state', { state: 'offline' }, 'mesh bridge'],
  ])('is told without it by its name, or by what is below it, on %s', (topic, payload, expected) => {
    expect(new Network().places(topic, payload)[0]).toBe(expected);
  });

  it('is not made of the state of any bridge, nor of a name further down', () => {
    const network = new Network();
    network.facts('mesh/bridge/state', { state: 'online' });
    expect(network.said('mesh/hall', { occupancy: true })).toEqual(['rejected: bad-topic']);
    expect(network.said('hosts/z2m-1/cpu', { idle: 97 })).toEqual(['rejected: bad-topic']);
  });

  it.each([
    ['z2m-house2/Living room/lamp', 'z2m-house2 Living room/lamp'],
    ['home/zigbee-2/lamp', 'home/zigbee-2 lamp'],
    ['radio/lamp', 'radio lamp'],
  ])('is told by linkquality on %s', (topic, expected) => {
    expect(new Network().places(topic, { linkquality: 7 })[0]).toBe(expected);
  });
});

describe('damaged messages', () => {
  it.each([
    ['zigbee2mqtt/a', '{"temperature":', 'rejected: bad-json'],
    ['zigbee2mqtt/bridge/devices', '{"no":"list"}', 'rejected: bad-config'],
    ['zigbee2mqtt/bridge/info', '[]', 'rejected: bad-config'],
    ['zigbee2mqtt/a', '{}', 'ignored: no-values'],
    ['zigbee2mqtt/a', '', 'ignored: cleared'],
  ])('%s %s', (topic, payload, expected) => {
    expect(new Network().said(topic, payload)).toEqual([expected]);
  });
});

import { describe, expect, it } from 'vitest';
import { facts, Line, said } from '../../testing.js';
import { zwaveJsUi } from './index.js';

const TIME = 1_714_557_600_000;
const timed = (value: unknown): object => ({ time: TIME, value });

describe('values', () => {
  it.each([
    [
      'zwave/hall/sensor/sensor_multilevel/endpoint_0/Air_temperature',
      timed(20.5),
      'hall/sensor sensor_multilevel.endpoint_0.Air_temperature=20.5',
    ],
    ['zwave/nodeID_7/49/0/Air_temperature', timed(20.5), 'nodeID_7 49.0.Air_temperature=20.5'],
    ['zwave/nodeID_7/49/0/Air_temperature', '20.5', 'nodeID_7 49.0.Air_temperature=20.5'],
    ['zwave/plug/meter/endpoint_1/value/66049', timed(12.5), 'plug meter.endpoint_1.value.66049=12.5 W'],
    ['zwave/sensor/128/0/level', timed(90), 'sensor 128.0.level=90 %'],
    [
      'zwave/sensor/48/0/Motion',
      { commandClass: 48, value: true, lastUpdate: TIME },
      'sensor 48.0.Motion=true',
    ],
    [
      'zwave/plug/50/0/value/65537',
      { commandClass: 50, value: 1.5, unit: 'kWh' },
      'plug 50.0.value.65537=1.5 kWh',
    ],
    ['zwave/plug/37/0/targetValue/set', timed(true), 'ignored: command'],
    ['zwave/plug/37/0/currentValue', timed(null), 'ignored: only-nulls'],
    ['zwave/nodeID_7/37/0/currentValue', '[1]', 'rejected: bad-record'],
    ['zwave/nodeID_7/37/0/currentValue', '{"time":', 'rejected: bad-json'],
    ['farm/10/2/temperature', timed(3), 'rejected: bad-topic'],
    ['farm/barn/10/2/temperature', '3', 'rejected: bad-topic'],
  ])('%s %j', (topic, payload, line) => {
    expect(said(zwaveJsUi, topic, payload)).toEqual([line]);
  });

  it('have their own time, and the prefix as base unless it is the usual one', () => {
    expect(facts(zwaveJsUi, 'home/lamp/37/0/currentValue', timed(true))[0]).toMatchObject({
      device: { base: 'home', id: 'lamp' },
      stamp: TIME * 1_000,
    });
    expect(facts(zwaveJsUi, 'site/zwave/lamp/37/0/currentValue', timed(true))[0]).toMatchObject({
      device: { base: 'site/zwave', id: 'lamp' },
    });
  });
});

describe('nodes and the gateway', () => {
  it.each([
    ['zwave/hall/lamp/status', { time: TIME, value: false, status: 'Dead', nodeId: 4 }, 'hall/lamp offline'],
    ['zwave/hall/lamp/status', { time: TIME, status: 'Asleep', nodeId: 4 }, 'hall/lamp online'],
    ['zwave/_CLIENTS/ZWAVE_GATEWAY-a/status', timed(true), 'ZWAVE_GATEWAY-a online'],
    ['zwave/_CLIENTS/ZWAVE_GATEWAY-a/version', timed('9.1'), 'ignored: metadata'],
    ['zwave/_CLIENTS/ZWAVE_GATEWAY-a/api/getNodes', { result: [] }, 'ignored: metadata'],
    ['zwave/_EVENTS/ZWAVE_GATEWAY-a/node/node_ready', { data: [1] }, 'ignored: not-telemetry'],
    ['zwave/hall/lamp/status', { value: true }, 'rejected: bad-topic'],
    ['zwave/hall/lamp/status', 'online', 'rejected: bad-topic'],
  ])('%s %j', (topic, payload, line) => {
    expect(said(zwaveJsUi, topic, payload)).toEqual([line]);
  });

  it('are known once they sent a value', () => {
    const line = new Line(zwaveJsUi);
    line.take('zwave/hall/lamp/37/0/currentValue', timed(true));
    expect(line.said('zwave/hall/lamp/status', 'false')).toEqual(['hall/lamp offline']);
    expect(line.said('zwave/hall/lamp/lastActive', timed(TIME))).toEqual(['ignored: metadata']);
    expect(
      line.said('zwave/hall/lamp/nodeinfo', { name: 'Lamp', manufacturer: 'Ours', productLabel: 'L1' }),
    ).toEqual(['hall/lamp is {"name":"Lamp","model":"Ours L1"}']);
    expect(line.said('zwave/hall/lamp/status', 'maybe')).toEqual(['rejected: bad-status']);
  });
});

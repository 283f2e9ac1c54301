import { describe, expect, it } from 'vitest';
import { said } from '../../testing.js';
import { emsEsp } from './index.js';

describe('EMS-ESP', () => {
  it.each([
    [
      'ems-esp/boiler_data',
      '{"curflowtemp":41.5,"burngas":"on"}',
      ['ems-esp boiler_data.curflowtemp=41.5 °C', 'ems-esp boiler_data.burngas=on'],
    ],
    ['house/2/ems-esp/heating_active', 'on', ['house/2/ems-esp heating_active=true']],
    ['ems-esp/boiler/wwtemp', '50', ['ems-esp boiler.wwtemp=50 °C']],
    ['ems-esp/status', 'offline', ['ems-esp offline']],
    ['ems-esp/boiler_data', 'no json', ['rejected: bad-json']],
    ['ems-esp/thermostat_data_hc1', '7', ['rejected: bad-json']],
    ['ems-esp/response', '{"output":"ok"}', ['ignored: not-telemetry']],
    ['ems-esp/heartbeat', '{"rssi":-60}', ['ems-esp heartbeat.rssi=-60']],
  ])('%s', (topic, payload, expected) => {
    expect(said(emsEsp, topic, payload)).toEqual(expected);
  });
});

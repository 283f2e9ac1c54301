import { describe, expect, it } from 'vitest';
import { Line, said } from '../../testing.js';
import { emsEsp } from './index.js';

describe('EMS-ESP', () => {
  it.each([
    [
      'ems-esp/boiler_data',
      '{"curflowtemp":41.5,"burngas":"on"}',
      ['ems-esp boiler_data.curflowtemp=41.5 °C', 'ems-esp boiler_data.burngas=true'],
    ],
    ['house/2/ems-esp/heating_active', 'on', ['house/2/ems-esp heating_active=true']],
    ['ems-esp/boiler/wwtemp', '50', ['ems-esp boiler.wwtemp=50 °C']],
    ['ems-esp/status', 'offline', ['ems-esp offline']],
    ['ems-esp/boiler_data', 'no json', ['rejected: bad-json']],
    ['ems-esp/thermostat_data_hc1', '7', ['rejected: bad-json']],
    ['ems-esp/response', '{"output":"ok"}', ['ignored: not-telemetry']],
    ['ems-esp/heartbeat', '{"rssi":-60}', ['ems-esp heartbeat.rssi=-60 dBm']],
    ['site/ems-esp/start', 'offline', ['site/ems-esp offline']],
    ['site/ems-esp/start', 'start', ['ignored: metadata']],
    ['ems-esp/boiler', '{"cmd":"wwonetime","data":1}', ['ignored: command']],
    ['ems-esp/boiler/burngas', 'OFF', ['ems-esp boiler.burngas=false']],
    ['ems-esp/thermostat/hc1/mode', 'off', ['ems-esp thermostat.hc1.mode=off']],
    ['ems-esp/boiler_data', '{"maintenance":"off"}', ['ems-esp boiler_data.maintenance=off']],
    ['ems-esp/mixer_data', '{"hc1":{"pumpstatus":"on"}}', ['ems-esp mixer_data.hc1.pumpstatus=true']],
    [
      'ems-esp/boiler_data',
      '{"syspress":1.5,"curflow":3}',
      ['ems-esp boiler_data.syspress=1.5 bar', 'ems-esp boiler_data.curflow=3 L/min'],
    ],
    [
      'ems-esp/temperaturesensor_data',
      '{"28-AB01":20.5}',
      ['ems-esp temperaturesensor_data.28-AB01=20.5 °C'],
    ],
  ])('%s %s', (topic, payload, expected) => {
    expect(said(emsEsp, topic, payload)).toEqual(expected);
  });

  it('is found below another base by the data of a device, and then with all that stands beside it', () => {
    const line = new Line(emsEsp);
    expect(line.said('cellar/heating/status', 'online')).toEqual(['rejected: bad-topic']);
    expect(line.said('cellar/heating/thermostat_data', { hc1: { seltemp: 20 } })).toEqual([
      'cellar/heating thermostat_data.hc1.seltemp=20 °C',
    ]);
    expect(line.said('cellar/heating/status', 'offline')).toEqual(['cellar/heating offline']);
    expect(line.said('cellar/heating/solar_data', { solarpump: 'on' })).toEqual([
      'cellar/heating solar_data.solarpump=true',
    ]);
    expect(line.said('cellar/other/status', 'offline')).toEqual(['rejected: bad-topic']);
  });

  it.each([
    ['plant/boiler_data', '{"pressure":3}'],
    ['garden/solar_data', '{"power":3}'],
    ['garden/boiler_data', '[1]'],
  ])('leaves %s %s to others', (topic, payload) => {
    expect(said(emsEsp, topic, payload)).toEqual(['rejected: bad-topic']);
  });
});

import { describe, expect, it } from 'vitest';
import { said } from '../../testing.js';
import { esphome } from './index.js';

describe('ESPHome', () => {
  it.each([
    ['hall/sensor/co2/state', '640', 'hall co2=640'],
    ['site/a/hall/binary_sensor/door/state', 'ON', 'site/a/hall door=true'],
    ['hall/switch/pump/state', 'OFF', 'hall pump=false'],
    ['hall/text_sensor/mode/state', 'OFF', 'hall mode=OFF'],
    ['hall/climate/room/mode/state', 'heat', 'hall room.mode=heat'],
    ['hall/sensor/co2/state', 'nan', 'ignored: only-nulls'],
    ['hall/sensor/co2/state', '', 'ignored: cleared'],
    ['hall/switch/pump/command', 'ON', 'ignored: command'],
    ['hall/light/desk/state', '{"state":"ON","brightness":', 'rejected: bad-json'],
    ['hall/co2/state', '1', 'rejected: bad-topic'],
    ['hall/cover/blind/position/state', '45', 'hall blind.position=45 %'],
    ['hall/valve/water/state', 'OPEN', 'hall water=OPEN'],
    ['hall/update/firmware/state', '{"installed_version":"2026.1"}', 'ignored: metadata'],
    ['hall/debug', '\u001b[0;36m[D][sensor:094]: sends 21.5\u001b[0m', 'ignored: metadata'],
    ['hall/debug', '21.5', 'rejected: bad-topic'],
    ['esphome/discover/hall', '{"name":"hall","port":6053,"version":"2026.1"}', 'ignored: metadata'],
  ])('%s %s', (topic, payload, expected) => {
    expect(said(esphome, topic, payload)).toEqual([expected]);
  });

  it('reads a light in one object', () => {
    expect(said(esphome, 'hall/light/desk/state', '{"state":"ON","brightness":40,"color":{"r":1}}')).toEqual([
      'hall desk.state=true',
      'hall desk.brightness=40',
      'hall desk.color.r=1',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { said } from '../../testing.js';
import { opendtu } from './index.js';

describe('OpenDTU', () => {
  it.each([
    ['solar/116180000001/0/power', '120.5', ['116180000001 0.power=120.5 W']],
    ['roof/west/116180000001/2/yieldday', '300', ['116180000001 2.yieldday=300 Wh']],
    [
      'solar/116180000001/status/reachable',
      '1',
      ['116180000001 status.reachable=true', '116180000001 online'],
    ],
    [
      'solar/116180000001/status/reachable',
      '0',
      ['116180000001 status.reachable=false', '116180000001 offline'],
    ],
    ['solar/116180000001/status/limit_relative', '80', ['116180000001 status.limit_relative=80 %']],
    ['solar/116180000001/device/fwbuilddatetime', '2023-01-01 10:00:00', ['ignored: metadata']],
    ['solar/116180000001/cmd/limit_persistent_relative', '50', ['ignored: command']],
    ['solar/116180000001/name', 'West', ['116180000001 is {"name":"West"}']],
    ['solar/ac/yieldtotal', '12.5', ['ac yieldtotal=12.5 kWh']],
    ['solar/dtu/status', 'online', ['dtu online']],
    ['solar/panel/power', '1', ['rejected: bad-topic']],
    ['solar/116180000001/other/x', '1', ['rejected: bad-topic']],
  ])('%s %s', (topic, payload, expected) => {
    expect(said(opendtu, topic, payload)).toEqual(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { Line, said } from '../../testing.js';
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
    ['116180000001/0/power', '7', ['116180000001 0.power=7 W']],
    ['solar/1421a0000001/2/voltage', '33.1', ['1421a0000001 2.voltage=33.1 V']],
    ['solar/1421a0000001/0/voltage_ph12', '401', ['1421a0000001 0.voltage_ph12=401']],
    ['solar/116180000001/status/last_update', '1701271852', ['ignored: metadata']],
    ['solar/dtu/heap/free', '1000', ['dtu heap.free=1000 B']],
    ['lamp/1a2b3c4d5e6f/status', 'online', ['rejected: bad-topic']],
    ['lamp/1a2b3c4d5e6f/name', 'Kitchen', ['rejected: bad-topic']],
    ['home/ac/power', '1200', ['rejected: bad-topic']],
  ])('%s %s', (topic, payload, expected) => {
    expect(said(opendtu, topic, payload)).toEqual(expected);
  });

  it('has its totals below any prefix under which it was heard', () => {
    const line = new Line(opendtu);
    expect(line.said('roof/west/ac/power', '5')).toEqual(['rejected: bad-topic']);
    line.take('roof/west/116180000001/0/power', '5');
    expect(line.facts('roof/west/ac/power', '5')[0]).toMatchObject({
      device: { base: 'roof/west', id: 'ac' },
    });
    expect(line.said('roof/west/dtu/status', 'offline')).toEqual(['dtu offline']);
    expect(line.said('roof/east/ac/yieldday', '5')).toEqual(['ac yieldday=5 Wh']);
  });
});

describe('AhoyDTU', () => {
  it.each([
    ['inverter/west/ch0/P_AC', '120.5', ['west ch0.P_AC=120.5 W']],
    ['roof/west/ch1/YieldDay', '300', ['west ch1.YieldDay=300 Wh']],
    ['inverter/west/ch0', '{"U_AC":230.5,"PF_AC":1,"x":{}}', ['west ch0.U_AC=230.5 V', 'west ch0.PF_AC=1']],
    ['inverter/total/YieldTotal', '1.5', ['total YieldTotal=1.5 kWh']],
    ['inverter/west/ch0', '{"U_AC":', ['rejected: bad-topic']],
    ['inverter/west/ch0/P_AC', '[1]', ['ignored: not-telemetry']],
    ['inverter/mqtt', 'not_connected', ['mqtt offline']],
    ['inverter/mqtt', 'connected', ['mqtt online']],
    ['inverter/mqtt', 'running', ['rejected: bad-topic']],
    ['printer/mqtt', 'connected', ['rejected: bad-topic']],
    ['mixer/band/ch1', '{"level":3}', ['rejected: bad-topic']],
    ['mixer/band/ch1/level', '3', ['rejected: bad-topic']],
    ['inverter/west/available', '2', ['rejected: bad-topic']],
  ])('%s %s', (topic, payload, expected) => {
    expect(said(opendtu, topic, payload)).toEqual(expected);
  });

  it('says of inverters that were heard whether they are there', () => {
    const line = new Line(opendtu);
    line.take('inverter/west/ch0/P_AC', '1');
    expect(line.said('inverter/west/available', '0')).toEqual(['west available=0', 'west offline']);
    expect(line.said('inverter/west/available', '1')).toEqual(['west available=1', 'west online']);
    expect(line.said('inverter/west/last_success', '1701271852')).toEqual(['ignored: metadata']);
    expect(line.said('inverter/east/available', '1')).toEqual(['rejected: bad-topic']);
  });
});

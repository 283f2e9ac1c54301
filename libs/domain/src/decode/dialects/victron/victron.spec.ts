import { describe, expect, it } from 'vitest';
import { facts, said } from '../../testing.js';
import { victron } from './index.js';

describe('Victron Venus OS', () => {
  it.each([
    ['battery/512/Dc/0/Voltage', '{"value":52.4}', ['battery/512 Dc.0.Voltage=52.4']],
    ['solarcharger/288/Yield/User', '{"value":7.5}', ['solarcharger/288 Yield.User=7.5 kWh']],
    ['vebus/276/Ac/Out/L1/P', '{"value":120}', ['vebus/276 Ac.Out.L1.P=120 W']],
    ['settings/0/Settings/Max', '{"max":99,"min":-1,"value":70}', ['settings/0 Settings.Max=70']],
    ['battery/512/CustomName', '{"value":"Shed"}', ['battery/512 is {"name":"Shed"}']],
    ['battery/512/ProductName', '{"value":"BMV-712"}', ['battery/512 is {"model":"BMV-712"}']],
    ['tank/20/Level', '{"value":63.5,"min":0,"max":100}', ['tank/20 Level=63.5 %']],
    ['vebus/276/Mode', '{"value":null}', ['ignored: only-nulls']],
    ['vebus/276/Ac/L1/P', '{"value":[]}', ['ignored: only-nulls']],
    ['vebus/276/Ac/L1/P', '{}', ['rejected: bad-topic']],
    ['vebus/276/Ac/L1/P', '{"value":', ['rejected: bad-topic']],
    ['vebus/kitchen/temp', '{"value":1}', ['rejected: bad-topic']],
  ])('N/…/%s %s', (topic, payload, expected) => {
    expect(said(victron, `N/c0619ab00001/${topic}`, payload)).toEqual(expected);
  });

  it('keeps the devices of two installations apart', () => {
    expect(facts(victron, 'N/c0619ab00002/battery/512/Soc', '{"value":80}')[0]).toMatchObject({
      device: { base: 'c0619ab00002', id: 'battery/512' },
    });
  });

  it.each([
    ['N/c0619ab00001/heartbeat', '{"value":1714557600}', 'ignored: metadata'],
    ['R/c0619ab00001/keepalive', '{"keepalive-options":[]}', 'ignored: command'],
    ['W/c0619ab00001/vebus/276/Mode', '{"value":3}', 'ignored: command'],
  ])('measures nothing by %s', (topic, payload, line) => {
    expect(said(victron, topic, payload)).toEqual([line]);
  });
});

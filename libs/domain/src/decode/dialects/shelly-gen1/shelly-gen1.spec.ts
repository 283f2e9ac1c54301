import { describe, expect, it } from 'vitest';
import { Decoder, EMPTY_DECODE_STATE } from '../../index.js';
import { shellyGen1 } from './index.js';

const decoder = new Decoder([shellyGen1]);

/** What came out, as `device metric=value unit`. */
function said(topic: string, payload: string): string[] {
  const outcome = decoder.decode(
    EMPTY_DECODE_STATE,
    { topic, payload: Buffer.from(payload), retained: false },
    0,
  );
  if (outcome.kind !== 'facts') return [`${outcome.kind}: ${outcome.reason}`];
  return outcome.facts.flatMap((fact) => {
    if (fact.type === 'availability') return [`${fact.device.id} ${fact.online ? 'online' : 'offline'}`];
    if (fact.type === 'description') return [`${fact.device.id} is ${fact.meta.model ?? ''}`];
    if (fact.type !== 'readings') return [];
    return fact.metrics.map((metric, i) => {
      const unit = fact.units?.[i] ?? shellyGen1.metric?.(metric)?.unit ?? '';
      return `${fact.device.id} ${metric}=${String(fact.values[i])} ${unit}`.trim();
    });
  });
}

describe('Shelly, first generation', () => {
  it.each([
    ['relay/0', 'off', 'p relay.0=false'],
    ['relay/1', 'overpower', 'p relay.1=overpower'],
    ['relay/0/power', '12.5', 'p relay.0.power=12.5 W'],
    ['relay/0/energy', '600', 'p relay.0.energy=600 W·min'],
    ['emeter/2/total', '600', 'p emeter.2.total=600 Wh'],
    ['emeter/2/returned_energy', '60', 'p emeter.2.returned_energy=60 W·min'],
    ['emeter/0/reactive_power', '-3', 'p emeter.0.reactive_power=-3 var'],
    ['roller/0/pos', '40', 'p roller.0.pos=40 %'],
    ['roller/0', 'stop', 'p roller.0=stop'],
    ['sensor/temperature', '19.4', 'p sensor.temperature=19.4 °C'],
    ['temperature_f', '70.1', 'p temperature_f=70.1 °F'],
    ['sensor/motion', '1', 'p sensor.motion=true'],
    ['input/0', '0', 'p input.0=false'],
    ['sensor/battery', '88', 'p sensor.battery=88 %'],
    ['online', 'true', 'p online'],
    ['online', 'false', 'p offline'],
    ['online', 'maybe', 'rejected: bad-status'],
    ['relay/0/command', 'on', 'ignored: command'],
    ['light/0/set', '{}', 'ignored: command'],
    ['thermostat/0/command/target_t', '21', 'ignored: command'],
    ['relay/energy', '600', 'p relay.energy=600 W·min'],
    ['adc/0', '11.9', 'p adc.0=11.9 V'],
    ['loaderror', '1', 'p loaderror=true'],
    ['ext_temperatures', '{"0":{"hwID":"2812","tC":4.5}}', 'p ext_temperatures.0.tC=4.5'],
    ['light/0/status', '{"temp":2700,"timer_started":0}', 'p light.0.status.temp=2700 K'],
    ['settings', '{"wifi_sta":{}}', 'ignored: metadata'],
    ['announce', '{"id":"p","model":"SHPLG-S"}', 'p is SHPLG-S'],
    ['light/0/status', '{"ison":true,"brightness":', 'rejected: bad-json'],
  ])('%s %s', (rest, payload, expected) => {
    expect(said(`shellies/p/${rest}`, payload)).toEqual([expected]);
  });

  it('reads a status in one object', () => {
    expect(said('shellies/p/light/0/status', '{"ison":true,"brightness":40}')).toEqual([
      'p light.0.status.ison=true',
      'p light.0.status.brightness=40 %',
    ]);
  });

  it('reads what only the whole status has, with the units that it states', () => {
    const status = {
      wifi_sta: { rssi: -60 },
      unixtime: 1_714_557_600,
      thermostats: [{ pos: 12, tmp: { value: 68, units: 'F' } }],
      bat: { value: 76 },
    };
    expect(said('shellies/p/info', JSON.stringify(status))).toEqual([
      'p info.wifi_sta.rssi=-60 dBm',
      'p info.thermostats.0.pos=12 %',
      'p info.thermostats.0.tmp.value=68 F',
      'p info.bat.value=76 %',
    ]);
  });

  it('takes the announcement of all, and commands to all for what they are', () => {
    expect(said('shellies/announce', '{"id":"p2","model":"SHSW-1"}')).toEqual(['p2 is SHSW-1']);
    expect(said('shellies/command', 'announce')).toEqual(['ignored: command']);
  });

  it('is found below levels of others', () => {
    expect(said('site/shellies/p/relay/0', 'on')).toEqual(['p relay.0=true']);
  });
});

import { describe, expect, it } from 'vitest';
import { Line, said } from '../../testing.js';
import { openmqttgateway } from './index.js';

describe('OpenMQTTGateway and Theengs', () => {
  it('tell a sensor by its address, whatever gateway heard it', () => {
    const payload =
      '{"id":"A4:C1:38:00:00:01","brand":"Acme","model":"TH","model_id":"T","tempc":4.5,"batt":60,"rssi":-70}';
    for (const gateway of ['home/OpenMQTTGateway', 'site/garage/OMG_2'])
      expect(said(openmqttgateway, `${gateway}/BTtoMQTT/A4C138000001`, payload)).toEqual([
        'A4C138000001 tempc=4.5 °C',
        'A4C138000001 batt=60 %',
        'A4C138000001 rssi=-70 dBm',
        'A4C138000001 is {"model":"Acme TH"}',
      ]);
  });

  it.each([
    [
      'home/OMG_1/SYStoMQTT',
      '{"uptime":60,"rssi":-50,"mqttport":1883}',
      ['OMG_1 uptime=60 s', 'OMG_1 rssi=-50 dBm'],
    ],
    ['home/OMG_1/SRFBtoMQTT', '{"value":123}', ['OMG_1 value=123']],
    [
      'home/OMG_1/RTL_433toMQTT/Acme-TH/1/77',
      '{"model":"Acme-TH","id":77,"temperature_C":3}',
      ['Acme-TH/1/77 temperature_C=3 °C', 'Acme-TH/1/77 is {"model":"Acme-TH"}'],
    ],
    ['home/OMG_1/commands/MQTTtoBT/config', '{"interval":1}', ['ignored: command']],
    [
      'home/OMG_1/RTL_433toMQTT/Acme-TH/1/77',
      '{"model":"Acme-TH","id":77,"channel":1,"protocol":"Acme","battery_ok":0,"rssi":-80}',
      ['Acme-TH/1/77 battery_ok=false', 'Acme-TH/1/77 rssi=-80 dBm', 'Acme-TH/1/77 is {"model":"Acme-TH"}'],
    ],
    [
      'home/OMG_1/CLIMAtoMQTT/bme',
      '{"tempc":20.5,"pa":100000}',
      ['OMG_1 bme.tempc=20.5 °C', 'OMG_1 bme.pa=100000 Pa'],
    ],
    ['home/OMG_1/BTtoMQTT/undecoded', '{"id":"a4:c1:38:00:00:01","rssi":-70}', ['A4C138000001 rssi=-70 dBm']],
    [
      'home/home_presence/OMG_1',
      '{"id":"A4:C1:38:00:00:01","rssi":-70,"distance":2.5}',
      ['A4C138000001 rssi=-70 dBm', 'A4C138000001 distance=2.5 m'],
    ],
    ['home/OMG_1/PilighttoMQTT/length', '24', ['OMG_1 length=24']],
    ['home/OMG_1/BTtoMQTT/A4C138000001/tempc', '4.5', ['A4C138000001 tempc=4.5 °C']],
    ['home/OMG_1/HCSR501toMQTT', '{"hcsr501":"true"}', ['OMG_1 hcsr501=true']],
    ['home/OMG_1/WebUItoMQTT', '{"displayMetric":true}', ['ignored: metadata']],
    ['home/OMG_1/version', 'v1.7.0', ['ignored: metadata']],
    ['home/presence/people', '{"anna":true}', ['rejected: bad-topic']],
    ['home/OMG_1/LWT', 'offline', ['OMG_1 offline']],
    ['home/TheengsGateway/LWT', 'online', ['TheengsGateway online']],
    ['home/OMG_1/BTtoMQTT/AA', '{"tempc":', ['rejected: bad-json']],
    ['home/OMG_1/BTtoMQTT/AA', '{"id":"x"}', ['ignored: no-values']],
    ['home/elsewhere', '{"tempc":1}', ['rejected: bad-topic']],
  ])('%s', (topic, payload, expected) => {
    expect(said(openmqttgateway, topic, payload)).toEqual(expected);
  });

  it('know the gateway of a last will by what it has heard', () => {
    const line = new Line(openmqttgateway);
    expect(line.said('home/garage/LWT', 'offline')).toEqual(['rejected: bad-topic']);
    line.take('home/garage/SYStoMQTT', { uptime: 60 });
    expect(line.said('home/garage/LWT', 'offline')).toEqual(['garage offline']);
  });

  it('weigh in the unit that the scale states', () => {
    const payload = { id: 'A4:C1:38:00:00:01', unit: 'lb', weight: 170.5, impedance: 505 };
    expect(said(openmqttgateway, 'home/OMG_1/BTtoMQTT/A4C138000001', payload)).toEqual([
      'A4C138000001 weight=170.5 lb',
      'A4C138000001 impedance=505 Ω',
    ]);
  });

  it('tell the pressure of tyres in bar, and that of the air in hPa', () => {
    const line = new Line(openmqttgateway);
    const topic = 'home/OMG_1/BTtoMQTT/A4C138000001';
    expect(line.said(topic, { model_id: 'TPMSX', pres: 2.3 })[0]).toBe('A4C138000001 pres=2.3 bar');
    expect(line.said(topic, { model_id: 'X', pres: 1001.5 })[0]).toBe('A4C138000001 pres=1001.5 hPa');
  });
});

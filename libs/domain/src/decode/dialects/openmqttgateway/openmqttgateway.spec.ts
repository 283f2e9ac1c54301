import { describe, expect, it } from 'vitest';
import { said } from '../../testing.js';
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
    ['home/OMG_1/SYStoMQTT', '{"uptime":60,"rssi":-50}', ['OMG_1 uptime=60 s', 'OMG_1 rssi=-50 dBm']],
    ['home/OMG_1/SRFBtoMQTT', '{"value":123}', ['OMG_1 value=123']],
    [
      'home/OMG_1/RTL_433toMQTT/Acme-TH/1/77',
      '{"model":"Acme-TH","id":77,"temperature_C":3}',
      ['Acme-TH/1/77 temperature_C=3', 'Acme-TH/1/77 is {"model":"Acme-TH"}'],
    ],
    ['home/OMG_1/commands/MQTTtoBT/config', '{"interval":1}', ['ignored: command']],
    ['home/OMG_1/LWT', 'offline', ['OMG_1 offline']],
    ['home/TheengsGateway/LWT', 'online', ['TheengsGateway online']],
    ['home/OMG_1/BTtoMQTT/AA', '{"tempc":', ['rejected: bad-json']],
    ['home/OMG_1/BTtoMQTT/AA', '{"id":"x"}', ['ignored: no-values']],
    ['home/elsewhere', '{"tempc":1}', ['rejected: bad-topic']],
  ])('%s', (topic, payload, expected) => {
    expect(said(openmqttgateway, topic, payload)).toEqual(expected);
  });
});

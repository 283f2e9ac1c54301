import { describe, expect, it } from 'vitest';
import { Decoder, EMPTY_DECODE_STATE } from '../../index.js';
import { facts, said } from '../../testing.js';
import { chirpstack } from './index.js';

const DEVICE = 'application/4c1/device/0102030405060708';
const GATEWAY = 'eu868/gateway/0016c001ff10a235';
const EUI = '0102030405060708';

const UPLINK_4 = {
  deduplicationId: 'd',
  time: '2026-11-23T11:59:58.123456+00:00',
  deviceInfo: {
    tenantName: 'Us',
    applicationName: 'garden',
    deviceProfileName: 'LHT65N',
    deviceName: 'bed 1',
    devEui: EUI,
    tags: { row: 'north' },
  },
  fCnt: 9,
  fPort: 2,
  data: 'AQI=',
  object: { TempC_SHT: 4.5, soil: { moisture: 31 }, open: false },
  rxInfo: [
    { gatewayId: 'a', rssi: -101, snr: 1.5 },
    { gatewayId: 'b', rssi: -87, snr: 9 },
  ],
  txInfo: { frequency: 868_100_000 },
};

describe('devices of version 4', () => {
  it('are described with their first uplink and read by their codec; signal is that of the best gateway', () => {
    expect(said(chirpstack, `${DEVICE}/event/up`, UPLINK_4)).toEqual([
      `${EUI} is {"name":"bed 1","model":"LHT65N","labels":{"application":"garden","row":"north"}}`,
      `${EUI} rssi=-87 dBm`,
      `${EUI} snr=9 dB`,
      `${EUI} TempC_SHT=4.5`,
      `${EUI} soil.moisture=31`,
      `${EUI} open=false`,
    ]);
    expect(facts(chirpstack, `${DEVICE}/event/up`, UPLINK_4)[1]).toMatchObject({
      stamp: Date.UTC(2026, 10, 23, 11, 59, 58) * 1_000 + 123_456,
    });
  });

  it('are described once', () => {
    const decoder = new Decoder([chirpstack]);
    const payload = Buffer.from(JSON.stringify(UPLINK_4));
    const message = { topic: `${DEVICE}/event/up`, payload, retained: false };
    const first = decoder.decode(EMPTY_DECODE_STATE, message, 0);
    const second = decoder.decode(first.kind === 'facts' ? first.state : EMPTY_DECODE_STATE, message, 0);
    expect(second.kind === 'facts' && second.facts.map(({ type }) => type)).toEqual(['readings']);
  });

  it('state their battery, but on mains or without knowing it', () => {
    const status = {
      margin: 7,
      externalPowerSource: false,
      batteryLevelUnavailable: false,
      batteryLevel: 82.5,
    };
    expect(said(chirpstack, `${DEVICE}/event/status`, status)).toEqual([
      `${EUI} margin=7 dB`,
      `${EUI} batteryLevel=82.5 %`,
      `${EUI} externalPowerSource=false`,
    ]);
    const mains = { ...status, externalPowerSource: true };
    expect(said(chirpstack, `${DEVICE}/event/status`, mains)).not.toContain(`${EUI} batteryLevel=82.5 %`);
  });

  it.each(['join', 'ack', 'txack', 'log'])('say nothing that is measured by %s', (event) => {
    expect(said(chirpstack, `${DEVICE}/event/${event}`, { level: 'WARNING', code: 'OTAA' })).toEqual([
      'ignored: metadata',
    ]);
  });

  it('are located', () => {
    const location = { latitude: 4.9, longitude: 52.1, altitude: 0, source: 'GEO_RESOLVER_TDOA' };
    expect(said(chirpstack, `${DEVICE}/event/location`, { location })).toEqual([
      `${EUI} latitude=4.9 °`,
      `${EUI} longitude=52.1 °`,
      `${EUI} altitude=0 m`,
    ]);
  });
});

describe('devices of version 3', () => {
  it('have their names beside the rest, the object perhaps as text, and a time per gateway', () => {
    const uplink = {
      applicationID: '7',
      applicationName: 'garden',
      deviceName: 'bed 1',
      devEUI: 'AQIDBAUGBwg=',
      rxInfo: [{ gatewayID: 'AAA=', time: '2026-11-23T11:00:00Z', rssi: -60, loRaSNR: 7 }],
      objectJSON: '{"t":1.5}',
    };
    expect(said(chirpstack, `application/7/device/${EUI}/event/up`, uplink).slice(1)).toEqual([
      `${EUI} rssi=-60 dBm`,
      `${EUI} snr=7 dB`,
      `${EUI} t=1.5`,
    ]);
    expect(facts(chirpstack, `application/7/device/${EUI}/rx`, uplink)[1]).toMatchObject({
      stamp: Date.UTC(2026, 10, 23, 11) * 1_000,
    });
  });
});

describe('on a topic of any name', () => {
  it.each([
    ['version 4', UPLINK_4],
    ['version 3', { applicationID: '7', devEUI: EUI, objectJSON: '{"TempC_SHT":4.5}' }],
    ['version 3 in base64', { rxInfo: [], devEUI: 'AQIDBAUGBwg=', object: { TempC_SHT: 4.5 } }],
    [
      'a gateway of its own',
      { applicationID: 7, devEUI: '01-02-03-04-05-06-07-08', object: { TempC_SHT: 4.5 } },
    ],
  ])('an uplink of %s is known by its content', (_, payload) => {
    expect(said(chirpstack, 'site/lora/up', payload)).toContain(`${EUI} TempC_SHT=4.5`);
  });

  it('values may stand beside the envelope', () => {
    const payload = { applicationID: '1', devEUI: EUI, fCnt: 3, time: '2026-11-23T11:00:00Z', humidity: 45 };
    expect(said(chirpstack, 'gateway/own/up', payload)).toEqual([`${EUI} humidity=45`]);
  });

  it('so are other events', () => {
    const { deviceInfo } = UPLINK_4;
    expect(said(chirpstack, 'lora/x', { deviceInfo, margin: 3, batteryLevel: 50 })).toContain(
      `${EUI} margin=3 dB`,
    );
    expect(said(chirpstack, 'lora/x', { deviceInfo, location: { latitude: 1 } })).toContain(
      `${EUI} latitude=1 °`,
    );
    expect(said(chirpstack, 'lora/x', { deviceInfo, devAddr: 'ab' })).toHaveLength(1);
  });

  it.each([
    { devEUI: EUI, temperature: 4 },
    { devEUI: 'kitchen', rxInfo: [] },
    { deviceInfo: { devEui: 5 }, object: {} },
    { deviceInfo: [], devEUI: EUI },
  ])('others are left alone: %j', (payload) => {
    expect(said(chirpstack, 'site/lora/up', payload)).toEqual(['rejected: bad-topic']);
  });
});

it.each(['time', 'gwTime', 'nsTime'])(
  'takes the time from the reception (%s) where the event has none',
  (key) => {
    const uplink = { ...UPLINK_4, time: null, rxInfo: [{ rssi: -60, [key]: '2026-11-23T11:00:00Z' }] };
    expect(facts(chirpstack, `${DEVICE}/event/up`, uplink)[1]).toMatchObject({
      stamp: Date.UTC(2026, 10, 23, 11) * 1_000,
    });
  },
);

it('reads what an integration made of an uplink', () => {
  const payload = { integrationName: 'loracloud', object: { position: { accuracy: 12 } } };
  expect(said(chirpstack, `${DEVICE}/event/integration`, payload)).toEqual([`${EUI} position.accuracy=12`]);
});

describe('gateways', () => {
  it('before version 3 had their events straight below them', () => {
    const stats = { latitude: 52.5, rxPacketsReceived: 4, mac: '0016c001ff10a235' };
    expect(said(chirpstack, 'gateway/0016c001ff10a235/stats', stats)).toEqual([
      '0016c001ff10a235 latitude=52.5 °',
      '0016c001ff10a235 rxPacketsReceived=4',
    ]);
    expect(said(chirpstack, 'gateway/0016c001ff10a235/other', stats)).toEqual(['rejected: bad-topic']);
  });

  it.each([
    ['{"gatewayId":"0016c001ff10a235","state":"ONLINE"}', 'online'],
    ['{"gatewayId":"0016c001ff10a235","state":"OFFLINE"}', 'offline'],
    ['\u0010\u0001', 'online'],
    ['\u001a\u0001a', 'offline'],
  ])('come and go: %j', (payload, word) => {
    expect(said(chirpstack, `${GATEWAY}/state/conn`, payload)).toEqual([`0016c001ff10a235 ${word}`]);
  });

  it('count packets', () => {
    const stats = { time: '2026-11-23T11:00:00Z', rxPacketsReceived: 4, rxPacketsReceivedOk: 3 };
    expect(said(chirpstack, `${GATEWAY}/event/stats`, stats)).toEqual([
      '0016c001ff10a235 rxPacketsReceived=4',
      '0016c001ff10a235 rxPacketsReceivedOk=3',
    ]);
    expect(said(chirpstack, `${GATEWAY}/event/up`, { phyPayload: 'x' })).toEqual(['ignored: not-telemetry']);
    expect(said(chirpstack, `${GATEWAY}/command/down`, { id: 1 })).toEqual(['ignored: command']);
  });
});

it('takes a prefix before its topics, and no topic of others', () => {
  expect(facts(chirpstack, `site-b/${DEVICE}/event/up`, UPLINK_4)[0]).toMatchObject({
    device: { base: 'site-b', id: EUI },
  });
  expect(said(chirpstack, 'application/1/device/kitchen/event/up', { object: { t: 1 } })).toEqual([
    'rejected: bad-topic',
  ]);
  expect(said(chirpstack, `${DEVICE}/command/down`, {})).toEqual(['ignored: command']);
  expect(said(chirpstack, `${DEVICE}/event/up`, '{"object":')).toEqual(['rejected: bad-json']);
});

it('takes records that a device had kept at their own times', () => {
  const history = [
    { timestamp: 1_763_899_200, temperature: 20 },
    { timestamp: 1_763_899_800, temperature: 21 },
  ];
  const uplink = { ...UPLINK_4, object: { temperature: 22, history } };
  const payload = Buffer.from(JSON.stringify(uplink));
  const message = { topic: `${DEVICE}/event/up`, payload, retained: false };
  const outcome = new Decoder([chirpstack]).decode(EMPTY_DECODE_STATE, message, 1_800_000_000e6);
  const readings = outcome.kind === 'facts' ? outcome.facts.filter(({ type }) => type === 'readings') : [];
  expect(readings).toMatchObject([
    { metrics: ['rssi', 'snr', 'temperature'] },
    { stamp: 1_763_899_200e6, metrics: ['history.temperature'], values: [20] },
    { stamp: 1_763_899_800e6, metrics: ['history.temperature'], values: [21] },
  ]);
});

it('takes no envelope of a network server in a gateway for values, and its time', () => {
  const uplink = {
    devEUI: EUI,
    applicationID: '1',
    deviceID: 22,
    gatewaySN: '6438',
    timestamp: 1_763_899_200,
    data_encode: 'hexstring',
    rxInfo: [{ rssi: -57, loRaSNR: 10 }],
  };
  expect(said(chirpstack, 'uplinks', uplink)).toEqual([`${EUI} rssi=-57 dBm`, `${EUI} snr=10 dB`]);
  expect(facts(chirpstack, 'uplinks', uplink)).toMatchObject([{ stamp: 1_763_899_200e6 }]);
});

import { describe, expect, it } from 'vitest';
import { Decoder, EMPTY_DECODE_STATE } from '../../index.js';
import { facts, said } from '../../testing.js';
import { thingsStack } from './index.js';

const TOPIC = 'v3/garden@ttn/devices/bed-1';

const UPLINK = {
  end_device_ids: {
    device_id: 'bed-1',
    application_ids: { application_id: 'garden' },
    dev_eui: '0102030405060708',
  },
  received_at: '2026-11-23T11:00:00.900Z',
  uplink_message: {
    f_port: 1,
    f_cnt: 10,
    frm_payload: 'AQI=',
    decoded_payload: { temperature: 4.5, soil: { moisture: 31 } },
    rx_metadata: [
      { gateway_ids: { gateway_id: 'a' }, rssi: -101, snr: 1.5, timestamp: 746_672_804 },
      { gateway_ids: { gateway_id: 'b' }, rssi: -87, snr: 9 },
    ],
    settings: { frequency: '868300000', timestamp: 746_672_804 },
    received_at: '2026-11-23T11:00:00.500Z',
    version_ids: { brand_id: 'dragino', model_id: 'lht65' },
    locations: { user: { latitude: 52.1, longitude: 4.9, source: 'SOURCE_REGISTRY' } },
    last_battery_percentage: { f_cnt: 3, value: 81.5 },
  },
};

const LINES = [
  'bed-1 is {"model":"dragino lht65","labels":{"application":"garden"},"location":{"lat":52.1,"lon":4.9}}',
  'bed-1 rssi=-87 dBm',
  'bed-1 snr=9 dB',
  'bed-1 battery_percentage=81.5 %',
  'bed-1 temperature=4.5',
  'bed-1 soil.moisture=31',
];

describe('an uplink', () => {
  it('is read by its codec, with the signal at the best gateway and the model', () => {
    expect(said(thingsStack, `${TOPIC}/up`, UPLINK)).toEqual(LINES);
    expect(facts(thingsStack, `${TOPIC}/up`, UPLINK)[1]).toMatchObject({
      device: { base: 'garden@ttn', id: 'bed-1' },
      stamp: Date.UTC(2026, 10, 23, 11, 0, 0, 500) * 1_000,
    });
  });

  it('is known by its content on any topic', () => {
    expect(said(thingsStack, 'bridge/lora', UPLINK)).toEqual(LINES);
    expect(said(thingsStack, 'bridge/lora', { uplink_message: {} })).toEqual(['rejected: bad-topic']);
  });

  it('without a codec still tells the signal', () => {
    const raw = { ...UPLINK, uplink_message: { rx_metadata: [{ rssi: -99 }], frm_payload: 'AQI=' } };
    expect(said(thingsStack, `${TOPIC}/up`, raw)).toContain('bed-1 rssi=-99 dBm');
  });
});

it.each([
  ['join', { join_accept: { session_key_id: 'x' } }, 'ignored: metadata'],
  ['service/data', { service_data: { data: {} } }, 'ignored: metadata'],
  ['down/queued', { downlink_queued: {} }, 'ignored: command'],
  ['down/ack', { downlink_ack: {} }, 'ignored: command'],
  ['up', '{"uplink_message":', 'rejected: bad-json'],
])('on %s nothing is measured', (event, payload, line) => {
  expect(said(thingsStack, `${TOPIC}/${event}`, payload)).toEqual([line]);
});

it('reads solved locations, and applications without a tenant', () => {
  const body = { location_solved: { location: { latitude: 52.1, longitude: 4.9, accuracy: 20 } } };
  expect(said(thingsStack, 'v3/garden/devices/bed-1/location/solved', body)).toEqual([
    'bed-1 latitude=52.1 °',
    'bed-1 longitude=4.9 °',
    'bed-1 accuracy=20 m',
  ]);
});

describe('a normalized payload', () => {
  const payload = [
    { air: { temperature: 4.5 }, battery: 3.1 },
    { time: '2026-11-23T10:00:00Z', soil: { ec: 0.4 } },
  ];
  const ids = { device_id: 'bed-1', application_ids: { application_id: 'garden' } };
  const readings = ['bed-1 air.temperature=4.5 °C', 'bed-1 battery=3.1 V', 'bed-1 soil.ec=0.4 dS/m'];

  it.each([
    ['up', { end_device_ids: ids, uplink_message: { normalized_payload: payload } }],
    ['up/normalized', { end_device_ids: ids, uplink_normalized: { normalized_payload: payload } }],
  ])('is read with its units from %s', (event, body) => {
    expect(said(thingsStack, `${TOPIC}/${event}`, body).slice(1)).toEqual(readings);
    expect(facts(thingsStack, `${TOPIC}/${event}`, body).at(-1)).toMatchObject({
      stamp: Date.UTC(2026, 10, 23, 10) * 1_000,
    });
  });

  it('is left out where the formatter of the device said the same in its words', () => {
    const uplink = { decoded_payload: { temp: 4.5 }, normalized_payload: payload };
    const lines = said(thingsStack, `${TOPIC}/up`, { end_device_ids: ids, uplink_message: uplink });
    expect(lines).toContain('bed-1 temp=4.5');
    expect(lines).not.toContain(readings[0]);
  });
});

it.each(['data', 'result'])('reads an uplink within %s', (key) => {
  expect(said(thingsStack, 'bridge/lora', { name: 'as.up.data.forward', [key]: UPLINK })).toEqual(LINES);
});

it('reads uplinks of version 2', () => {
  const payload = {
    app_id: 'garden',
    dev_id: 'bed-1',
    port: 1,
    payload_fields: { temperature: 4.5 },
    metadata: { time: '2017-06-29T08:05:01Z', frequency: 868.1, gateways: [{ rssi: -25, snr: 5 }] },
  };
  expect(said(thingsStack, 'garden/devices/bed-1/up', payload)).toEqual([
    'bed-1 rssi=-25 dBm',
    'bed-1 snr=5 dB',
    'bed-1 temperature=4.5',
  ]);
  expect(facts(thingsStack, 'garden/devices/bed-1/up', payload)[0]).toMatchObject({
    stamp: Date.UTC(2017, 5, 29, 8, 5, 1) * 1_000,
  });
});

it('takes what a formatter gives as a list of named values, and records of other times', () => {
  const list = { ...UPLINK, uplink_message: { decoded_payload: [{ name: 'level', value: 4, unit: 'cm' }] } };
  expect(said(thingsStack, `${TOPIC}/up`, list)).toContain('bed-1 level=4 cm');
  const log = {
    log: [
      { time: '2026-11-23T10:00:00Z', level: 3 },
      { time: '2026-11-23T10:10:00Z', level: 4 },
    ],
  };
  const kept = { ...UPLINK, uplink_message: { decoded_payload: log } };
  const message = { topic: `${TOPIC}/up`, payload: Buffer.from(JSON.stringify(kept)), retained: false };
  const outcome = new Decoder([thingsStack]).decode(EMPTY_DECODE_STATE, message, 1_800_000_000e6);
  const stamps = (outcome.kind === 'facts' ? outcome.facts : []).flatMap((fact) =>
    fact.type === 'readings' ? [fact.stamp] : [],
  );
  expect(stamps).toEqual([Date.UTC(2026, 10, 23, 10) * 1_000, Date.UTC(2026, 10, 23, 10, 10) * 1_000]);
});

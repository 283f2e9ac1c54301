/** A message as devices of a dialect send it. `base64`: its payload where that is no text. */
export interface Example {
  dialect: string;
  topic: string;
  payload?: string;
  base64?: string;
}

function json(dialect: string, topic: string, payload: unknown): Example {
  return { dialect, topic, payload: typeof payload === 'string' ? payload : JSON.stringify(payload) };
}

const SHADOW = {
  state: { reported: { temperature: 35.5, motor: { rpm: 900 } }, desired: { motor: { rpm: 1_000 } } },
  metadata: {
    reported: { temperature: { timestamp: 1_763_899_200 }, motor: { rpm: { timestamp: 1_763_899_100 } } },
  },
  version: 9,
  timestamp: 1_763_899_203,
};

const LORAWAN_4 = {
  time: '2026-11-23T11:59:58.123456+00:00',
  deviceInfo: {
    deviceName: 'bed 1',
    deviceProfileName: 'LHT65N',
    devEui: '0102030405060708',
    tags: { row: 'n' },
  },
  fPort: 2,
  data: 'AQI=',
  object: { BatV: 3.1, TempC_SHT: 4.5, Hum_SHT: 81 },
  rxInfo: [{ gatewayId: 'a', rssi: -101, snr: 1.5 }],
};

const LORAWAN_TTS = {
  end_device_ids: { device_id: 'bed-1', application_ids: { application_id: 'garden' } },
  uplink_message: {
    decoded_payload: { temperature: 4.5, humidity: 81 },
    rx_metadata: [{ gateway_ids: { gateway_id: 'a' }, rssi: -101, snr: 1.5 }],
    received_at: '2026-11-23T11:00:00.500Z',
  },
};

/** `Line/Temperature` (alias 7, Float) and `bdSeq` of a birth, and the temperature of a message of data by its alias. */
const NODE_BIRTH =
  'CID8m8KgNBISCgViZFNlcRiA/JvCoDQgCFgAEjYKEExpbmUvVGVtcGVyYXR1cmUQBxiA/JvCoDQgCUoSCgdlbmdVbml0EgcIDEIDwrBDZQAArEEYAA==';
const NODE_DATA = 'CID8m8KgNBIJEAcgCWUAALRBGAE=';

/** Messages of the dialects that are told by the topic alone, and of the generic rule. */
const BY_TOPIC: readonly Example[] = [
  json('native', 'devices/a/telemetry', {
    ts: 1_763_856_000,
    values: { temperature: 21.5, pump: { rpm: 900 } },
  }),
  json('native', 'devices/a/meta', {
    name: 'A',
    metrics: { t: { unit: 'C', limits: { warning: { high: 30 } } } },
  }),
  { dialect: 'sparkplug', topic: 'spBv1.0/Plant/NBIRTH/edge', base64: NODE_BIRTH },
  { dialect: 'sparkplug', topic: 'spBv1.0/Plant/NDATA/edge', base64: NODE_DATA },
  json('sparkplug', 'spBv1.0/STATE/scada', { online: true, timestamp: 1_668_114_759_262 }),
  json('sys', '$SYS/broker/uptime', '165 seconds'),
  json('homie', 'homie/lamp/$state', 'ready'),
  json('homie', 'homie/lamp/light/power/$unit', 'W'),
  json('homie', 'homie/lamp/light/power', '9.5'),
  json('aws-iot', '$aws/things/pump/shadow/update/accepted', SHADOW),
  json('azure-iot', 'devices/cooler/messages/events/%24.ct=application%2Fjson', {
    deviceId: 'c',
    messageId: 3,
    t: 4.5,
  }),
  json('thingsboard', 'v1/gateway/telemetry', { A: [{ ts: 1_763_899_200_000, values: { t: 1, h: 40 } }] }),
  json('thingsboard', 'v1/devices/me/attributes', { firmware: '1.2', count: 3 }),
  json('chirpstack', 'application/4c1/device/0102030405060708/event/up', LORAWAN_4),
  json('things-stack', 'v3/garden@ttn/devices/bed-1/up', LORAWAN_TTS),
  json(
    'generic',
    'home/boiler/state',
    '{"time":1763856000,"t":[1,2,{"x":null}],"__proto__":{"y":1},"constructor":{"z":2}}',
  ),
  json('generic', '/plant//line 1/temp 🌡️', '<script>alert(1)</script>'),
  json('generic', 'a/b', '{"a":1e400,"a":NaN}'),
  json(
    'generic',
    'telegraf/cpu',
    'cpu,host=a\\ b,cpu=cpu0 usage_user=1.5,on=t,note="a b" 1763856000000000000',
  ),
  { dialect: 'generic', topic: 'bin/cbor', base64: 'uQACYWEBYWL7QBYAAAAAAAA=' },
  { dialect: 'generic', topic: 'bin/msgpack', base64: 'gqFhAaFiy0AWAAAAAAAA' },
];

/** Messages of the dialects that are told by the shape of topic and content. */
const BY_SHAPE: readonly Example[] = [
  json('ha-discovery', 'homeassistant/sensor/hall/t/config', {
    name: 'Temperature',
    stat_t: 'hall/sensor',
    val_tpl: '{{ value_json.t | round(1) }}',
    unit_of_meas: '°C',
    uniq_id: 'hall_t',
    dev: { ids: ['hall'], name: 'Hall', mdl: 'X1' },
  }),
  json('zigbee2mqtt', 'zigbee2mqtt/Hall', { temperature: 21.5, humidity: 40, battery: 97, linkquality: 120 }),
  json('zigbee2mqtt', 'zigbee2mqtt/Hall/availability', { state: 'online' }),
  json('tasmota', 'tele/plug/SENSOR', {
    Time: '2026-11-23T12:00:00',
    ENERGY: { Total: 1.2, Power: 9, Voltage: 230, Current: 0.1 },
    TempUnit: 'C',
  }),
  json('tasmota', 'tele/plug/LWT', 'Online'),
  json('shelly-gen1', 'shellies/shellyplug-s-0A1B2C/relay/0/power', '9.5'),
  json('shelly-gen2', 'shellyplus1pm-a8032ab12345/events/rpc', {
    src: 'shellyplus1pm-a8032ab12345',
    method: 'NotifyStatus',
    params: { ts: 1_763_856_000.1, 'switch:0': { id: 0, apower: 9.5, temperature: { tC: 40.1, tF: 104.2 } } },
  }),
  json('openmqttgateway', 'home/gateway/BTtoMQTT/A4C138000001', {
    id: 'A4:C1:38:00:00:01',
    tempc: 21.5,
    hum: 40,
    rssi: -70,
  }),
  json('openmqttgateway', 'home/gateway/RTL_433toMQTT/Acurite/A/1', {
    model: 'Acurite',
    id: 1,
    battery_ok: 1,
  }),
  json('openmqttgateway', 'home/gateway/CLIMAtoMQTT/bme', { tempc: 20.5, pa: 100_000 }),
  json('meshtastic', 'msh/EU_868/2/json/LongFast/!0a1b2c3d', {
    from: 169_552_957,
    type: 'telemetry',
    timestamp: 1_763_856_000,
    payload: { battery_level: 97, voltage: 4.1 },
  }),
  json('owntracks', 'owntracks/jo/phone', {
    _type: 'location',
    lat: 52.1,
    lon: 4.9,
    batt: 80,
    tst: 1_763_856_000,
  }),
  json('frigate', 'frigate/yard/person', '2'),
  json('frigate', 'frigate/available', 'online'),
  json('frigate', 'frigate/stats', {
    cameras: { yard: { camera_fps: 5, pid: 7 } },
    detectors: { ov: { inference_speed: 9 } },
    gpu_usages: { igpu: { gpu: '11.5%', mem: '-%' } },
    service: { uptime: 60, temperatures: { apex_0: 47.5 } },
  }),
  json('ruuvi-gateway', 'ruuvi/AA:BB:CC:DD:EE:FF/C0:FF:EE:00:00:01', {
    gw_mac: 'AA:BB:CC:DD:EE:FF',
    rssi: -70,
    ts: '1763856000',
    data: '0201061BFF99040512FC5394C37C0004FFFC040CAC364200CDCBB8334C884F',
  }),
  json('ruuvi-gateway', 'all/C0:FF:EE:00:00:02', {
    gw_mac: 'AA:BB:CC:DD:EE:FF',
    cnt: '7',
    data: '2BFF9904E1170C5668C79E0065007004BD11CA00C90A0213E0AC000000DECDEE100000000000CBB8334C884F',
  }),
  json('opendtu', 'solar/116180400001/0/power', '250.5'),
  json('ems-esp', 'ems-esp/boiler_data', { outdoortemp: 4.5, curflowtemp: 41.5, heatingactive: true }),
  json('wled', 'wled/desk/status', 'online'),
  json('esphome', 'hall/sensor/temperature/state', '21.5'),
  json('victron', 'N/c0619ab00001/battery/512/Dc/0/Voltage', { value: 52.4 }),
  json('zwave-js-ui', 'zwave/hall/sensor/sensor_multilevel/endpoint_0/Air_temperature', {
    time: 1_763_899_200_000,
    value: 21.5,
  }),
  json('rtl-433', 'rtl_433/host/devices/Acurite/1', {
    time: '2026-11-23 12:00:00',
    model: 'Acurite',
    id: 1,
    temperature_C: 4.5,
  }),
  json('rtl-433', 'rtl_433/host/devices/Acurite-Tower/A/1/temperature_C', '4.5'),
  json('airrohr', 'airrohr/data', {
    esp8266id: '1234567',
    sensordatavalues: [
      { value_type: 'SDS_P1', value: '12.5' },
      { value_type: 'BME280_temperature', value: '4.5' },
    ],
  }),
  json('domoticz', 'domoticz/out', {
    idx: 42,
    name: 'Hall',
    dtype: 'Temp + Humidity',
    stype: 'THGN132',
    nvalue: 0,
    svalue1: '21.5',
    svalue2: '48',
    LastUpdate: '2026-11-23 12:00:00',
  }),
  json('senml', 'sensors/hall', [
    { bn: 'urn:dev:ow:1:', bt: 1_763_899_200, n: 'temp', u: 'Cel', v: 4.5 },
    { n: 'hum', u: '%RH', v: 81, t: -5 },
  ]),
];

/**
 * Messages of all dialects, written after their documentation: what the specs damage and the benchmark decodes. A dialect
 * that is added is to be added here too; a spec counts them.
 */
export const EXAMPLES: readonly Example[] = [...BY_TOPIC, ...BY_SHAPE];

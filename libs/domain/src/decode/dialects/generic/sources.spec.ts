import { describe, expect, it } from 'vitest';
import { Decoder, EMPTY_DECODE_STATE } from '../../index.js';
import { generic } from './index.js';

const NOW = Date.UTC(2026, 10, 23) * 1_000;
const AT = 1_714_557_600;
const decoder = new Decoder([generic]);

/** What came out, as `device metric=value unit @time`; times without a zone as `~time`. */
function said(topic: string, payload: unknown): string[] {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const message = { topic, payload: Buffer.from(text), retained: false };
  const outcome = decoder.decode(EMPTY_DECODE_STATE, message, NOW);
  if (outcome.kind !== 'facts') return [`${outcome.kind} ${outcome.reason}`];
  return outcome.facts.flatMap((fact) => {
    if (fact.type !== 'readings') return [fact.type];
    const time = fact.stamp ?? fact.localStamp;
    const mark = fact.stamp === undefined ? '~' : '@';
    const at = time === undefined ? '' : ` ${mark}${new Date(time / 1_000).toISOString().slice(11, 23)}`;
    return fact.metrics.map((metric, place) => {
      const unit = fact.units?.[place];
      return `${fact.device.id} ${metric}=${String(fact.values[place])}${unit === undefined ? '' : ` ${unit}`}${at}`;
    });
  });
}

describe('times', () => {
  it.each(['reported_at', 'published_at', 'gatewayTime', 'txtime', 'enqueuedTime', 'sentOn', 'when', 'UTC'])(
    'stand in %s',
    (key) => {
      expect(said('a', { t: 1, [key]: AT })).toEqual(['a t=1 @10:00:00.000']);
      expect(said('a', { t: 1, [key]: 12 })).toEqual(['a t=1', `a ${key}=12`]);
    },
  );

  it.each([
    [{ $date: '2024-05-01T10:00:00Z' }],
    [{ sec: AT, nanosec: 0 }],
    [{ secs: AT, nsecs: 0 }],
    [{ timeInSeconds: AT, offsetInNanos: 0 }],
    ['20240501T100000Z'],
  ])('may be %j', (time) => {
    expect(said('a', { t: 1, time })).toEqual(['a t=1 @10:00:00.000']);
  });

  it('stand in the header of a message of ROS', () => {
    const header = { stamp: { sec: AT, nanosec: 500_000_000 }, frame_id: 'base' };
    expect(said('arm', { header, position: [0.5] })).toContain('arm position.0=0.5 @10:00:00.500');
  });
});

describe('numbers that are names', () => {
  it('are not measured', () => {
    const names = {
      id: 4,
      sensorID: '10001',
      gateway_id: 7,
      'device.id': 8,
      IMEI: '123456789012345',
      iccid: '8970',
    };
    expect(said('a/b', { ...names, humid: 40, PID: 3, ratioId: 1.5 })).toEqual([
      'a/b humid=40',
      'a/b PID=3',
      'a/b ratioId=1.5',
    ]);
    expect(said('a/b', { id: 'kitchen' })).toEqual(['a/b id=kitchen']);
    expect(said('a/b', { id: 4 })).toEqual(['ignored no-values']);
  });

  it('tell the device where they are called so', () => {
    expect(said('lorawan/up', { WirelessDeviceId: 'f0-1', rssi: -40 })).toEqual(['f0-1 rssi=-40']);
  });
});

describe('industrial sources', () => {
  it('name each value by its tag', () => {
    const tag = { tagPath: '[default]Line/T', value: 21.5, quality: 'Good', timestamp: AT * 1_000 };
    expect(said('line', tag)).toEqual(['line [default]Line/T=21.5 @10:00:00.000']);
    expect(said('line', { tagName: 'T', value: 1, success: true })).toEqual(['line T=1']);
    expect(said('line', { list: [{ flag: 'REG1', value: '38.5' }] })).toEqual(['line REG1=38.5']);
  });

  it('say what is not to be trusted', () => {
    const tags = [
      { name: 'A', value: 1, quality: 'Bad_Stale' },
      { name: 'B', value: 2, quality: 'Good' },
    ];
    expect(said('line', tags)).toEqual(['line B=2']);
    const StatusCode = { Code: 0x8031_0000, Symbol: 'BadNoCommunication' };
    const Payload = { A: { Value: 0, StatusCode }, B: { Value: 2, StatusCode: { Code: 0x4000_0000 } } };
    expect(said('ua', { DataSetWriterId: 1, Payload })).toEqual(['ua B=2']);
  });

  it('are data sets also in small letters, and announcements are none', () => {
    const set = { DataSetWriterName: 'oven', SequenceNumber: 4, payload: { T: { Value: 180 } } };
    expect(said('ua', set)).toEqual(['ua T=180']);
    const MetaData = { Fields: [{ Name: 'T', BuiltInType: 11 }] };
    expect(said('ua', { MessageType: 'ua-metadata', MetaData })).toEqual(['ignored no-values']);
  });

  it('have values in groups with their own description', () => {
    const Values = { speed: 900 };
    const MetaData = { speed: { 'iot.MinValue': 0 } };
    expect(said('plc/x', { Timestamp: '2024-05-01T10:00:00', GroupName: 'g', Values, MetaData })).toEqual([
      'plc/x speed=900 ~10:00:00.000',
    ]);
  });
});

describe('EdgeX', () => {
  const reading = { origin: AT * 1e9, valueType: 'Float64', value: '2.15e+01' };
  it('has the readings of its devices on one topic', () => {
    const readings = [{ ...reading, deviceName: 'oven', resourceName: 'T' }];
    const event = { apiVersion: 'v3', deviceName: 'oven', profileName: 'p', origin: AT * 1e9, readings };
    expect(said('edgex/events', event)).toEqual(['oven T=2.15e+01 @10:00:00.000']);
    expect(said('edgex/events', { requestId: 'r', event })).toEqual(['oven T=2.15e+01 @10:00:00.000']);
  });

  it('had other names before version 2', () => {
    const readings = [{ ...reading, device: 'oven', name: 'T' }];
    expect(said('edgex', { device: 'oven', origin: AT * 1e9, readings })).toEqual([
      'oven T=2.15e+01 @10:00:00.000',
    ]);
  });

  it.each([
    { deviceName: 'oven', readings: 5, origin: AT },
    { deviceName: 'oven', readings: [null], origin: AT },
    { deviceName: 7, readings: [reading], origin: AT },
  ])('has another form than %j', (event) => {
    expect(said('edgex', event).some((line) => line.startsWith('oven'))).toBe(false);
  });
});

describe('texts', () => {
  it.each([
    ['t|15.5|k|abc', ['a/b t=15.5', 'a/b k=abc']],
    ['2024-05-01T10:00:00Z|t|15.5', ['a/b t=15.5 @10:00:00.000']],
    ['t,15.5,h,40', ['a/b t=15.5', 'a/b h=40']],
    ['alarm,5,door', ['a b=alarm,5,door']],
    ['alarm|on', ['a b=alarm|on']],
    ['temp,c=20.7', ['a b=20.7 c']],
    ['rel_hum,p=40', ['a b=40 %']],
    ['digital_sensor,d=1', ['a b=1']],
    ['x=23.5°C y=45%', ['a/b x=23.5 °C', 'a/b y=45 %']],
    ['left,right=3', ['a b=left,right=3']],
  ])('%s', (text, expected) => {
    expect(said('a/b', text)).toEqual(expected);
  });
});

describe('SmartREST', () => {
  it.each([
    ['c8y/s/us', '200,c8y_Power,P,1.5,kW,2024-05-01T10:00:00Z', ['c8y c8y_Power.P=1.5 kW @10:00:00.000']],
    [
      's/us',
      '211,21.5\n212,95',
      ['s/us c8y_TemperatureMeasurement.T=21.5 °C', 's/us c8y_Battery.level=95 %'],
    ],
    ['s/us/pump', '210,-90,2', ['pump c8y_SignalStrength.rssi=-90 dBm', 'pump c8y_SignalStrength.ber=2 %']],
    ['t/us/pump', '401,51.5,6.2,,5', ['pump lat=51.5 °', 'pump lon=6.2 °', 'pump accuracy=5 m']],
    ['s/us/pump', '201,c8y_Flow,,c8y_F,a,1,l/s,c8y_F,b,2,', ['pump c8y_F.a=1 l/s', 'pump c8y_F.b=2']],
    ['s/us', '100,pump,c8y_Linux', ['ignored metadata']],
    ['s/us', '200,c8y_Power', ['ignored metadata']],
    ['s/us', 'hello,1', ['s us=hello,1']],
  ])('%s %j', (topic, payload, expected) => {
    expect(said(topic, payload)).toEqual(expected);
  });

  it('is bounded', () => {
    expect(said('s/us', '211,1\n'.repeat(20_000))).toEqual(['rejected too-many-values']);
  });
});

describe('gateways', () => {
  it('speak of each of their devices', () => {
    const devices = [
      { deviceId: 'a', t: 1 },
      { deviceId: 'b', t: 2 },
    ];
    expect(said('gw/up', devices)).toEqual(['a t=1', 'b t=2']);
    expect(said('gw/up', { ts: AT, heap: 9, devices })).toEqual([
      'a t=1 @10:00:00.000',
      'b t=2 @10:00:00.000',
      'gw heap=9 @10:00:00.000',
    ]);
    expect(said('gw/up', { devices: [{ deviceId: 'a' }] })).toEqual(['ignored no-values']);
    expect(said('gw/up', [{ deviceId: 'a', t: 1 }, 7])).toEqual(['gw 0.deviceId=a', 'gw 0.t=1', 'gw 1=7']);
    expect(said('gw/up', [{ deviceId: 'x'.repeat(300), t: 1 }])).toEqual(['rejected bad-id']);
  });

  it('are bounded', () => {
    const many = Array.from({ length: 10_001 }, (_, place) => ({ deviceId: `d${place}`, t: 1 }));
    expect(said('gw/up', many)).toEqual(['rejected too-many-values']);
  });
});

describe('records', () => {
  it('may have their times for names', () => {
    expect(said('a', { [AT]: { t: 1 }, [AT + 1]: { t: 2 } })).toEqual([
      'a t=1 @10:00:00.000',
      'a t=2 @10:00:01.000',
    ]);
    expect(said('a', { [AT]: { t: 1 }, x: 1 })).toContain('a x=1');
  });

  it('have names in lists of lists, by type, quantity or OBIS code', () => {
    const messages = [[{ measurementId: '4097', measurementValue: 13.3, type: 'Air Temperature' }]];
    expect(said('a', { messages })).toEqual(['a messages.0.Air Temperature=13.3']);
    expect(said('a', [{ sensor: 's', quantity: 'height', value: 3 }])).toEqual(['a height=3']);
    expect(said('a', [{ obis: '1-0:1.8.0', value: 3, unit: 'kWh' }])).toEqual(['a 1-0:1.8.0=3 kWh']);
  });

  it('may be JSON in a text', () => {
    expect(said('a/b', { data: '{"t":1,"list":[{"name":"x","value":2}]}' })).toEqual([
      'a/b data.t=1',
      'a/b data.x=2',
    ]);
    expect(said('a/b', '"{\\"t\\":1}"')).toEqual(['a/b t=1']);
    expect(said('a/b', { data: '{t:1}' })).toEqual(['a/b data={t:1}']);
    expect(said('a/b', { data: `${'['.repeat(99)}${']'.repeat(99)}` })).toEqual(['rejected too-deep']);
  });

  it('may be one value not to be trusted', () => {
    expect(said('a/b', { value: 3, quality: 'BAD', timestamp: AT })).toEqual([]);
    expect(said('a/b', { pump: { value: 3, quality: 'Bad' }, t: 1 })).toEqual(['a/b t=1']);
  });
});

import { encode as encodeMsgpack } from '@msgpack/msgpack';
import { encode as encodeCbor } from 'cbor-x';
import { describe, expect, it } from 'vitest';
import { Decoder, EMPTY_DECODE_STATE, generic, genericKeysOf, type Outcome } from '../../index.js';

const NOW = Date.UTC(2026, 10, 23) * 1_000;
const decoder = new Decoder([generic]);

function run(topic: string, payload: string | Uint8Array): Outcome {
  const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
  return decoder.decode(EMPTY_DECODE_STATE, { topic, payload: bytes, retained: false }, NOW);
}

/** What came out, as `device metric=value @time`. */
function said(topic: string, payload: string | Uint8Array): string[] {
  const outcome = run(topic, payload);
  if (outcome.kind !== 'facts') return [`${outcome.kind} ${outcome.reason}`];
  return outcome.facts.flatMap((fact) => {
    if (fact.type === 'availability') return [`${fact.device.id} ${fact.online ? 'online' : 'offline'}`];
    if (fact.type !== 'readings') return [fact.type];
    const time = fact.stamp ?? fact.localStamp;
    const at = time === undefined ? '' : ` @${new Date(time / 1_000).toISOString()}`;
    return fact.metrics.map((metric, i) => `${fact.device.id} ${metric}=${String(fact.values[i])}${at}`);
  });
}

/** The same as `device metric=value unit`. */
function withUnits(topic: string, payload: string): string[] {
  const outcome = run(topic, payload);
  const facts = outcome.kind === 'facts' ? outcome.facts : [];
  return facts.flatMap((fact) =>
    fact.type === 'readings'
      ? fact.metrics.map((metric, i) =>
          `${fact.device.id} ${metric}=${String(fact.values[i])} ${fact.units?.[i] ?? ''}`.trimEnd(),
        )
      : [],
  );
}

describe('availability', () => {
  it.each([
    ['livingroom/status', 'online', ['livingroom online']],
    ['frigate/available', 'Offline', ['frigate offline']],
    ['a/b/availability', '{"state":"online"}', ['a/b online']],
    ['a/pump/state', 'running', ['a/pump state=running']],
    ['a/b/status', '{"status":"offline"}', ['a/b offline']],
    ['a/b/status', '3', ['a/b status=3']],
    ['a/b/status', '{"state":"online","t":1}', ['a/b state=online', 'a/b t=1']],
  ])('%s %s', (topic, payload, expected) => {
    expect(said(topic, payload)).toEqual(expected);
  });
});

describe('values', () => {
  it.each([
    ['a/relay', 'ON', ['a relay=true']],
    ['a/t', '21.5\0', ['a t=21.5']],
    ['a/t', '{"x":1}\0', ['a/t x=1']],
    ['a/mode', 'off', ['a mode=off']],
    ['a/b', '{"power":"OFF","mode":"on","since":"2024-05-01T10:00:00"}', ['a/b power=false', 'a/b mode=on']],
    ['a/built', '2022-11-10 16:11:00', ['ignored metadata']],
    ['a/b', '{"since":"2022-11-10 16:11:00"}', ['ignored metadata']],
    ['a/updated', '1714557600', ['ignored metadata']],
    ['a/dateTime', '1714557600.0', ['ignored metadata']],
    ['a/updated', '17', ['a updated=17']],
    ['a/total', '1714557600', ['a total=1714557600']],
    [
      'a/b',
      '{"lastMotion":1714557600,"planEnd":1714557600000,"run_time":1714557600}',
      ['a/b run_time=1714557600'],
    ],
    ['a/b', '{"lamp":"false","valid":"True"}', ['a/b lamp=false', 'a/b valid=true']],
    ['a/pressure', '1.543;ok', ['a/pressure 0=1.543', 'a/pressure 1=ok']],
    ['a/b', 'tempinf=70.5&at=x+y%3A1', ['a/b tempinf=70.5', 'a/b at=x y:1']],
    ['a/b', '[{"name":"t","value":"1.5"},{"name":"h","value":60}]', ['a/b t=1.5', 'a/b h=60']],
    ['a/b', '{"id":7,"sensors":[{"value_type":"PM","value":"3"}]}', ['a/b PM=3']],
  ])('%s %s', (topic, payload, expected) => {
    expect(said(topic, payload)).toEqual(expected);
  });
});

describe('time', () => {
  const at = '@2024-05-01T10:00:00.000Z';
  it.each([
    ['{"tst":1714557600,"batt":9}', [`a batt=9 ${at}`]],
    ['{"Time":"2024-05-01T10:00:00","t":9}', [`a t=9 ${at}`]],
    ['dateutc=2024-05-01+10:00:00&t=9', [`a t=9 ${at}`]],
    ['{"params":{"ts":1714557600.0,"x":1},"src":"s"}', [`a params.x=1 ${at}`, `a src=s ${at}`]],
    ['{"A":[{"ts":1714557600000,"values":{"t":1}}]}', [`a A.t=1 ${at}`]],
  ])('of %s', (payload, expected) => {
    expect(said('a', payload)).toEqual(expected);
  });

  it('without a zone is UTC if its name says so', () => {
    const outcome = run('a', '{"dateutc":"2024-05-01 10:00:00","t":9}');
    expect(outcome).toMatchObject({ facts: [{ stamp: 1_714_557_600_000_000 }] });
  });

  it('without a zone is not taken for UTC', () => {
    const outcome = run('a', '{"Time":"2024-05-01T10:00:00","t":9}');
    expect(outcome).toMatchObject({ facts: [{ stamp: undefined, localStamp: 1_714_557_600_000_000 }] });
  });
});

describe('bodies that are no JSON', () => {
  it.each([
    ['CBOR', encodeCbor({ t: 21.5, on: true })],
    ['MessagePack', encodeMsgpack({ t: 21.5, on: true })],
  ])('%s is read as JSON is', (_, bytes) => {
    expect(said('a/b', new Uint8Array(bytes))).toEqual(['a/b t=21.5', 'a/b on=true']);
  });

  it('have named rejections', () => {
    expect(said('a/b', new Uint8Array(encodeCbor({ t: 21.5 })).slice(0, -1))).toEqual(['rejected bad-cbor']);
    expect(said('a/b', encodeMsgpack({ t: 21.5 }).slice(0, -1))).toEqual(['rejected bad-msgpack']);
    expect(said('a/b', new Uint8Array([0x5b, 0x22, 0xe9, 0x22, 0x5d]))).toEqual(['rejected not-utf8']);
  });
});

describe('Influx line protocol', () => {
  it.each([
    ['weather,location=attic temperature=21.5,rain=f 1714557600000000000', 'weather.attic.'],
    ['weather,host=site/x,location=attic temperature=21.5,rain=false 1714557600000000000', 'weather.attic.'],
  ])('%s', (line, prefix) => {
    const device = line.includes('host=') ? 'site/x' : 'site/y';
    const at = '@2024-05-01T10:00:00.000Z';
    const expected = [`temperature=21.5`, 'rain=false'].map((one) => `${device} ${prefix}${one} ${at}`);
    expect(said('site/y', line)).toEqual(expected);
  });

  it('reads integers, quoted texts, escapes, comments and several lines', () => {
    const lines =
      '# load\ncpu\\ load,core=c\\,0 used=12i,note="a, \\"b\\" = c"\ndisk free=1e3,total=2u\nbroken line';
    expect(said('pc', lines)).toEqual([
      'pc cpu load.c,0.used=12',
      'pc cpu load.c,0.note=a, "b" = c',
      'pc disk.free=1000',
      'pc disk.total=2',
    ]);
    expect(run('pc', lines)).toMatchObject({ rejected: [{ path: 'line 4', reason: 'bad-line' }] });
  });

  it('is not seen in a text', () => {
    expect(said('a/note', 'x = 5')).toEqual(['a note=x = 5']);
    expect(said('a/note', 'a b=c d')).toEqual(['a note=a b=c d']);
  });

  it('takes no time for a line that could mean much', () => {
    const line = `m,${'a=b,'.repeat(10_000)} ${'x=1,'.repeat(4_000)}!`;
    expect(said('a/b', line)).toHaveLength(1);
  }, 1_000);
});

it('knows all names that it may have given to the device of a topic', () => {
  expect(genericKeysOf('/a/b/state').map(({ id }) => id)).toEqual(['a/b']);
  expect(genericKeysOf('a/b').map(({ id }) => id)).toEqual(['a/b', 'a']);
  expect(genericKeysOf('//')).toEqual([]);
});

describe('what stands beside a value', () => {
  it.each([
    ['{"value":65,"unit":"cm"}', ['value=65 cm']],
    ['{"tank":{"value":1.5,"unit":"bar"},"unit":"x"}', ['tank.value=1.5 bar', 'unit=x']],
    ['{"signal":"-76 dBm","level":"1.5m"}', ['signal=-76 dBm', 'level=1.5m']],
    ['{"serial":"12f","flow":"1,5"}', ['serial=12f', 'flow=1.5']],
    ['[{"name":"t","value":20.5,"unit":"°C"},{"name":"h","v":60}]', ['t=20.5 °C', 'h=60']],
    ['[{"type":"co2","name":"CO2","value":450,"unit":"ppm"}]', ['CO2=450 ppm']],
    ['[{"name":"t","value":1},{"name":"u","error":17}]', ['t=1']],
    ['{"day":2.5,"week":17,"power":3,"units":"kWh"}', ['day=2.5 kWh', 'week=17 kWh', 'power=3']],
    ['{"day":2.5,"units":"metric"}', ['day=2.5', 'units=metric']],
  ])('%s', (payload, expected) => {
    expect(withUnits('a/b', payload)).toEqual(expected.map((one) => `a/b ${one}`));
  });

  it('may be its own time', () => {
    const later = '@2024-05-01T10:00:01.000Z';
    const at = '@2024-05-01T10:00:00.000Z';
    expect(
      said('a', '{"t":{"value":1,"ts":1714557600},"h":{"value":2,"timestamp":"2024-05-01T10:00:01Z"}}'),
    ).toEqual([`a t.value=1 ${at}`, `a h.value=2 ${later}`]);
    expect(
      said('a', '[{"name":"t","value":1,"ts":1714557600},{"name":"h","value":2,"ts":1714557601}]'),
    ).toEqual([`a t=1 ${at}`, `a h=2 ${later}`]);
    const tags =
      '{"timestamp":1714557601000,"values":[{"id":"C.T","v":1,"q":true,"t":1714557600000},{"id":"C.U","v":2,"q":false}]}';
    expect(said('a', tags)).toEqual([`a C.T=1 ${at}`]);
    expect(run('a', tags)).toMatchObject({ rejected: [{ path: 'C.U', reason: 'bad-quality' }] });
  });

  it('is no value where it is a time', () => {
    const at = '@2024-05-01T10:00:00.000Z';
    expect(said('a', '{"val":1,"ts":1714557600000,"lc":1714557599000}')).toEqual([`a val=1 ${at}`]);
    expect(said('a', '{"_timestamp":1714557600,"time_ms":1714557600000,"p":1}')).toEqual([`a p=1 ${at}`]);
    expect(said('a', '{"date":"2024-05-01","time":"10:00:00","p":1}')).toEqual([`a p=1 ${at}`]);
    expect(said('a', '{"dps":{"p":1},"t":1714557600}')).toEqual([`a dps.p=1 ${at}`]);
    expect(said('a', '{"fields":{"p":1},"metadata":{"time":"2024-05-01T10:00:00Z"}}')).toEqual([
      `a fields.p=1 ${at}`,
    ]);
    expect(said('a', '{"time":35,"p":1}')).toEqual(['a time=35', 'a p=1']);
    expect(said('a', '{"ts":1714557600,"node":"x","values":{"p":1},"errors":{"q":3},"rssi":-60}')).toEqual([
      `a p=1 ${at}`,
      `a rssi=-60 ${at}`,
    ]);
  });
});

describe('the device of an object', () => {
  it.each([
    ['a/b', '{"DeviceID":"pump 7","rpm":900}', 'pump 7'],
    ['a/b', '{"devEUI":"24e1","deviceName":"x","rpm":900}', '24e1'],
    ['sensors/data', '{"sensor_id":"hall","rpm":900}', 'hall'],
    ['/sensor/data', '{"serialNumber":"S1","name":"x","rpm":900}', 'S1'],
    ['telemetry', '{"rpm":900}', 'telemetry'],
    ['farm/data', '{"id":"n5","rpm":900}', 'farm'],
    ['plug/status', '{"rpm":900}', 'plug'],
  ])('%s %s is %s', (topic, payload, device) => {
    expect(said(topic, payload)).toContain(`${device} rpm=900`);
  });
});

describe('texts of several values', () => {
  const at = '@2024-05-01T10:00:00.000Z';
  it.each([
    ['p1=0,pe=14,note=x', ['a/b p1=0', 'a/b pe=14', 'a/b note=x']],
    ['temp=21.5;door=ON', ['a/b temp=21.5', 'a/b door=true']],
    ['T:21.5,H:60', ['a/b T=21.5', 'a/b H=60']],
    ['t=1&h=2', ['a/b t=1', 'a/b h=2']],
    ['t: 1\nh: 2\n', ['a/b t=1', 'a/b h=2']],
    ['t=1 h=2', ['a/b t=1', 'a/b h=2']],
    ['rpm=900', ['a/b rpm=900']],
    ['21.5,60.2,1013', ['a/b 0=21.5', 'a/b 1=60.2', 'a/b 2=1013']],
    ['21,5;60,2', ['a/b 0=21.5', 'a/b 1=60.2']],
    ['1 2 3', ['a/b 0=1', 'a/b 1=2', 'a/b 2=3']],
    ['1714557600,21.5', [`a/b 1=21.5 ${at}`]],
    ['2024-05-01T10:00:00Z;21.5;60', [`a/b 1=21.5 ${at}`, `a/b 2=60 ${at}`]],
    ['21,5', ['a b=21.5']],
    ['20.6 ℃', ['a b=20.6']],
    ['12:30:05', ['a b=12:30:05']],
    ['Door open: kitchen, at 5', ['a b=Door open: kitchen, at 5']],
    ['A003,C1,026.9,N', ['a b=A003,C1,026.9,N']],
    ['http://192.0.2.1:80', ['a b=http://192.0.2.1:80']],
  ])('%j', (payload, expected) => {
    expect(said('a/b', payload)).toEqual(expected);
  });

  it('are a position where they are called one', () => {
    const place = ['lat=54.666', 'lon=25.225'];
    expect(said('car/gps', '54.666,25.225')).toEqual(place.map((one) => `car/gps ${one}`));
    expect(said('car', '{"latlng":"54.666, 25.225"}')).toEqual(place.map((one) => `car latlng.${one}`));
    expect(said('car', '{"version":"54.666,25.225"}')).toEqual(['car version=54.666,25.225']);
  });

  it('state units', () => {
    expect(withUnits('a/b', '230.5 V')).toEqual(['a b=230.5 V']);
    expect(withUnits('a/b', '55%')).toEqual(['a b=55 %']);
    expect(withUnits('a/b', 'u=230.5 V;i=3')).toEqual(['a/b u=230.5 V', 'a/b i=3']);
  });
});

describe('OPC UA', () => {
  const set = {
    DataSetWriterId: 1,
    SequenceNumber: 5,
    Timestamp: '2024-05-01T10:00:01Z',
    Payload: { T: { Value: 21.5, SourceTimestamp: '2024-05-01T10:00:00Z' }, On: true },
  };
  it('gives the values of data sets by their names', () => {
    const lines = ['a T=21.5 @2024-05-01T10:00:00.000Z', 'a On=true @2024-05-01T10:00:01.000Z'];
    const message = { MessageId: '1', MessageType: 'ua-data', PublisherId: 'p', Messages: [set] };
    for (const payload of [message, [message], set]) {
      expect(said('a', JSON.stringify(payload))).toEqual(lines);
    }
  });

  it('gives single values by their names', () => {
    const sample = { NodeId: 'ns=1;s=mem', DisplayName: 'Memory' };
    const value = { Value: 7, SourceTimestamp: '2024-05-01T10:00:00Z' };
    const line = ['a Memory=7 @2024-05-01T10:00:00.000Z'];
    expect(said('a', JSON.stringify({ ...sample, Value: value }))).toEqual(line);
    expect(said('a', JSON.stringify([{ ...sample, ...value }]))).toEqual(line);
  });
});

it('reads metrics of Telegraf in JSON as in lines', () => {
  const metric = {
    fields: { idle: 90.5, user: 3 },
    name: 'cpu',
    tags: { host: 'srv', cpu: 'cpu0' },
    timestamp: 1_714_557_600,
  };
  const lines = ['srv cpu.cpu0.idle=90.5', 'srv cpu.cpu0.user=3'].map(
    (one) => `${one} @2024-05-01T10:00:00.000Z`,
  );
  expect(said('t/srv/cpu', JSON.stringify(metric))).toEqual(lines);
  expect(said('t/srv/cpu', JSON.stringify({ metrics: [metric] }))).toEqual(lines);
});

it('is bounded', () => {
  const many = JSON.stringify(
    Array.from({ length: 20_000 }, (_, place) => ({ name: `m${place}`, value: 1 })),
  );
  expect(said('a', many)).toEqual(['rejected too-many-values']);
  expect(said('a', `${'{"a":'.repeat(50)}1${'}'.repeat(50)}`)).toEqual(['rejected too-deep']);
  expect(run('a', '{"__proto__":{"b":5},"c":1}')).toMatchObject({
    facts: [{ metrics: ['c'] }],
    rejected: [{ path: '__proto__', reason: 'bad-metric' }],
  });
});

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

describe('availability', () => {
  it.each([
    ['livingroom/status', 'online', ['livingroom online']],
    ['frigate/available', 'Offline', ['frigate offline']],
    ['a/b/availability', '{"state":"online"}', ['a/b online']],
    ['a/pump/state', 'running', ['a/pump state=running']],
    ['a/b/status', '3', ['a/b status=3']],
    ['a/b/status', '{"state":"online","t":1}', ['a/b/status state=online', 'a/b/status t=1']],
  ])('%s %s', (topic, payload, expected) => {
    expect(said(topic, payload)).toEqual(expected);
  });
});

describe('values', () => {
  it.each([
    ['a/relay', 'ON', ['a relay=true']],
    ['a/mode', 'off', ['a mode=off']],
    ['a/b', '{"power":"OFF","mode":"on","since":"2024-05-01T10:00:00"}', ['a/b power=false', 'a/b mode=on']],
    ['a/built', '2022-11-10 16:11:00', ['ignored metadata']],
    ['a/b', '{"since":"2022-11-10 16:11:00"}', ['ignored metadata']],
    ['a/b', '[{"name":"t","value":"1.5"},{"name":"h","value":60}]', ['a/b t=1.5', 'a/b h=60']],
    ['a/b', '{"id":7,"sensors":[{"value_type":"PM","value":"3"}]}', ['a/b id=7', 'a/b PM=3']],
  ])('%s %s', (topic, payload, expected) => {
    expect(said(topic, payload)).toEqual(expected);
  });
});

describe('time', () => {
  const at = '@2024-05-01T10:00:00.000Z';
  it.each([
    ['{"tst":1714557600,"batt":9}', [`a batt=9 ${at}`]],
    ['{"Time":"2024-05-01T10:00:00","t":9}', [`a t=9 ${at}`]],
    ['{"params":{"ts":1714557600.0,"x":1},"src":"s"}', [`a src=s ${at}`, `a params.x=1 ${at}`]],
    ['{"A":[{"ts":1714557600000,"values":{"t":1}}]}', [`a A.t=1 ${at}`]],
  ])('of %s', (payload, expected) => {
    expect(said('a', payload)).toEqual(expected);
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

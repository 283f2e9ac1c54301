import { get } from 'sparkplug-payload';
import { describe, expect, it } from 'vitest';
import { Decoder, EMPTY_DECODE_STATE, type Decoded, type DecodeState, type Outcome } from '../../index.js';
import { sparkplug } from './index.js';

const codec = get('spBv1.0');
if (!codec) throw new Error('no encoder of Sparkplug B');
const encode = codec.encodePayload;
type Payload = Parameters<typeof encode>[0];
type Metric = NonNullable<Payload['metrics']>[number];

const NOW = Date.UTC(2026, 10, 23, 12) * 1_000;
const STAMP = Date.UTC(2026, 10, 23, 11, 59);

/** Receives messages one after another, as a host would. */
class Host {
  private readonly decoder = new Decoder([sparkplug]);
  private state: DecodeState = EMPTY_DECODE_STATE;

  take(topic: string, payload: Payload | Uint8Array | string, retained = false): Outcome {
    const bytes =
      payload instanceof Uint8Array
        ? payload
        : typeof payload === 'string'
          ? Buffer.from(payload)
          : encode(payload);
    const outcome = this.decoder.decode(
      this.state,
      { topic: `spBv1.0/${topic}`, payload: bytes, retained },
      NOW,
    );
    if (outcome.kind === 'facts') this.state = outcome.state;
    return outcome;
  }

  /** The same for a message that must say something. */
  facts(topic: string, payload: Payload | Uint8Array): Decoded {
    const outcome = this.take(topic, payload);
    if (outcome.kind !== 'facts') throw new Error(`${topic} is ${outcome.kind}: ${outcome.reason}`);
    return outcome;
  }
}

function values({ facts }: Decoded): Record<string, unknown> {
  const entries = facts.flatMap((fact) =>
    fact.type === 'readings'
      ? fact.metrics.map((metric, place) => [metric, fact.values[place]] as const)
      : [],
  );
  return Object.fromEntries(entries);
}

function metric(name: string, type: string, value: unknown, rest: object = {}): Metric {
  return { name, type, value, ...rest } as Metric;
}

function payload(seq: number, ...metrics: Metric[]): Payload {
  return { timestamp: STAMP, seq, metrics };
}

const TEMPERATURE = metric('Line/Temperature', 'Float', 21.5, { alias: 7 });

function nodeBirth(bdSeq = 0, ...metrics: Metric[]): Payload {
  return payload(
    0,
    metric('bdSeq', 'UInt64', bdSeq),
    metric('Node Control/Rebirth', 'Boolean', false),
    TEMPERATURE,
    ...metrics,
  );
}

describe('the life of an edge node', () => {
  it('is born with description and values; control metrics are none', () => {
    const outcome = new Host().facts('Plant/NBIRTH/edge', nodeBirth());
    const node = { dialect: 'sparkplug', base: '', id: 'Plant/edge' };
    expect(outcome.facts).toEqual([
      {
        type: 'description',
        device: node,
        meta: { name: 'edge', site: 'Plant', metrics: { 'Line/Temperature': { kind: 'number' } } },
      },
      { type: 'availability', device: node, online: true },
      { type: 'readings', device: node, stamp: STAMP * 1_000, metrics: ['Line/Temperature'], values: [21.5] },
    ]);
    expect(outcome.requests).toEqual([]);
  });

  it('sends data by alias alone, with the type of the birth', () => {
    const host = new Host();
    host.take('Plant/NBIRTH/edge', nodeBirth(0, metric('level', 'Int16', 1, { alias: 8 })));
    // Field 8 is the alias, value 0xfffb as an integer of 16 bits: metric { alias 8, int_value 65531 }.
    const data = Uint8Array.from([0x12, 6, 0x10, 8, 0x50, 0xfb, 0xff, 0x03, 0x18, 1]);
    const outcome = host.facts('Plant/NDATA/edge', data);
    expect(values(outcome)).toEqual({ level: -5 });
    expect(outcome.requests).toEqual([]);
  });

  it('dies by the will of its session only', () => {
    const host = new Host();
    host.take('Plant/NBIRTH/edge', nodeBirth(4));
    host.take('Plant/NBIRTH/edge', nodeBirth(5));
    const death = (bdSeq: number): Payload => ({ metrics: [metric('bdSeq', 'UInt64', bdSeq)] });
    expect(host.take('Plant/NDEATH/edge', death(4))).toEqual({ kind: 'ignored', reason: 'outdated' });
    expect(host.take('Plant/NDEATH/edge', death(5))).toMatchObject({
      facts: [{ type: 'availability', online: false }],
    });
  });

  it('wraps the numbers of its sessions', () => {
    const host = new Host();
    host.take('Plant/NBIRTH/edge', nodeBirth(0));
    const death: Payload = { metrics: [metric('bdSeq', 'UInt64', 255)] };
    expect(host.take('Plant/NDEATH/edge', death)).toMatchObject({ kind: 'ignored' });
  });

  it('is asked for a rebirth after a gap, once, and its values are kept', () => {
    const host = new Host();
    host.take('Plant/NBIRTH/edge', nodeBirth());
    const late = host.facts('Plant/NDATA/edge', payload(3, TEMPERATURE));
    expect(values(late)).toEqual({ 'Line/Temperature': 21.5 });
    expect(late.requests.map(({ topic }) => topic)).toEqual(['spBv1.0/Plant/NCMD/edge']);
    expect(host.facts('Plant/NDATA/edge', payload(4, TEMPERATURE)).requests).toEqual([]);
  });

  it('goes on from 255 with 0', () => {
    const host = new Host();
    host.take('Plant/NBIRTH/edge', nodeBirth());
    const gaps = Array.from({ length: 300 }, (_, place) =>
      host.facts('Plant/NDATA/edge', payload((place + 1) % 256, TEMPERATURE)),
    ).flatMap(({ requests }) => requests);
    expect(gaps).toEqual([]);
  });

  it('is asked for a birth that we missed; until then names tell what values are', () => {
    const outcome = new Host().facts(
      'Plant/NDATA/edge',
      payload(9, TEMPERATURE, { alias: 99, type: 'Int32', value: 3 }),
    );
    expect(values(outcome)).toEqual({ 'Line/Temperature': 21.5 });
    expect(outcome.rejected).toEqual([{ path: 'alias 99', reason: 'unknown-alias' }]);
    const [request] = outcome.requests;
    expect(codec.decodePayload(request?.payload ?? new Uint8Array())).toMatchObject({
      metrics: [{ name: 'Node Control/Rebirth', type: 'Boolean', value: true }],
    });
  });
});

describe('devices behind an edge node', () => {
  const deviceBirth = payload(1, metric('rpm', 'Int32', 900, { alias: 7 }));

  it('are its children, with aliases of their own', () => {
    const host = new Host();
    host.take('Plant/NBIRTH/edge', nodeBirth());
    const born = host.facts('Plant/DBIRTH/edge/pump', deviceBirth);
    expect(born.facts).toMatchObject([
      { type: 'description', device: { id: 'Plant/edge/pump' }, parent: { id: 'Plant/edge' } },
      { type: 'availability', online: true },
      { type: 'readings', values: [900] },
    ]);
    const data = host.facts('Plant/DDATA/edge/pump', payload(2, { alias: 7, type: 'Int32', value: -901 }));
    expect(values(data)).toEqual({ rpm: -901 });
    expect(data.requests).toEqual([]);
    expect(host.facts('Plant/DDEATH/edge/pump', payload(3)).facts).toMatchObject([{ online: false }]);
  });

  it('must be born anew after their node was', () => {
    const host = new Host();
    host.take('Plant/NBIRTH/edge', nodeBirth());
    host.take('Plant/DBIRTH/edge/pump', deviceBirth);
    host.take('Plant/NBIRTH/edge', nodeBirth(1));
    const data = host.facts('Plant/DDATA/edge/pump', payload(1, { alias: 7, type: 'Int32', value: 1 }));
    expect(values(data)).toEqual({});
    expect(data.requests).toHaveLength(1);
  });
});

describe('values', () => {
  const birth = (...metrics: Metric[]): Decoded => new Host().facts('g/NBIRTH/e', payload(0, ...metrics));

  it.each([
    ['Int8', -5, -5],
    ['Int16', -300, -300],
    ['Int32', -70_000, -70_000],
    ['Int64', -5_000_000_000, -5_000_000_000],
    ['UInt8', 250, 250],
    ['UInt16', 65_000, 65_000],
    ['UInt32', 4_000_000_000, 4_000_000_000],
    ['UInt64', 9_007_199_254_740_991, 9_007_199_254_740_991],
    ['Double', -0.125, -0.125],
    ['Boolean', true, true],
    ['String', 'größe', 'größe'],
    ['Text', 'x', 'x'],
    ['DateTime', STAMP, STAMP],
  ])('are read by type: %s %j', (type, value, expected) => {
    expect(values(birth(metric('m', type, value)))).toEqual({ m: expected });
  });

  it('state unit, range and kind in properties; a range upside down is none', () => {
    const properties = {
      engUnit: { type: 'String', value: '°C' },
      engLow: { type: 'Double', value: -20 },
      engHigh: { type: 'Double', value: 80 },
      readOnly: { type: 'Boolean', value: false },
    };
    const upside = {
      ...properties,
      engHigh: { type: 'Double', value: -80 },
      readOnly: { type: 'Boolean', value: true },
    };
    const { facts } = birth(
      metric('t', 'Double', 1, { properties }),
      metric('u', 'Double', 1, { properties: upside }),
    );
    expect(facts[0]).toMatchObject({
      meta: {
        metrics: {
          t: { unit: '°C', min: -20, max: 80, kind: 'number', settable: true },
          u: { unit: '°C', kind: 'number' },
        },
      },
    });
    expect(JSON.stringify(facts[0])).not.toContain('-80');
  });

  it('of bad or stale quality are refused by name', () => {
    const quality = (value: number): object => ({ properties: { Quality: { type: 'Int32', value } } });
    const outcome = birth(
      metric('good', 'Int32', 1, quality(192)),
      metric('bad', 'Int32', 2, quality(0)),
      metric('stale', 'Int32', 3, quality(500)),
    );
    expect(values(outcome)).toEqual({ good: 1 });
    expect(outcome.rejected).toEqual([
      { path: 'bad', reason: 'bad-quality' },
      { path: 'stale', reason: 'bad-quality' },
    ]);
  });

  it('have times of their own; historical ones too; null and transient ones are none', () => {
    const { facts } = birth(
      metric('a', 'Int32', 1, { timestamp: STAMP - 5_000, isHistorical: true }),
      metric('a', 'Int32', 2),
      metric('b', 'Int32', null, { isNull: true }),
      metric('c', 'Int32', 4, { isTransient: true }),
    );
    expect(facts.filter(({ type }) => type === 'readings')).toMatchObject([
      { stamp: (STAMP - 5_000) * 1_000, values: [1] },
      { stamp: STAMP * 1_000, metrics: ['a'], values: [2] },
    ]);
  });

  it('in data sets and templates are flattened; a template that is a definition has none', () => {
    const table = {
      numOfColumns: 2,
      columns: ['x', 'name'],
      types: ['Float', 'String'],
      rows: [
        [1.5, 'one'],
        [2.5, 'two'],
      ],
    };
    const motor = {
      isDefinition: false,
      templateRef: 'Motor',
      metrics: [metric('rpm', 'Int32', 900)],
      parameters: [{ name: 'size', type: 'String', value: 'L' }],
    };
    const outcome = birth(
      metric('log', 'DataSet', table),
      metric('M1', 'Template', motor),
      metric('Motor', 'Template', { ...motor, isDefinition: true }),
    );
    expect(values(outcome)).toEqual({
      'log.0.x': 1.5,
      'log.0.name': 'one',
      'log.1.x': 2.5,
      'log.1.name': 'two',
      'M1.size': 'L',
      'M1.rpm': 900,
    });
  });

  /** A birth of one metric `a` of the type with these bytes, written by hand: the encoder knows no arrays. */
  function arrayBirth(datatype: number, bytes: number[]): Decoded {
    const body = [0x0a, 1, 97, 0x20, datatype, 0x82, 0x01, bytes.length, ...bytes];
    return new Host().facts('g/NBIRTH/e', Uint8Array.from([0x12, body.length, ...body, 0x18, 0]));
  }

  it.each([
    [22, [0xef, 0x7b], [-17, 123]],
    [23, [0x30, 0x8a, 0xd4, 0x03], [-30_160, 980]],
    [28, [0x00, 0x28, 0x6b, 0xee], [4_000_000_000]],
    [30, [0x00, 0x00, 0xac, 0x41], [21.5]],
    [32, [0x0c, 0, 0, 0, 0x34, 0xd0], [0, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 1].map(Boolean)],
    [33, [0x41, 0x42, 0, 0x43, 0], ['AB', 'C']],
    [34, [0, 0x10, 0xa5, 0xd4, 0xe8, 0, 0, 0], [1_000_000_000_000 - 0]],
  ])('in arrays of type %i are named by their place', (datatype, bytes, expected) => {
    expect(Object.values(values(arrayBirth(datatype, bytes)))).toEqual(expected);
  });

  it('in arrays whose bytes do not fit their type are refused', () => {
    expect(arrayBirth(24, [1, 2, 3]).rejected).toEqual([{ path: 'a', reason: 'bad-record' }]);
    expect(arrayBirth(32, [0xff, 0xff, 0xff, 0xff]).rejected).toEqual([{ path: 'a', reason: 'bad-record' }]);
    expect(values(arrayBirth(17, [1, 2]))).toEqual({});
  });
});

describe('host applications', () => {
  it('say that they are there; an older word does not count', () => {
    const host = new Host();
    const online = '{"online":true,"timestamp":1668114759262}';
    expect(host.take('STATE/scada', online, true)).toMatchObject({
      facts: [{ type: 'availability', device: { id: 'scada' }, online: true }],
    });
    expect(host.take('STATE/scada', '{"online":false,"timestamp":1668114750000}')).toMatchObject({
      reason: 'outdated',
    });
    expect(host.take('STATE/old', 'OFFLINE')).toMatchObject({ facts: [{ online: false }] });
    expect(host.take('STATE/odd', '{"online":"yes"}')).toMatchObject({ reason: 'bad-status' });
  });
});

describe('other forms', () => {
  const decoder = new Decoder([sparkplug]);
  const at = (topic: string, bytes: Uint8Array, state = EMPTY_DECODE_STATE): Outcome =>
    decoder.decode(state, { topic, payload: bytes, retained: false }, NOW);

  it('stand behind a prefix, which tells two nodes of one name apart', () => {
    const born = at('site1/spBv1.0/G/NBIRTH/n', encode(nodeBirth()));
    const state = born.kind === 'facts' ? born.state : EMPTY_DECODE_STATE;
    const data = encode(payload(1, { alias: 7, type: 'Float', value: 22.5 }));
    expect(at('site1/spBv1.0/G/NDATA/n', data, state)).toMatchObject({
      facts: [{ device: { base: 'site1', id: 'G/n' }, metrics: ['Line/Temperature'], values: [22.5] }],
      requests: [],
    });
    expect(at('site2/spBv1.0/G/NDATA/n', data, state)).toMatchObject({
      facts: [],
      rejected: [{ reason: 'unknown-alias' }],
      requests: [{ topic: 'site2/spBv1.0/G/NCMD/n' }],
    });
  });

  it.each([
    ['STATE/scada', 'ONLINE', true],
    ['STATE/scada', 'OFFLINE', false],
    ['STATE/scada', `{"online":true,"timestamp":${STAMP}}`, true],
    ['spBv1.0/STATE/scada', `{"Online":false,"Timestamp":${STAMP}}`, false],
  ])('say that a host is there on %s %s', (topic, text, online) => {
    expect(at(topic, Buffer.from(text))).toMatchObject({
      facts: [{ type: 'availability', device: { id: 'scada' }, online }],
    });
  });

  it('are none of others on STATE topics', () => {
    expect(at('STATE/lamp', Buffer.from('blue'))).toEqual({ kind: 'rejected', reason: 'bad-topic' });
  });

  it('come as JSON', () => {
    const json = {
      timestamp: STAMP,
      metrics: [
        {
          name: 'T',
          value: 28.5,
          dataType: 'Float',
          timestamp: STAMP + 1,
          properties: { engUnit: { value: '°C' } },
        },
        { name: 'on', booleanValue: true, datatype: 11 },
        { name: 'n', longValue: { low: 5, high: 1 } },
        { name: 'off', value: null },
        { name: 'bad', value: 1, properties: { Quality: 0 } },
      ],
      seq: 0,
    };
    const outcome = new Host().facts('g/DBIRTH/e/d', Buffer.from(JSON.stringify(json)));
    expect(values(outcome)).toEqual({ T: 28.5, on: true, n: 4_294_967_301 });
    expect(outcome.facts[0]).toMatchObject({ meta: { metrics: { T: { unit: '°C' } } } });
    expect(outcome.rejected).toEqual([{ path: 'bad', reason: 'bad-quality' }]);
  });
});

describe('what is not to be read', () => {
  it.each([
    ['g/NCMD/e', encode(payload(0, TEMPERATURE)), 'command'],
    ['g/DCMD/e/d', encode(payload(0, TEMPERATURE)), 'command'],
    ['g/NDATA/e/d', encode(payload(0, TEMPERATURE)), 'bad-topic'],
    ['g/DDATA/e', encode(payload(0, TEMPERATURE)), 'bad-topic'],
    ['g/XDATA/e', encode(payload(0, TEMPERATURE)), 'bad-topic'],
    ['g/NDATA/e', Buffer.from('{"metrics":[]}'), 'bad-protobuf'],
    ['g/NDATA/e', encode(payload(0, TEMPERATURE)).subarray(0, 20), 'bad-protobuf'],
    ['g/NDATA/e', Uint8Array.of(), 'empty'],
  ])('%s', (topic, bytes, reason) => {
    expect(new Host().take(topic, bytes)).toMatchObject({ reason });
  });

  it('is bounded: templates within templates, and more values than a message may have', () => {
    let bomb: number[] = [];
    for (let depth = 0; depth < 40; depth++) {
      const inner = [0x92, 0x01, ...varint(bomb.length + 1 + varint(bomb.length).length)];
      bomb = [...inner, 0x12, ...varint(bomb.length), ...bomb];
    }
    const nested = Uint8Array.from([0x12, ...varint(bomb.length), ...bomb]);
    expect(new Host().take('g/NBIRTH/e', nested)).toMatchObject({ reason: 'too-deep' });
    const many = Uint8Array.from(Array.from({ length: 100_000 }, (_, place) => (place % 2 === 0 ? 0x12 : 0)));
    expect(new Host().take('g/NBIRTH/e', many)).toMatchObject({ reason: 'too-many-values' });
  });
});

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >> 7)];
}

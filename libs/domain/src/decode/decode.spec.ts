import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, decodeFor, EMPTY_DECODE_STATE, type Message, type Outcome } from './index.js';

const NOW = Date.UTC(2026, 10, 23) * 1_000;

function message(topic: string, payload: string | Uint8Array, retained = false): Message {
  return { topic, payload: typeof payload === 'string' ? Buffer.from(payload) : payload, retained };
}

function run(topic: string, payload: string | Uint8Array): Outcome {
  return decode(EMPTY_DECODE_STATE, message(topic, payload), NOW);
}

/** Readings of an outcome as `device metric=value`, the device with its dialect. */
function readings(outcome: Outcome): string[] {
  if (outcome.kind !== 'facts') return [`${outcome.kind} ${outcome.reason}`];
  return outcome.facts.flatMap((fact) =>
    fact.type === 'readings'
      ? fact.metrics.map(
          (metric, i) => `${fact.device.dialect}:${fact.device.id} ${metric}=${String(fact.values[i])}`,
        )
      : [fact.type],
  );
}

describe('native telemetry', () => {
  it('reads values with a stamp', () => {
    const outcome = run(
      'devices/cold-01/telemetry',
      '{"ts":1763856000000,"values":{"temperature":-18.4,"pump":{"rpm":900}}}',
    );
    expect(readings(outcome)).toEqual(['native:cold-01 temperature=-18.4', 'native:cold-01 pump.rpm=900']);
    expect(outcome).toMatchObject({ facts: [{ stamp: 1_763_856_000_000_000 }] });
  });

  it('reads a flat object, its stamp beside the metrics', () => {
    const outcome = run('devices/a/telemetry', '{"ts":1763856000,"flow":3}');
    expect(readings(outcome)).toEqual(['native:a flow=3']);
    expect(outcome).toMatchObject({ facts: [{ stamp: 1_763_856_000_000_000 }] });
  });

  it('reads an array of either, and names the place of what is neither', () => {
    const outcome = run('devices/a/telemetry', '[{"ts":1763856000,"values":{"x":1}},7,{"x":2}]');
    expect(readings(outcome)).toEqual(['native:a x=1', 'native:a x=2']);
    expect(outcome).toMatchObject({ rejected: [{ path: '[1]', reason: 'no-values' }] });
  });

  it('keeps the values of a message whose stamp cannot be read', () => {
    const outcome = run('devices/a/telemetry', '{"ts":"yesterday","x":1}');
    expect(readings(outcome)).toEqual(['native:a x=1']);
    expect(outcome).toMatchObject({
      rejected: [{ path: 'ts', reason: 'bad-stamp' }],
      facts: [{ stamp: undefined }],
    });
  });

  it('reads a bare value on a topic of its own', () => {
    expect(readings(run('devices/a/telemetry/flow', '3.5'))).toEqual(['native:a flow=3.5']);
    expect(readings(run('devices/a/telemetry/pos', '{"lat":1,"lon":2}'))).toEqual([
      'native:a pos.lat=1',
      'native:a pos.lon=2',
    ]);
  });

  it('takes no null for a value', () => {
    expect(readings(run('devices/a/telemetry', '{"leak":null,"t":1}'))).toEqual(['native:a t=1']);
    expect(readings(run('devices/a/telemetry', '{"leak":null}'))).toEqual(['ignored only-nulls']);
  });
});

describe('native status and meta', () => {
  it.each([
    ['online', true],
    ['OFFLINE', false],
    [' online ', true],
  ])('reads status %j', (payload, online) => {
    expect(run('devices/a/status', payload)).toMatchObject({ facts: [{ type: 'availability', online }] });
  });

  it('refuses other words, and lets a cleared topic pass', () => {
    expect(readings(run('devices/a/status', 'maybe'))).toEqual(['rejected bad-status']);
    expect(readings(run('devices/a/status', ''))).toEqual(['ignored cleared']);
    expect(readings(run('devices/a/meta', ''))).toEqual(['ignored cleared']);
  });

  it('reads a description without unknown fields', () => {
    const outcome = run('devices/a/meta', '{"name":"Pump 1","metrics":{"flow":{"unit":"m3/h"}},"x":1}');
    expect(outcome).toMatchObject({
      facts: [{ type: 'description', meta: { name: 'Pump 1', metrics: { flow: { unit: 'm3/h' } } } }],
    });
    expect(readings(run('devices/a/meta', '{"name":5}'))).toEqual(['rejected bad-meta']);
  });

  it('reads a reply to a command and ignores the command itself', () => {
    expect(run('devices/a/commands/c1/reply', '{"status":"done"}')).toMatchObject({
      facts: [{ type: 'reply', command: 'c1', status: 'done' }],
    });
    expect(readings(run('devices/a/commands/c1', '{}'))).toEqual(['ignored command']);
  });
});

describe('the generic rule', () => {
  it.each([
    ['home/boiler/state', '{"t":50}', ['generic:home/boiler t=50']],
    ['home/boiler', '{"t":50}', ['generic:home/boiler t=50']],
    ['state', '{"t":50}', ['generic:state t=50']],
    ['/plant//line1/data', '{"t":50}', ['generic:plant/line1 t=50']],
    ['up/42', '{"device_id":"gw-7","rssi":-80}', ['generic:gw-7 rssi=-80']],
    ['home/boiler/temperature', '21.5', ['generic:home/boiler temperature=21.5']],
    ['temperature', '21.5', ['generic:temperature value=21.5']],
    ['home/door', 'open', ['generic:home door=open']],
    ['home/door', '"open"', ['generic:home door=open']],
    ['home/lamp', 'true', ['generic:home lamp=true']],
    ['home/list', '[1,2]', ['generic:home/list 0=1', 'generic:home/list 1=2']],
    [
      'home/batch',
      '[{"time":1763856000,"t":1},{"time":1763856060,"t":2}]',
      ['generic:home/batch t=1', 'generic:home/batch t=2'],
    ],
    ['$SYS/broker/uptime', '12 seconds', ['sys:$SYS/broker uptime=12']],
    ['sensorium/sensorium-x/status', '{"state":"online"}', ['ignored instance']],
  ])('%s %s', (topic, payload, expected) => {
    expect(readings(run(topic, payload))).toEqual(expected);
  });

  it('takes a time key for a stamp only if it holds a plausible time', () => {
    expect(readings(run('a/b', '{"time":12,"t":1}'))).toEqual(['generic:a/b time=12', 'generic:a/b t=1']);
  });
});

describe('bad input', () => {
  const deep = (levels: number) => `${'['.repeat(levels)}1${']'.repeat(levels)}`;
  it.each([
    ['{"a":', 'bad-json'],
    ['{"a":NaN,}', 'bad-json'],
    ['[NaN]', 'bad-json'],
    ['  ', 'empty'],
    [Buffer.from([0xff, 0xfe, 0x41]), 'not-utf8'],
    [new Uint8Array(1_048_577).fill(0x20), 'too-large'],
    [deep(10_000), 'too-deep'],
    [JSON.stringify(Array.from({ length: 10_001 }, (_, i) => i)), 'too-many-values'],
  ])('%.40s is %s', (payload, reason) => {
    expect(readings(run('devices/a/telemetry/x', payload))).toEqual([`rejected ${reason}`]);
    expect(readings(run('a/b', payload))).toEqual([`rejected ${reason}`]);
  });

  it.each([
    ['', 'rejected empty', 'ignored cleared'],
    ['{}', 'rejected no-values', 'ignored no-values'],
    ['[]', 'rejected no-values', 'ignored no-values'],
  ])('%j must hold something on a native topic only', (payload, native, generic) => {
    expect(readings(run('devices/a/telemetry/x', payload))).toEqual([native]);
    expect(readings(run('a/b', payload))).toEqual([generic]);
  });

  it('keeps the other values of an object whose sensor writes NaN', () => {
    expect(readings(run('a/b', '{"t":nan,"u":-inf,"v":"nan","w":2}'))).toEqual([
      'generic:a/b t=Infinity',
      'generic:a/b u=Infinity',
      'generic:a/b v=nan',
      'generic:a/b w=2',
    ]);
  });

  it('refuses ids and metrics that cannot be stored', () => {
    expect(readings(run(`devices/${'x'.repeat(257)}/telemetry`, '{"a":1}'))).toEqual(['rejected bad-id']);
    const outcome = run('devices/a/telemetry', JSON.stringify({ ['m'.repeat(300)]: 1, ok: 2 }));
    expect(readings(outcome)).toEqual(['native:a ok=2']);
    expect(outcome).toMatchObject({ rejected: [{ reason: 'bad-metric' }] });
  });

  it('pollutes nothing by the names in a payload', () => {
    const payload = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":2}},"toString":3}';
    expect(readings(run('devices/a/telemetry', payload))).toEqual([
      'native:a constructor.prototype.polluted=2',
      'native:a toString=3',
    ]);
    expect('polluted' in {}).toBe(false);
  });
});

describe('laws', () => {
  const topic = fc.oneof(
    fc.constantFrom(
      'devices/a/telemetry',
      'devices/a/status',
      'devices/a/meta',
      'devices/a/telemetry/x',
      'a/b/state',
    ),
    fc.string({ unit: 'binary' }),
  );
  const payload = fc.oneof(
    fc.json().map((text) => Buffer.from(text)),
    fc.uint8Array({ maxLength: 200 }),
  );

  it('gives an outcome for every topic and every bytes, twice the same', () => {
    fc.assert(
      fc.property(topic, payload, (anyTopic, anyPayload) => {
        const first = run(anyTopic, anyPayload);
        expect(run(anyTopic, anyPayload)).toEqual(first);
        if (first.kind !== 'facts') return;
        for (const fact of first.facts) {
          if (fact.type === 'readings') expect(fact.values).toHaveLength(fact.metrics.length);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('reads a payload by HTTP as by MQTT', () => {
    fc.assert(
      fc.property(payload, (bytes) => {
        expect(decodeFor(EMPTY_DECODE_STATE, 'a', bytes)).toEqual(run('devices/a/telemetry', bytes));
      }),
    );
  });
});

import { encode } from 'cbor-x';
import { describe, expect, it } from 'vitest';
import { Decoder, EMPTY_DECODE_STATE, generic, type Outcome } from '../../index.js';
import { said } from '../../testing.js';
import { senml } from './index.js';

const NOW = Date.UTC(2026, 10, 23, 12) * 1_000;
const SECOND = 1_000_000;

function take(payload: unknown, topic = 'sensors/hall/senml'): Outcome {
  const bytes = payload instanceof Uint8Array ? payload : Buffer.from(JSON.stringify(payload));
  const message = { topic, payload: bytes, retained: false };
  return new Decoder([senml, generic]).decode(EMPTY_DECODE_STATE, message, NOW);
}

describe('names', () => {
  it.each([
    [
      'a base name and names',
      [{ bn: 'urn:dev:mac:0024befffe804ff1:', n: 'v', u: 'V', v: 12 }],
      'urn:dev:mac:0024befffe804ff1 v=12 V',
    ],
    [
      'a URN alone',
      [{ n: 'urn:dev:ow:10e2073a01080063', u: 'Cel', v: 23 }],
      'urn:dev:ow:10e2073a01080063 value=23 Cel',
    ],
    [
      'a resolved URN',
      [{ n: 'urn:dev:ow:10e2073a01080063:temp', v: 23 }],
      'urn:dev:ow:10e2073a01080063 temp=23',
    ],
    [
      'a component',
      [{ bn: 'urn:dev:ow:10e2073a01080063_', n: 'temp', v: 23 }],
      'urn:dev:ow:10e2073a01080063 temp=23',
    ],
    ['a path', [{ n: 'hall/lamp/power', u: 'W', v: 9 }], 'hall/lamp power=9 W'],
    ['a quantity', [{ n: 'temperature', v: 21 }], 'sensors/hall temperature=21'],
    ['a device', [{ n: 'a', vs: 'Hi' }], 'a value=Hi'],
  ])('are read of %s', (_, pack, line) => {
    expect(said(senml, 'sensors/hall/senml', pack)).toEqual([line]);
  });

  it('are told apart by unit where the pack names only the device', () => {
    const pack = [
      { bn: 'urn:dev:ow:1', bu: '%RH', v: 20 },
      { u: 'lon', v: 24.3 },
      { u: 'lat', v: 60.1 },
      { u: '%EL', v: 98 },
    ];
    expect(said(senml, 'x', pack)).toEqual([
      'urn:dev:ow:1 value=20 %RH',
      'urn:dev:ow:1 lon=24.3 lon',
      'urn:dev:ow:1 lat=60.1 lat',
      'urn:dev:ow:1 %EL=98 %EL',
    ]);
  });
});

describe('times', () => {
  it.each([
    [{ bt: 1_763_899_200, t: -5 }, { stamp: 1_763_899_195 * SECOND }],
    [{ t: -5 }, { stamp: NOW - 5 * SECOND, relative: true }],
    [
      { bt: -10, t: 4.5 },
      { stamp: NOW - 5.5 * SECOND, relative: true },
    ],
    [{ t: 30 }, { stamp: NOW + 30 * SECOND, relative: true }],
    [{ t: 2 ** 28 - 1 }, { relative: true }],
    [{ t: 2 ** 28 }, { stamp: 2 ** 28 * SECOND }],
    [{ bt: 5, t: -5 }, { stamp: undefined }],
    [{}, { stamp: undefined }],
  ])('%j', (times, expected) => {
    expect(take([{ n: 'urn:dev:ow:1:x', v: 1, ...times }])).toMatchObject({ facts: [expected] });
  });
});

describe('values', () => {
  it('are worked out from base value and base sum; sums are metrics of their own', () => {
    const pack = [
      { bn: 'd:', bv: 20, bs: 100, n: 'a', v: 1.5 },
      { n: 'b', v: -20, s: 5 },
      { n: 'c', vb: true },
      { n: 'd', vd: 'aGkgCg' },
    ];
    expect(said(senml, 'x', pack)).toEqual(['d a=21.5', 'd b=0', 'd b.sum=105', 'd c=true']);
  });

  it('that break a rule are refused by their place, the others kept', () => {
    const pack = [{ bn: 'd:', n: 'a', v: 1 }, { n: 'b', v: '2' }, { n: 'c', v: 3, new_: 1 }, { n: 'e' }];
    expect(take(pack)).toMatchObject({
      facts: [{ metrics: ['a'] }],
      rejected: [1, 2, 3].map((place) => ({ path: `[${place}]`, reason: 'bad-record' })),
    });
    expect(take([{ bver: 11, bn: 'd:', n: 'a', v: 1 }])).toMatchObject({
      rejected: [{ reason: 'bad-record' }],
    });
  });

  it('come in CBOR with numbers for labels', () => {
    const pack = [
      new Map<number, unknown>([
        [-2, 'urn:dev:ow:1:'],
        [-3, 1_763_899_200],
        [0, 'temp'],
        [1, 'Cel'],
        [2, 23.1],
      ]),
      new Map<number, unknown>([
        [0, 'open'],
        [4, false],
      ]),
    ];
    expect(take(new Uint8Array(encode(pack)))).toMatchObject({
      facts: [
        {
          device: { dialect: 'senml', id: 'urn:dev:ow:1' },
          stamp: 1_763_899_200 * SECOND,
          metrics: ['temp', 'open'],
          values: [23.1, false],
          units: ['Cel', undefined],
        },
      ],
    });
  });

  it('announce the next of them', () => {
    expect(take([{ bn: 'd:', n: 'a', v: 1, ut: 60 }])).toMatchObject({
      facts: [{ type: 'description', meta: { metrics: { a: { interval: 60_000 } } } }, { type: 'readings' }],
    });
  });
});

it.each([
  [[{ n: 'a', v: 1, extra: 2 }]],
  [[{ name: 'a', value: 1 }]],
  [[{ v: 1 }]],
  [[{ n: 5, v: 1 }]],
  [[{ n: 'a' }]],
  [[1, 2, 3]],
  [{ n: 'a', v: 1 }],
  [[{ n: 'a', v: 1 }, { temperature: 3 }]],
])('claims no other array: %j', (payload) => {
  expect(JSON.stringify(take(payload))).not.toContain('"dialect":"senml"');
});

describe('documents of the drafts', () => {
  const entries = [
    { n: 'temperature', u: 'celsius', v: 36.6 },
    { n: 'open', bv: true },
    { n: 'lux', v: '120', u: 'lx' },
  ];
  const lines = ['room1 temperature=36.6 celsius', 'room1 open=true', 'room1 lux=120 lx'];
  it.each([
    ['an object', { bn: 'room1/', e: entries }],
    ['a list of them', [{ bn: 'room1', bt: 0, e: entries }]],
  ])('have their entries in %s', (_, payload) => {
    expect(said(senml, 'x', payload)).toEqual(lines);
  });

  it('keep their base values to themselves', () => {
    const at = 1_763_899_200;
    const list = [
      { bn: 'a', bt: at, bu: 'V', e: [{ n: 'x', t: 5, v: 1 }] },
      { bn: 'b', e: [{ n: 'y', v: 2 }] },
    ];
    expect(take(list)).toMatchObject({
      facts: [
        { device: { id: 'a' }, stamp: (at + 5) * SECOND, units: ['V'] },
        { device: { id: 'b' }, stamp: undefined },
      ],
    });
  });

  it('are no other objects with an e', () => {
    expect(JSON.stringify(take({ e: [{ n: 'x' }] }))).not.toContain('"dialect":"senml"');
    expect(JSON.stringify(take({ e: [1, 2] }))).not.toContain('"dialect":"senml"');
  });
});

it('ignores labels that it does not know where there is a base name', () => {
  const pack = [{ bver: 3, bn: 'urn:dev:ow:1', u: '%vol', v: 34.4, depth: 15, soil: 'SAND' }];
  expect(said(senml, 'x', pack)).toEqual(['urn:dev:ow:1 value=34.4 %vol']);
});

it('takes times in ms for what they are', () => {
  expect(take([{ bn: 'd:', bt: 1_763_899_200_500, n: 'a', v: 1 }])).toMatchObject({
    facts: [{ stamp: 1_763_899_200_500_000 }],
  });
});

it('has decimal fractions in CBOR only', () => {
  expect(take([{ bn: 'd:', n: 'a', v: [-1, 5] }])).toMatchObject({ rejected: [{ path: '[0]' }] });
  const record = new Map<number, unknown>([
    [-2, 'd:'],
    [0, 'a'],
    [2, [-1, 5]],
  ]);
  expect(take(new Uint8Array(encode([record])))).toMatchObject({ facts: [{ values: [0.5] }] });
});

it('has a base unit for numbers alone', () => {
  const pack = [
    { bn: 'urn:dev:ow:1:', bu: 'Cel', n: 't', v: 21 },
    { n: 'open', vb: true },
    { n: 'mode', vs: 'eco' },
  ];
  expect(take(pack)).toMatchObject({ facts: [{ units: ['Cel', undefined, undefined] }] });
});

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

import { encode as encodeMsgpack } from '@msgpack/msgpack';
import { encode as encodeCbor } from 'cbor-x';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCbor } from './cbor.js';
import { readMsgpack } from './msgpack.js';

const body = fc
  .oneof(fc.array(fc.jsonValue({ maxDepth: 4 })), fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })))
  .filter((value) => !JSON.stringify(value).includes('__proto__'));
const hex = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));

describe.each([
  ['CBOR', readCbor, (value: unknown): Uint8Array => encodeCbor(value), 'bad-cbor'],
  ['MessagePack', readMsgpack, (value: unknown): Uint8Array => encodeMsgpack(value), 'bad-msgpack'],
] as const)('%s', (_, read, encode, bad) => {
  it('reads what another library wrote, as JSON would have had it', () => {
    fc.assert(
      fc.property(body, (value) => {
        expect(JSON.stringify(read(encode(value)))).toBe(JSON.stringify(value));
      }),
    );
  });

  it('refuses what is cut off, what goes on, and what is no object', () => {
    const whole = encode({ temperature: 21.5, list: [1, 2, 'three'] });
    for (let end = 0; end < whole.length; end++) expect(read(whole.slice(0, end))).toBe(bad);
    expect(read(new Uint8Array([...whole, 1]))).toBe(bad);
    expect(read(encode(5))).toBe(bad);
  });

  it('reads or refuses any bytes, and pollutes nothing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(['object', 'string']).toContain(typeof read(bytes));
      }),
      { numRuns: 5_000 },
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('refuses what is nested too deep, and too large', () => {
    let value: unknown[] = [];
    for (let i = 0; i < 40; i++) value = [value];
    expect(read(encode(value))).toBe('too-deep');
    expect(read(new Uint8Array(1_048_577))).toBe('too-large');
  });
});

describe('CBOR of RFC 8949, appendix A', () => {
  it.each([
    ['9f 01 82 02 03 9f 04 05 ff ff', [1, [2, 3], [4, 5]]],
    ['bf 61 61 01 61 62 9f 02 03 ff ff', { a: 1, b: [2, 3] }],
    ['a2 01 02 03 04', { 1: 2, 3: 4 }],
    ['81 7f 65 73 74 72 65 61 64 6d 69 6e 67 ff', ['streaming']],
    ['84 f9 3c 00 f9 c4 00 f9 00 01 fb c0 10 66 66 66 66 66 66', [1, -4, 5.960464477539063e-8, -4.1]],
    ['82 1b 00 00 00 e8 d4 a5 10 00 39 03 e7', [1_000_000_000_000, -1_000]],
    ['84 f4 f5 f6 f7', [false, true, null, null]],
    ['82 c1 1a 51 4b 67 b0 44 01 02 03 04', [1_363_896_240, null]],
  ])('reads %s', (bytes, expected) => {
    expect(readCbor(hex(bytes))).toEqual(expected);
  });

  it.each([
    ['82 01 ff', 'bad-cbor'],
    ['bf 61 61 ff', 'bad-cbor'],
    ['9b ff ff ff ff ff ff ff ff 01', 'bad-cbor'],
    ['81 62 c3 28', 'not-utf8'],
  ])('refuses %s', (bytes, reason) => {
    expect(readCbor(hex(bytes))).toBe(reason);
  });

  it('stops at 20,000 items', () => {
    expect(readCbor(new Uint8Array([0x9f, ...new Uint8Array(30_000), 0xff]))).toBe('too-many-values');
  });
});

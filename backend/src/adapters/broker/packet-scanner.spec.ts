import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BOUNDS } from './broker-bounds.js';
import { packetJudge } from './connection-guard.js';
import { PacketScanner, type Refusal } from './packet-scanner.js';

/** Fixed header by MQTT 3.1.1 section 2.2.3, written as the standard's own pseudo code. */
function fixedHeader(type: number, length: number): number[] {
  const bytes = [type << 4];
  let rest = length;
  do {
    const digit = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? digit | 128 : digit);
  } while (rest > 0);
  return bytes;
}

/** What a scanner says of `stream` when it comes in pieces of these sizes, over and over. */
function scan(stream: Uint8Array, sizes: readonly number[]): { seen: number[][]; refusal?: Refusal } {
  const seen: number[][] = [];
  const scanner = new PacketScanner((...packet) => void seen.push(packet));
  for (let at = 0, i = 0; at < stream.length; i++) {
    const end = at + (sizes[i % sizes.length] ?? 1);
    const refusal = scanner.scan(stream.subarray(at, end));
    if (refusal) return { seen, refusal };
    at = end;
  }
  return { seen };
}

const lengths = fc.oneof(
  fc.nat({ max: 300 }),
  fc.constantFrom(0, 1, 127, 128, 16_383, 16_384),
  fc.nat({ max: 40_000 }),
);
const packets = fc.array(fc.tuple(fc.integer({ min: 0, max: 15 }), lengths), { maxLength: 12 });
const cuts = fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 65_536 })), {
  minLength: 1,
  maxLength: 30,
});

describe('PacketScanner', () => {
  it('finds the same packets wherever the stream is cut', () => {
    fc.assert(
      fc.property(packets, cuts, (wanted, sizes) => {
        const headers = wanted.map(([type, length]) => fixedHeader(type, length));
        const stream = Uint8Array.from(
          wanted.flatMap(([, length], i) => [...(headers[i] ?? []), ...new Uint8Array(length).fill(0xff)]),
        );
        const expected = wanted.map(([type, length], i) => [type, length + (headers[i]?.length ?? 0)]);
        expect(scan(stream, sizes)).toEqual({ seen: expected });
      }),
    );
  });

  it('says the same of any bytes, whole or in pieces', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), cuts, (stream, sizes) => {
        expect(scan(stream, sizes)).toEqual(scan(stream, [Math.max(1, stream.length)]));
      }),
    );
  });

  it('knows a size before the body, and refuses a fifth byte of length', () => {
    expect(scan(Uint8Array.from([0x30, 0xff, 0xff, 0xff, 0x7f]), [1]).seen).toEqual([[3, 268_435_460]]);
    const { seen, refusal } = scan(Uint8Array.from([0x30, 0x80, 0x80, 0x80, 0x80]), [2]);
    expect([seen, refusal?.reason]).toEqual([[], 'malformed-packet']);
  });
});

describe('packetJudge', () => {
  const { connectBytes, packetBytes } = BOUNDS;

  it.each([
    ['a CONNECT at its bound', [[1, connectBytes]], undefined],
    ['a CONNECT above it', [[1, connectBytes + 1]], 'packet-too-large'],
    [
      'a PUBLISH at its bound',
      [
        [1, 20],
        [3, packetBytes],
      ],
      undefined,
    ],
    [
      'a PUBLISH above it',
      [
        [1, 20],
        [3, packetBytes + 1],
      ],
      'packet-too-large',
    ],
    ['a PUBLISH before CONNECT', [[3, 20]], 'malformed-packet'],
    [
      'a CONNACK from a client',
      [
        [1, 20],
        [2, 4],
      ],
      'malformed-packet',
    ],
  ] as const)('of %s', (_what, given, reason) => {
    const judge = packetJudge(BOUNDS);
    const verdicts = given.map(([type, bytes]) => judge(type, bytes)?.reason);
    expect(verdicts.at(-1)).toBe(reason);
    expect(verdicts.slice(0, -1).every((verdict) => verdict === undefined)).toBe(true);
  });
});

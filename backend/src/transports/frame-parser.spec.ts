import { FRAME_HEAD_BYTES } from '@sensorium/contracts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FrameParser, type ParsedFrame } from './frame-parser.js';

interface Given {
  fin: boolean;
  rsv: number;
  opcode: number;
  mask: Uint8Array | null;
  payload: Uint8Array;
  /** Bytes of the length behind the second byte; the shortest that hold it, or more. */
  form: 0 | 2 | 8;
}

const payload = fc.oneof(
  fc.uint8Array({ maxLength: 130 }),
  fc.constantFrom(0, 1, 31, 32, 33, 125, 126, 127, 255, 256, 65_535, 65_536).map(pattern),
);

const given: fc.Arbitrary<Given> = fc
  .record({
    fin: fc.boolean(),
    rsv: fc.nat(7),
    opcode: fc.nat(15),
    mask: fc.option(fc.uint8Array({ minLength: 4, maxLength: 4 })),
    payload,
  })
  .chain((frame) => fc.constantFrom(...formsOf(frame.payload.length)).map((form) => ({ ...frame, form })));

/** Where a stream is cut: shares of its length. */
const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });

it('reads what an encoder wrote, wherever the stream is cut', () => {
  fc.assert(
    fc.property(fc.array(given, { maxLength: 8 }), cuts, (frames, places) => {
      const stream = Buffer.concat(frames.map(encode));
      expect(parse(cut(stream, places))).toEqual(frames.map(expected));
    }),
  );
});

it('reads it byte by byte', () => {
  fc.assert(
    fc.property(fc.array(given, { maxLength: 2 }), (frames) => {
      const stream = Buffer.concat(frames.map(encode));
      const bytes = Array.from({ length: stream.length }, (_, i) => stream.subarray(i, i + 1));
      expect(parse(bytes)).toEqual(frames.map(expected));
    }),
    { numRuns: 20 },
  );
});

it('reads any bytes as frames that account for all of them, however they are cut', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), cuts, (bytes, places) => {
      const whole = parse([bytes]);
      expect(parse(cut(bytes, places))).toEqual(whole);
      const complete = whole.slice(0, -1).reduce((sum, one) => sum + one.headerBytes + one.length, 0);
      expect(complete).toBeLessThanOrEqual(bytes.length);
    }),
    { numRuns: 1_000 },
  );
});

it('knows the examples of RFC 6455, section 5.7', () => {
  const read = (hex: string) => parse([Buffer.from(hex.replaceAll(' ', ''), 'hex')]).map(shown);
  expect(read('81 05 48 65 6c 6c 6f')).toEqual(['fin 1 - 5 Hello']);
  expect(read('81 85 37 fa 21 3d 7f 9f 4d 51 58')).toEqual(['fin 1 37fa213d 5 Hello']);
  expect(read('01 03 48 65 6c 80 02 6c 6f')).toEqual(['more 1 - 3 Hel', 'fin 0 - 2 lo']);
  expect(read('89 05 48 65 6c 6c 6f 8a 85 37 fa 21 3d 7f 9f 4d 51 58')).toEqual([
    'fin 9 - 5 Hello',
    'fin 10 37fa213d 5 Hello',
  ]);
});

it('says when the first byte of a frame passed, and tells a long one before it has ended', () => {
  const frames: ParsedFrame[] = [];
  const parser = new FrameParser((frame) => frames.push(frame));
  const bytes = encode({ fin: true, rsv: 0, opcode: 2, mask: null, payload: pattern(70_000), form: 8 });
  parser.feed(bytes.subarray(0, 1), 100);
  parser.feed(bytes.subarray(1, 41), 200);
  expect(frames).toEqual([]);
  parser.feed(bytes.subarray(41, 42), 300);
  expect(frames).toMatchObject([{ at: 100, length: 70_000 }]);
  parser.feed(bytes.subarray(42), 400);
  expect(frames).toHaveLength(1);
});

it('takes the longest length there is', () => {
  const frames = parse([Buffer.from('82ffffffffffffffffff01020304aa', 'hex'), new Uint8Array(100)]);
  expect(frames).toMatchObject([{ length: 2 ** 64, headerBytes: 14 }]);
});

function parse(chunks: readonly Uint8Array[]): Omit<ParsedFrame, 'at'>[] {
  const frames: Omit<ParsedFrame, 'at'>[] = [];
  const parser = new FrameParser(({ at, ...frame }) => {
    expect(at).toBe(7);
    frames.push(frame);
  });
  for (const chunk of chunks) parser.feed(chunk, 7);
  return frames;
}

function cut(bytes: Uint8Array, shares: readonly number[]): Uint8Array[] {
  const places = [0, ...shares.map((share) => Math.round(share * bytes.length)), bytes.length].sort(
    (a, b) => a - b,
  );
  return places.slice(1).map((end, i) => bytes.subarray(places[i], end));
}

/** Written from the picture in RFC 6455, section 5.2; shares nothing with the parser. */
function encode({ fin, rsv, opcode, mask, payload: bytes, form }: Given): Buffer {
  const short = form === 0 ? bytes.length : form === 2 ? 126 : 127;
  const length = Buffer.alloc(form);
  if (form === 2) length.writeUInt16BE(bytes.length);
  if (form === 8) length.writeBigUInt64BE(BigInt(bytes.length));
  const start = Buffer.from([(fin ? 128 : 0) + rsv * 16 + opcode, (mask ? 128 : 0) + short]);
  const masked = Buffer.from(bytes.map((byte, i) => byte ^ (mask?.[i % 4] ?? 0)));
  return Buffer.concat([start, length, mask ?? new Uint8Array(), masked]);
}

function expected({ payload: bytes, form, ...frame }: Given): Omit<ParsedFrame, 'at'> {
  const headerBytes = 2 + form + (frame.mask ? 4 : 0);
  const head = bytes.slice(0, FRAME_HEAD_BYTES);
  return { ...frame, headerBytes, length: bytes.length, head };
}

function formsOf(length: number): (0 | 2 | 8)[] {
  if (length > 65_535) return [8];
  return length > 125 ? [2, 8] : [0, 2, 8];
}

function pattern(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => i * 31);
}

function shown({ fin, opcode, mask, length, head }: Omit<ParsedFrame, 'at'>): string {
  const key = mask ? Buffer.from(mask).toString('hex') : '-';
  return [fin ? 'fin' : 'more', opcode, key, length, Buffer.from(head).toString()].join(' ');
}

import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChunkRoom } from './chunk-room.js';
import { DamagedChunk, MAX_READINGS, type Chunk } from './chunk.js';
import { decodeChunk, isPlain } from './decode-chunk.js';
import { encodeChunk } from './encode-chunk.js';

const LENGTHS = fc.oneof(fc.integer({ min: 1, max: 80 }), fc.constantFrom(1, 2, 511, 512, MAX_READINGS));

/** As many as asked, a short list of arbitrary ones over and over. */
function cycled<T>(one: fc.Arbitrary<T>): fc.Arbitrary<(count: number) => T[]> {
  return fc
    .array(one, { minLength: 1, maxLength: 60 })
    .map((few) => (count) => Array.from({ length: count }, (_, row) => few[row % few.length]!));
}

const waits = fc.oneof(
  cycled(fc.constantFrom(1e6, 1e7, 6e7)),
  cycled(fc.integer({ min: 970, max: 1_030 }).map((ms) => ms * 1_000)),
  cycled(fc.integer({ min: 1, max: 1e9 })),
  cycled(fc.constantFrom(1_000_000, 1_000_000, 1_000_000, 86_400_000_000, 1)),
);
const grids = waits.map((make) => (count: number) => {
  let t = 1.79e15;
  return make(count).map((wait) => (t += wait));
});
const jittered = fc.tuple(fc.constantFrom(1e6, 15e6, 333_333), cycled(fc.nat(30_000)));
const times = fc.oneof(
  grids,
  jittered.map(
    ([step, jitter]) =>
      (count: number) =>
        jitter(count).map((late, row) => 1.79e15 + row * step + late),
  ),
  cycled(fc.maxSafeInteger()),
);

const decimals = (power: number) => fc.integer({ min: -1e5, max: 1e5 }).map((whole) => whole / 10 ** power);
const numbers = fc.oneof(
  cycled(fc.oneof(decimals(1), decimals(3), decimals(9))),
  cycled(fc.oneof(decimals(2), fc.constant(-0), fc.constant(0))),
  cycled(fc.constantFrom(0, 1)),
  cycled(fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 0, 1e9, -1)),
  cycled(fc.double({ noNaN: true })),
  cycled(
    fc.constantFrom(Number.MAX_VALUE, Number.MIN_VALUE, -Infinity, Infinity, 2 ** 53, -(2 ** 50), 0.1 + 0.2),
  ),
  cycled(fc.integer({ min: -(2 ** 50), max: 2 ** 50 })),
  cycled(fc.float({ noNaN: true })),
  cycled(fc.nat(100)).map((make) => (count: number) => {
    let total = 5;
    return make(count).map((by) => (total += by));
  }),
);

const units = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('on', 'off', ''),
  fc.constant('\ud800 half'),
);

const chunks: fc.Arbitrary<Chunk> = fc
  .record({
    count: LENGTHS,
    t: times,
    v: numbers,
    q: fc.oneof(
      fc.constant(() => [0]),
      cycled(fc.nat(15)),
    ),
    texts: fc.option(cycled(units)),
  })
  .map(({ count, t, v, q, texts }) => ({
    t: Float64Array.from(t(count)),
    v: texts ? new Float64Array(count) : Float64Array.from(v(count)),
    q: Uint8Array.from({ length: count }, (_, row) => q(count)[row] ?? 0),
    texts: texts ? texts(count) : null,
  }));

function bits(values: Float64Array): BigUint64Array {
  return new BigUint64Array(Float64Array.from(values).buffer);
}

function regular(count: number, value: (row: number) => number): Chunk {
  const t = Float64Array.from({ length: count }, (_, row) => 1.79e15 + row * 1e7);
  return { t, v: Float64Array.from(t, (_, row) => value(row)), q: new Uint8Array(count), texts: null };
}

/** Gives payload bytes a header that fits them. */
function sealed(payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(payload.length + 5);
  bytes[0] = 1;
  new DataView(bytes.buffer).setUint32(1, crc32(payload, 1));
  bytes.set(payload, 5);
  return bytes;
}

/** Decodes; damage is an answer too, every other error is not. */
function attempt(bytes: Uint8Array): Chunk | null {
  try {
    return decodeChunk(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(DamagedChunk);
    return null;
  }
}

describe('a packed chunk', () => {
  it('gives back every bit', () => {
    fc.assert(
      fc.property(chunks, (chunk) => {
        const decoded = decodeChunk(encodeChunk(chunk));
        expect(bits(decoded.t)).toEqual(bits(chunk.t));
        expect(bits(decoded.v)).toEqual(bits(chunk.v));
        expect(decoded.q).toEqual(chunk.q);
        expect(decoded.texts).toEqual(chunk.texts);
      }),
      { numRuns: 400 },
    );
  });

  it('gives back what a decoded chunk before it does not share', () => {
    const [first, second] = [regular(20, (row) => row), regular(20, (row) => -row / 10)];
    const decoded = decodeChunk(encodeChunk(first));
    decodeChunk(encodeChunk(second));
    expect(decoded).toEqual(first);
  });

  it('gives back the same into room that another chunk was in', () => {
    const room = new ChunkRoom();
    fc.assert(
      fc.property(fc.array(chunks, { minLength: 2, maxLength: 4 }), (several) => {
        for (const packed of several.map(encodeChunk)) {
          expect(decodeChunk(packed, room)).toEqual(decodeChunk(packed));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('says of a chunk whether it has but numbers of good quality', () => {
    fc.assert(
      fc.property(chunks, (chunk) => {
        const plain = chunk.texts === null && chunk.q.every((quality) => quality === 0);
        expect(isPlain(encodeChunk(chunk))).toBe(plain);
      }),
      { numRuns: 60 },
    );
  });

  it('costs almost nothing where nothing happens, and little where little does', () => {
    const bytesOf = (value: (row: number) => number) => encodeChunk(regular(512, value)).length;
    expect(bytesOf(() => 21.5)).toBeLessThan(48);
    expect(bytesOf((row) => row * 0.25)).toBeLessThan(48);
    expect(bytesOf((row) => Number(row % 100 > 50))).toBeLessThan(64);
    expect(bytesOf((row) => Math.round(200 + 50 * Math.sin(row / 80)) / 10)).toBeLessThan(256);
    expect(bytesOf((row) => Math.sin(row) * 1e-7)).toBeLessThan(512 * 8 + 48);
  });

  it('holds 1 to 1024 readings', () => {
    expect(() => encodeChunk(regular(0, () => 1))).toThrow(RangeError);
    expect(() => encodeChunk(regular(MAX_READINGS + 1, () => 1))).toThrow(RangeError);
  });
});

describe('a damaged chunk', () => {
  it('is told from a whole one whichever bit is wrong', () => {
    const example = encodeChunk(regular(64, (row) => (row % 7) / 10));
    for (let bit = 0; bit < example.length * 8; bit++) {
      const flipped = example.slice();
      flipped[bit >>> 3] = flipped[bit >>> 3]! ^ (1 << (bit & 7));
      expect(() => decodeChunk(flipped)).toThrow(DamagedChunk);
    }
    fc.assert(
      fc.property(chunks, fc.nat(), (chunk, place) => {
        const bytes = encodeChunk(chunk);
        const bit = place % (bytes.length * 8);
        bytes[bit >>> 3] = bytes[bit >>> 3]! ^ (1 << (bit & 7));
        expect(() => decodeChunk(bytes)).toThrow(DamagedChunk);
      }),
    );
  });

  it('is told from a whole one wherever it was cut', () => {
    const example = encodeChunk(regular(64, (row) => Math.sin(row)));
    for (let length = 0; length < example.length; length++) {
      expect(() => decodeChunk(example.subarray(0, length))).toThrow(DamagedChunk);
    }
  });

  it('is told from a whole one that was cut before its check sum was made', () => {
    const payload = encodeChunk(regular(64, (row) => Math.round(Math.sin(row) * 1e4) / 100)).subarray(5);
    for (let length = 1; length < payload.length; length++) {
      expect(() => decodeChunk(sealed(payload.subarray(0, length)))).toThrow(DamagedChunk);
    }
  });

  it('gives readings or a named error for any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => attempt(bytes) === null));
  });

  it('gives readings or a named error for any bytes under a check sum that fits', () => {
    let readable = 0;
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (payload) => {
        const chunk = attempt(sealed(payload));
        if (chunk) readable += 1;
        expect(chunk?.t.length ?? 1).toBeLessThanOrEqual(MAX_READINGS);
      }),
      { numRuns: 2_000 },
    );
    expect(readable).toBeLessThan(2_000);
  });

  it('gives readings or a named error where a bit is wrong under a check sum that fits', () => {
    fc.assert(
      fc.property(chunks, fc.nat(), (chunk, place) => {
        const payload = encodeChunk(chunk).slice(5);
        const bit = place % (payload.length * 8);
        payload[bit >>> 3] = payload[bit >>> 3]! ^ (1 << (bit & 7));
        expect(attempt(sealed(payload))?.t.length ?? 1).toBeLessThanOrEqual(MAX_READINGS);
      }),
      { numRuns: 400 },
    );
  });
});

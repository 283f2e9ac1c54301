import { crc32 } from 'node:zlib';
import { BitReader } from './bit-reader.js';
import { roomFor, type ChunkRoom } from './chunk-room.js';
import { DamagedChunk, type Chunk } from './chunk.js';
import { readIntegers } from './decode-integers.js';
import { readNumbers } from './decode-numbers.js';
import { HEADER_BYTES, READINGS_BITS, VERSION } from './layout.js';
import { readTexts } from './texts.js';

const reader = new BitReader();

/** In the second byte behind the header: whether there are texts, and a quality that is not good. */
const NOT_PLAIN = 0b0011_0000;

/**
 * Unpacks a chunk, every bit as it was; its columns share a buffer, and with `room` they are valid until that is
 * used again. Throws a {@link DamagedChunk} for anything but a whole chunk.
 */
export function decodeChunk(bytes: Uint8Array, room?: ChunkRoom): Chunk {
  reader.open(payloadOf(bytes));
  const count = reader.read(READINGS_BITS) + 1;
  const isText = reader.read(1) === 1;
  const graded = reader.read(1) === 1;
  const { t, v, q } = room?.take(count) ?? roomFor(count);
  readTimes(t);
  const texts = isText ? readTexts(reader, count) : null;
  if (!isText) readNumbers(reader, v);
  if (graded) q.set(readQualities(count));
  reader.check();
  return { t, v, q, texts };
}

/** True if a chunk says that it has numbers only, all of good quality; its check sum is not looked at. */
export function isPlain(bytes: Uint8Array | undefined): boolean {
  const second = bytes?.[HEADER_BYTES + 1];
  return second !== undefined && (second & NOT_PLAIN) === 0;
}

function payloadOf(bytes: Uint8Array): Uint8Array {
  const [version, a = 0, b = 0, c = 0, d = 0] = bytes;
  if (bytes.length <= HEADER_BYTES) throw new DamagedChunk('it ends early');
  if (version !== VERSION) throw new DamagedChunk('of another version');
  const payload = bytes.subarray(HEADER_BYTES);
  if (crc32(payload, VERSION) !== ((a << 24) | (b << 16) | (c << 8) | d) >>> 0) {
    throw new DamagedChunk('its check sum is another');
  }
  return payload;
}

function readTimes(t: Float64Array<ArrayBuffer>): void {
  const origin = reader.signed();
  const divisor = reader.signed();
  readIntegers(reader, t, true);
  for (let row = 0; row < t.length; row++) t[row] = origin + divisor * (t[row] ?? 0);
}

function readQualities(count: number): Float64Array {
  const qualities = new Float64Array(count);
  readIntegers(reader, qualities, false);
  return qualities;
}

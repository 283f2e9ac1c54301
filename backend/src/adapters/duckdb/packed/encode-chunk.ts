import { crc32 } from 'node:zlib';
import { BitWriter } from './bit-writer.js';
import { MAX_READINGS, type Chunk } from './chunk.js';
import { commonDivisor, writeNumbers } from './encode-numbers.js';
import { writeIntegers } from './encode-integers.js';
import { HEADER_BYTES, READINGS_BITS, VERSION } from './layout.js';
import { writeTexts } from './texts.js';

/**
 * Packs 1 to {@link MAX_READINGS} readings of one series, sorted or not; see `layout.ts`. Of text series the
 * numbers are not kept. Throws a RangeError for another count, and for texts of more than 16 MB.
 */
export function encodeChunk(chunk: Chunk): Uint8Array<ArrayBuffer> {
  const { t, v, q, texts } = chunk;
  if (t.length < 1 || t.length > MAX_READINGS) throw new RangeError(`${t.length} readings in a chunk`);
  const graded = q.some((quality) => quality !== 0);
  const writer = new BitWriter();
  writer.write(t.length - 1, READINGS_BITS);
  writer.write(texts ? 1 : 0, 1);
  writer.write(graded ? 1 : 0, 1);
  writeTimes(writer, t);
  if (texts) writeTexts(writer, texts);
  else writeNumbers(writer, v);
  if (graded) writeIntegers(writer, Float64Array.from(q), false);
  return seal(writer.take());
}

/** Times after the first, over their common divisor: devices round to s or ms. */
function writeTimes(writer: BitWriter, t: Float64Array): void {
  const origin = isExactFrom(t, t[0] ?? 0) ? (t[0] ?? 0) : 0;
  const divisor = commonDivisor(t, origin);
  const integers = new Float64Array(t.length);
  for (let row = 0; row < t.length; row++) integers[row] = ((t[row] ?? 0) - origin) / divisor;
  writer.signed(origin);
  writer.signed(divisor);
  writeIntegers(writer, integers, true);
}

/** False for times so far apart that their distance is no exact double. */
function isExactFrom(t: Float64Array, origin: number): boolean {
  return t.every((time) => Math.abs(time - origin) <= Number.MAX_SAFE_INTEGER);
}

function seal(payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const sealed = new Uint8Array(HEADER_BYTES + payload.length);
  const view = new DataView(sealed.buffer);
  view.setUint8(0, VERSION);
  view.setUint32(1, crc32(payload, VERSION));
  sealed.set(payload, HEADER_BYTES);
  return sealed;
}

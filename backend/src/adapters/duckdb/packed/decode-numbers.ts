import { type BitReader } from './bit-reader.js';
import { DamagedChunk } from './chunk.js';
import { readBytes } from './compressed.js';
import { readIntegers } from './decode-integers.js';
import { BYTES, DECIMALS, DIFFERENT_PLANES, KIND_BITS, PLANES, POWER_BITS, POWERS } from './numbers.js';

/** Reads as many doubles as there is place for. The place holds zeros before. */
export function readNumbers(reader: BitReader, into: Float64Array<ArrayBuffer>): void {
  const kind = reader.read(KIND_BITS);
  if (kind === DECIMALS) readDecimals(reader, into);
  else if (kind === PLANES || kind === DIFFERENT_PLANES) readPlanes(reader, into, kind === DIFFERENT_PLANES);
  else throw new DamagedChunk('no such kind of numbers');
}

function readDecimals(reader: BitReader, into: Float64Array<ArrayBuffer>): void {
  const factor = POWERS[reader.read(POWER_BITS)];
  if (factor === undefined) throw new DamagedChunk('no such power of ten');
  const origin = reader.signed();
  const divisor = reader.signed();
  readIntegers(reader, into, false);
  for (let row = 0; row < into.length; row++) {
    into[row] = (origin + divisor * (into[row] ?? 0)) / factor;
  }
  if (reader.read(1) === 1) readZeroSigns(reader, into);
}

function readZeroSigns(reader: BitReader, into: Float64Array): void {
  for (let row = 0; row < into.length; row++) {
    if (into[row] === 0 && reader.read(1) === 1) into[row] = -0;
  }
}

function readPlanes(reader: BitReader, into: Float64Array<ArrayBuffer>, different: boolean): void {
  const made = readBytes(reader, into.byteLength);
  const bytes = new Uint8Array(into.buffer, into.byteOffset, into.byteLength);
  for (let plane = 0; plane < BYTES; plane++) {
    const from = plane * into.length;
    let before = 0;
    for (let row = 0; row < into.length; row++) {
      const byte = (made[from + row] ?? 0) ^ before;
      bytes[row * BYTES + plane] = byte;
      if (different) before = byte;
    }
  }
}

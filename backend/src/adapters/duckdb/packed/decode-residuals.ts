import { type BitReader } from './bit-reader.js';
import { DamagedChunk } from './chunk.js';
import {
  CODE_BITS,
  ESCAPE,
  EVEN,
  MAX_RICE,
  MAX_SHORT_RICE,
  RICE,
  RICE_BITS,
  SPARSE,
  SYMBOLS_BITS,
  unzigzag,
} from './residuals.js';

/** Reads as many residuals as there is place for. The place holds zeros before. */
export function readResiduals(reader: BitReader, into: Float64Array): void {
  const code = reader.read(CODE_BITS);
  if (code === RICE) readRice(reader, into, riceParameter(reader));
  else if (code === SPARSE) readSparse(reader, into);
  else if (code === EVEN) readEven(reader, into);
  reader.check();
}

function riceParameter(reader: BitReader): number {
  const k = reader.read(RICE_BITS);
  if (k > MAX_RICE) throw new DamagedChunk('no such Rice parameter');
  return k;
}

function readRice(reader: BitReader, into: Float64Array, k: number): void {
  if (k <= MAX_SHORT_RICE) readShortRice(reader, into, k);
  else for (let row = 0; row < into.length; row++) into[row] = readRiceCode(reader, k);
}

/** The loop that most chunks are read by: no calls, and int32 arithmetic only. */
function readShortRice(reader: BitReader, into: Float64Array, k: number): void {
  const { view } = reader;
  const shift = 31 - k;
  let { at } = reader;
  for (let row = 0; row < into.length; row++) {
    const quotient = Math.clz32(~(view.getInt32(at >>> 3) << (at & 7)));
    if (quotient < ESCAPE) {
      at += quotient + 1;
      const low = ((view.getInt32(at >>> 3) << (at & 7)) >>> 1) >>> shift;
      at += k;
      const code = (quotient << k) | low;
      into[row] = (code >>> 1) ^ -(code & 1);
    } else {
      reader.at = at + ESCAPE;
      into[row] = reader.signed();
      at = reader.at;
    }
  }
  reader.at = at;
}

function readRiceCode(reader: BitReader, k: number): number {
  const quotient = Math.clz32(~(reader.view.getInt32(reader.at >>> 3) << (reader.at & 7)));
  if (quotient >= ESCAPE) {
    reader.at += ESCAPE;
    return reader.signed();
  }
  reader.at += quotient + 1;
  return unzigzag(quotient * 2 ** k + reader.long(k));
}

function readSparse(reader: BitReader, into: Float64Array): void {
  const k = riceParameter(reader);
  const runK = riceParameter(reader);
  let row = 0;
  while (row < into.length) {
    row += runLength(reader, runK);
    if (row < into.length) into[row++] = readRiceCode(reader, k);
  }
}

/** Runs are not negative; their codes are those of the integers that zigzag to them. */
function runLength(reader: BitReader, k: number): number {
  const value = readRiceCode(reader, k);
  return value < 0 ? -2 * value - 1 : 2 * value;
}

/** Without a branch for the longer codes: which symbols have one cannot be foreseen. */
function readEven(reader: BitReader, into: Float64Array): void {
  const low = reader.signed();
  const count = reader.read(SYMBOLS_BITS);
  const { view } = reader;
  const bits = 31 - Math.clz32(count + 1);
  const short = 2 ** (bits + 1) - count - 1;
  const shift = 31 - bits;
  let { at } = reader;
  for (let row = 0; row < into.length; row++) {
    const word = view.getInt32(at >>> 3) << (at & 7);
    const begin = (word >>> 1) >>> shift;
    const isLong = (short - 1 - begin) >>> 31;
    const symbol = begin + (-isLong & (begin + ((word >>> shift) & 1) - short));
    at += bits + isLong;
    if (symbol === count) {
      reader.at = at;
      into[row] = reader.signed();
      at = reader.at;
    } else into[row] = symbol + low;
  }
  reader.at = at;
}

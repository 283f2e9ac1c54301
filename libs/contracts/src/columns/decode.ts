import { BadBytes, ByteReader } from './bytes.js';
import { COLUMNS_VERSION, TEXT, type Columns } from './columns.js';

/** Columns, or why the bytes are none. */
export type Decoded = { ok: true; columns: Columns } | { ok: false; error: string };

/** Least bytes that a row takes: two gaps, a delay and a value. */
const ROW_MIN = 11;

const SERIES_MAX = 0xffff_ffff;

/** Decodes what {@link encodeColumns} wrote. Every other string of bytes gives an error, in bounded time. */
export function decodeColumns(bytes: Uint8Array): Decoded {
  try {
    return { ok: true, columns: readColumns(new ByteReader(bytes)) };
  } catch (error) {
    if (error instanceof BadBytes) return { ok: false, error: error.message };
    throw error;
  }
}

function readColumns(reader: ByteReader): Columns {
  if (reader.byte() !== COLUMNS_VERSION) throw new BadBytes('another version of columns');
  const count = reader.unsigned();
  if (count * ROW_MIN > reader.left) throw new BadBytes('the bytes end too early');
  const series = readSeries(reader, count);
  const t = readTimes(reader, count);
  const received = Float64Array.from(t, (time) => time + reader.signed());
  const flags = readFlags(reader, count);
  const value = reader.doubles(count);
  const texts = readTexts(reader);
  if (reader.left > 0) throw new BadBytes('there are bytes after the end');
  const columns = { count, series, t, received, flags, value, texts };
  checkTexts(columns);
  return columns;
}

function readSeries(reader: ByteReader, count: number): Uint32Array {
  const series = new Uint32Array(count);
  let n = 0;
  for (let row = 0; row < count; row++) {
    n += reader.signed();
    if (n < 0 || n > SERIES_MAX) throw new BadBytes('a series number is out of range');
    series[row] = n;
  }
  return series;
}

function readTimes(reader: ByteReader, count: number): Float64Array {
  const t = new Float64Array(count);
  let time = 0;
  for (let row = 0; row < count; row++) {
    time += reader.signed();
    t[row] = time;
  }
  return t;
}

function readFlags(reader: ByteReader, count: number): Uint8Array {
  const form = reader.byte();
  if (form === 0) return reader.raw(count);
  if (form === 1) return new Uint8Array(count).fill(reader.byte());
  throw new BadBytes('unknown form of flags');
}

function readTexts(reader: ByteReader): string[] {
  const count = reader.unsigned();
  if (count > reader.left) throw new BadBytes('the bytes end too early');
  return Array.from({ length: count }, () => reader.text());
}

function checkTexts({ count, flags, value, texts }: Columns): void {
  for (let row = 0; row < count; row++) {
    if (((flags[row] ?? 0) & TEXT) !== 0 && texts[value[row] ?? -1] === undefined) {
      throw new BadBytes('a text is missing');
    }
  }
}

import { type BitReader } from './bit-reader.js';
import { type BitWriter } from './bit-writer.js';
import { DamagedChunk } from './chunk.js';
import { MAX_BLOCK, readBytes, writeBytes } from './compressed.js';
import { readIntegers } from './decode-integers.js';
import { writeIntegers } from './encode-integers.js';

/** Holds a number of different texts, one less than there are: as many as readings at most. */
const COUNT_BITS = 10;

/**
 * Writes texts as their places in the list of different ones. That list is in UTF-8, or in UTF-16 where a text
 * has half of a surrogate pair. Throws a RangeError if it is longer than 16 MB.
 */
export function writeTexts(writer: BitWriter, texts: string[]): void {
  const places = new Map<string, number>();
  const codes = Float64Array.from(texts, (text) => {
    const place = places.get(text) ?? places.size;
    places.set(text, place);
    return place;
  });
  writeWords(writer, [...places.keys()]);
  writeIntegers(writer, codes, false);
}

/** Reads `count` texts. */
export function readTexts(reader: BitReader, count: number): string[] {
  const words = readWords(reader);
  const codes = new Float64Array(count);
  readIntegers(reader, codes, false);
  return Array.from(codes, (code) => {
    const word = words[code];
    if (word === undefined) throw new DamagedChunk('no such text');
    return word;
  });
}

function writeWords(writer: BitWriter, words: string[]): void {
  const utf16 = words.some((word) => !word.isWellFormed());
  const parts = words.map((word) => Buffer.from(word, utf16 ? 'utf16le' : 'utf8'));
  writer.write(words.length - 1, COUNT_BITS);
  writer.write(utf16 ? 1 : 0, 1);
  writeIntegers(
    writer,
    Float64Array.from(parts, (part) => part.length),
    false,
  );
  writeBytes(writer, Buffer.concat(parts));
}

function readWords(reader: BitReader): string[] {
  const lengths = new Float64Array(reader.read(COUNT_BITS) + 1);
  const encoding = reader.read(1) === 1 ? 'utf16le' : 'utf8';
  readIntegers(reader, lengths, false);
  const bytes = Buffer.from(readBytes(reader, totalOf(lengths)));
  let at = 0;
  return Array.from(lengths, (length) => bytes.toString(encoding, at, (at += length)));
}

function totalOf(lengths: Float64Array): number {
  let total = 0;
  for (const length of lengths) {
    if (!Number.isInteger(length) || length < 0) throw new DamagedChunk('no such length');
    total += length;
  }
  if (total > MAX_BLOCK) throw new DamagedChunk('a block is too long');
  return total;
}

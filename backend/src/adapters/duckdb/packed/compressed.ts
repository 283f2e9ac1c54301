import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { type BitReader } from './bit-reader.js';
import { type BitWriter } from './bit-writer.js';
import { DamagedChunk } from './chunk.js';

const LENGTH_BITS = 24;
/** Bytes of one block at most. */
export const MAX_BLOCK = 2 ** LENGTH_BITS - 1;

/** Writes bytes, by zstd where that is shorter. Throws a RangeError above {@link MAX_BLOCK}. */
export function writeBytes(writer: BitWriter, bytes: Uint8Array): void {
  if (bytes.length > MAX_BLOCK) throw new RangeError(`${bytes.length} bytes in one block`);
  const packed = compress(bytes);
  writer.write(packed ? 1 : 0, 1);
  if (packed) writer.write(packed.length, LENGTH_BITS);
  writer.block(packed ?? bytes);
}

/** Bytes that {@link writeBytes} writes for these. */
export function sizeOf(bytes: Uint8Array): number {
  return compress(bytes)?.length ?? bytes.length;
}

/** Reads bytes of a length that is known; valid until the reader is opened again. */
export function readBytes(reader: BitReader, length: number): Uint8Array {
  if (reader.read(1) === 0) return reader.block(length);
  const bytes = decompress(reader.block(reader.read(LENGTH_BITS)), length);
  if (bytes.length !== length) throw new DamagedChunk('a block has another length');
  return bytes;
}

function compress(bytes: Uint8Array): Uint8Array | null {
  const packed = zstdCompressSync(bytes);
  return packed.length + LENGTH_BITS / 8 < bytes.length ? packed : null;
}

/** Never makes more than `length` bytes. */
function decompress(bytes: Uint8Array, length: number): Uint8Array {
  try {
    return zstdDecompressSync(bytes, { maxOutputLength: Math.max(1, length) });
  } catch (error) {
    throw new DamagedChunk(error instanceof Error ? error.message : 'zstd');
  }
}

import type { Connection } from './connection.js';
import { DamagedChunk } from './packed/chunk.js';
import { decodeChunk } from './packed/decode-chunk.js';
import type { Readings } from './readings.js';
import { CHUNK_TABLES } from './schema.js';
import { Slices } from './turns.js';

/**
 * Chunks whose readings are read at a time. A statement costs about the same for one chunk in each vector of 2048
 * rows as for many, so that the edges of 2,000 pixel columns are best read by one.
 */
export const PAYLOADS_AT_ONCE = 2_400;

/** Told of a chunk that cannot be read, by its number. */
export type OnDamage = (id: number, reason: string) => void;

/** Readings of chunks by their numbers. A damaged chunk is told of and missing. */
export async function readPayloads(
  connection: Connection,
  ids: readonly number[],
  onDamage: OnDamage,
): Promise<Map<number, Readings>> {
  const found = new Map<number, Readings>();
  for (let from = 0; from < ids.length; from += PAYLOADS_AT_ONCE) {
    const packed = await readPacked(connection, ids.slice(from, from + PAYLOADS_AT_ONCE));
    for (const [id, readings] of await unpack(packed, onDamage)) found.set(id, readings);
  }
  return found;
}

/** Chunks as they are stored, by number. */
export type Packed = Map<number, Uint8Array<ArrayBuffer>>;

/** Reads up to {@link PAYLOADS_AT_ONCE} chunks. */
export async function readPacked(connection: Connection, ids: readonly number[]): Promise<Packed> {
  if (ids.length === 0) return new Map();
  const rows = await connection.read(selectPayloads(ids));
  const numbers = rows.numbers(0);
  return new Map(rows.bytes(1).map((bytes, row) => [numbers[row] ?? 0, bytes]));
}

/** Decodes chunks, giving way to other work. */
export async function unpack(packed: Packed, onDamage: OnDamage): Promise<Map<number, Readings>> {
  const found = new Map<number, Readings>();
  const slices = new Slices();
  for (const [id, bytes] of packed) {
    const readings = decode(id, bytes, onDamage);
    if (readings) found.set(id, readings);
    if (slices.isOver) await slices.next();
  }
  return found;
}

function selectPayloads(ids: readonly number[]): string {
  const list = ids.join(', ');
  return CHUNK_TABLES.map((table) => `SELECT id, payload FROM h.main.${table} WHERE id IN (${list})`).join(
    ' UNION ALL ',
  );
}

function decode(id: number, bytes: Uint8Array<ArrayBuffer>, onDamage: OnDamage): Readings | undefined {
  try {
    return decodeChunk(bytes);
  } catch (error) {
    if (!(error instanceof DamagedChunk)) throw error;
    onDamage(id, error.message);
    return undefined;
  }
}

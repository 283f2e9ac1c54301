import type { Connection } from './connection.js';
import { DamagedChunk } from './packed/chunk.js';
import type { ChunkRoom } from './packed/chunk-room.js';
import { decodeChunk } from './packed/decode-chunk.js';
import type { Readings } from './readings.js';
import { CHUNK_TABLES } from './schema.js';
import { Slices } from './turns.js';

/**
 * Chunks whose readings are read at a time: enough that a statement is worth its cost, few enough that some are
 * unpacked while the next are read.
 */
export const PAYLOADS_AT_ONCE = 1_024;

/** Numbers of chunks that a string of bits may span. */
const BITS_MAX = 200_000;

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
export type Packed = Map<number, Uint8Array>;

/** Reads up to {@link PAYLOADS_AT_ONCE} chunks. */
export async function readPacked(connection: Connection, ids: readonly number[]): Promise<Packed> {
  if (ids.length === 0) return new Map();
  const rows = await connection.read(selectPayloads(ids));
  return rows.bytesByNumber(1, rows.numbers(0), new Set(ids));
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
  const [least, most] = [Math.min(...ids), Math.max(...ids)];
  const among = most - least < BITS_MAX ? amongBits(ids, least, most) : amongList(ids);
  return CHUNK_TABLES.map(
    (table) => `SELECT id, payload FROM h.main.${table} WHERE id BETWEEN ${least} AND ${most} AND ${among}`,
  ).join(' UNION ALL ');
}

/**
 * A bit for each number costs half as much as a join with the numbers, which reads the payloads of all rows. A bit
 * that is not there would be an error, in whichever order DuckDB looks at the conditions.
 */
function amongBits(ids: readonly number[], least: number, most: number): string {
  const bits = Buffer.alloc(most - least + 1, '0');
  for (const id of ids) bits.write('1', id - least);
  const bit = `get_bit('${bits.toString('latin1')}'::BIT, (id - ${least})::INTEGER)`;
  return `CASE WHEN id BETWEEN ${least} AND ${most} THEN ${bit} = 1 ELSE false END`;
}

function amongList(ids: readonly number[]): string {
  return `id IN (SELECT unnest([${ids.join(', ')}]::BIGINT[]))`;
}

/** Unpacks a chunk; undefined, and told of, if it is damaged. With `room` it is valid until that is used again. */
export function decode(
  id: number,
  bytes: Uint8Array,
  onDamage: OnDamage,
  room?: ChunkRoom,
): Readings | undefined {
  try {
    return decodeChunk(bytes, room);
  } catch (error) {
    if (!(error instanceof DamagedChunk)) throw error;
    onDamage(id, error.message);
    return undefined;
  }
}

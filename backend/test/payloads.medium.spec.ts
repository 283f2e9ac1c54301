import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ChunkIds, ChunkWriter } from '../src/adapters/duckdb/chunk-writer.js';
import { Database } from '../src/adapters/duckdb/connection.js';
import { PAYLOADS_AT_ONCE, readPayloads } from '../src/adapters/duckdb/payloads.js';
import { CHUNK_COLUMNS, createTable } from '../src/adapters/duckdb/schema.js';
import { DataFolder } from './sensorium.js';

/** Writes chunks of one reading each, whose value is the number of the chunk. */
async function writeChunks(database: Database, file: string, begins: readonly number[], count: number) {
  const connection = await database.connect();
  await connection.run(`ATTACH '${file}' AS h`);
  for (const table of ['chunk', 'tail'] as const) {
    await connection.run(createTable(table, CHUNK_COLUMNS));
    for (const begin of begins) {
      const first = begin + (table === 'tail' ? count : 0);
      const writer = new ChunkWriter(connection, table, new ChunkIds(first));
      for (let k = 1; k <= count; k++) {
        const [t, v] = [Float64Array.of(k), Float64Array.of(first + k)];
        await writer.add(1, { t, v, q: new Uint8Array(1), texts: null });
      }
      await writer.end();
    }
  }
  return connection;
}

describe('payloads by the numbers of their chunks', () => {
  it.each([
    { what: 'close together', begins: [0], step: 2 },
    { what: 'far apart', begins: [0, 5_000_000], step: 2 },
    { what: 'all there are', begins: [7], step: 1 },
  ])('are those of the numbers asked for and no others: $what', async ({ begins, step }) => {
    using data = new DataFolder();
    const database = await Database.open({});
    const count = PAYLOADS_AT_ONCE;
    const connection = await writeChunks(database, join(data.path, 'chunks.duckdb'), begins, count);
    const asked = Array.from({ length: (2 * count) / step }, (_, k) => 1 + k * step).flatMap((place) =>
      begins.map((begin) => begin + place),
    );
    const missing = 4_000_000;
    const found = await readPayloads(connection, [...asked, missing], (id, reason) => {
      throw new Error(`${id}: ${reason}`);
    });
    const values = Array.from(found, ([id, { v }]) => [id, v[0]]).sort(([a = 0], [b = 0]) => a - b);
    expect(values).toEqual(asked.sort((a, b) => a - b).map((id) => [id, id]));
    database.close();
  });
});

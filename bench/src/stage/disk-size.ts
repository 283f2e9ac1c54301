import { DuckDBInstance } from '@duckdb/node-api';
import { statSync } from 'node:fs';

/** Bytes of a closed DuckDB file: as it stands, and of the blocks in use. */
export async function diskSize(file: string): Promise<{ fileBytes: number; usedBytes: number }> {
  const instance = await DuckDBInstance.create(file, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  try {
    const reader = await connection.runAndReadAll(
      'SELECT (used_blocks * block_size)::DOUBLE FROM pragma_database_size()',
    );
    return { fileBytes: statSync(file).size, usedBytes: Number(reader.getRows()[0]?.[0]) };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

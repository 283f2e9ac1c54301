import { StoreError } from '../../ports/reading-store.js';
import type { ColumnType, Connection } from './connection.js';

/** Name of the store's file in its folder. */
export const STORE_FILE = 'history.duckdb';

/** Version of the tables below. A store of a higher one is left alone. */
export const SCHEMA_VERSION = 1;

/** Columns of readings that are not sealed yet. `q`: place of the quality; `x`: the text of a text. */
export const HOT_COLUMNS: [string, ColumnType][] = [
  ['s', 'INTEGER'],
  ['t', 'BIGINT'],
  ['v', 'DOUBLE'],
  ['q', 'UTINYINT'],
  ['x', 'VARCHAR'],
];

/** Columns of sealed chunks: names of `ChunkSummary`, with id, series and packed readings. */
export const CHUNK_COLUMNS: [string, ColumnType][] = [
  ['id', 'BIGINT'],
  ['s', 'INTEGER'],
  ['n', 'INTEGER'],
  ['t0', 'BIGINT'],
  ['t1', 'BIGINT'],
  ['v0', 'DOUBLE'],
  ['v1', 'DOUBLE'],
  ['min', 'DOUBLE'],
  ['minT', 'BIGINT'],
  ['max', 'DOUBLE'],
  ['maxT', 'BIGINT'],
  ['sum', 'DOUBLE'],
  ['changes', 'INTEGER'],
  ['gap', 'BIGINT'],
  ['increase', 'DOUBLE'],
  ['drops', 'INTEGER'],
  ['payload', 'BLOB'],
];

/** Messages of one commit: packet ids and hashes as bytes. */
export const DELIVERY_COLUMNS: [string, ColumnType][] = [
  ['id', 'BIGINT'],
  ['n', 'INTEGER'],
  ['ids', 'BLOB'],
  ['hashes', 'BLOB'],
];

/** Chunks, and the last chunk of each series while it is not full, which each seal writes anew. */
export const CHUNK_TABLES = ['chunk', 'tail'] as const;
export type ChunkTable = (typeof CHUNK_TABLES)[number];

const ASIDE_COLUMNS: [string, ColumnType][] = [...CHUNK_COLUMNS, ['at', 'BIGINT'], ['reason', 'VARCHAR']];

/** Statement that makes a table of the store. */
export function createTable(name: string, columns: [string, ColumnType][]): string {
  return `CREATE TABLE h.main.${name} (${columns.map(([column, type]) => definition(column, type)).join(', ')})`;
}

/** Packed readings do not get smaller (0.7 % in a trial), but reading them would take twice as long. */
function definition(column: string, type: ColumnType): string {
  return `"${column}" ${type}${column === 'payload' ? ' USING COMPRESSION uncompressed' : ''}`;
}

export function createHot(number: number): string {
  return createTable(`hot_${number}`, HOT_COLUMNS);
}

/** Makes the tables of an empty store, or checks that this version knows those that there are. */
export async function prepareSchema(connection: Connection): Promise<void> {
  const tables = await connection.read(
    `SELECT table_name FROM duckdb_tables() WHERE database_name = 'h' AND schema_name = 'main'`,
  );
  if (tables.count === 0) {
    await connection.run(createStatements());
    return;
  }
  const version = (await connection.read('SELECT version FROM h.main.store')).number(0);
  if (version > SCHEMA_VERSION) {
    throw new StoreError(
      'newer-version',
      `the history was written by a newer version (${version}, this one knows ${SCHEMA_VERSION}): use that version, or move the folder away`,
    );
  }
}

function createStatements(): string {
  return [
    'BEGIN TRANSACTION',
    'CREATE TABLE h.main.store (version INTEGER)',
    `INSERT INTO h.main.store VALUES (${SCHEMA_VERSION})`,
    ...CHUNK_TABLES.map((name) => createTable(name, CHUNK_COLUMNS)),
    createTable('aside', ASIDE_COLUMNS),
    createTable('delivery', DELIVERY_COLUMNS),
    createHot(1),
    'COMMIT',
  ].join(';\n');
}

/** Numbers of the hot tables, oldest first. */
export async function hotNumbers(connection: Connection): Promise<number[]> {
  const tables = await connection.read(
    `SELECT table_name FROM duckdb_tables()
     WHERE database_name = 'h' AND schema_name = 'main' AND table_name LIKE 'hot\\_%' ESCAPE '\\'`,
  );
  return tables
    .texts(0)
    .map((name) => Number(name?.slice('hot_'.length)))
    .sort((a, b) => a - b);
}

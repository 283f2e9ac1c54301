import { SqliteDialect, type SqliteDatabase, type SqliteStatement } from 'kysely';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';

/** Result codes of SQLite (https://sqlite.org/rescode.html): the file is damaged, or is no database. */
export const SQLITE_CORRUPT = 11;
export const SQLITE_NOTADB = 26;

/** The primary result code of a fault of SQLite; undefined for other faults. */
export function sqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number')
    return undefined;
  return error.errcode & 0xff;
}

/**
 * Kysely's SQLite dialect over Node's own `node:sqlite`: the same calls under other names, except that a
 * statement does not say whether it returns rows, which its columns tell.
 */
export function nodeSqliteDialect(path: string | URL, { readOnly = false } = {}): SqliteDialect {
  const database = new DatabaseSync(path, { timeout: 5_000, readOnly });
  if (!readOnly) setUp(database);
  const bridge: SqliteDatabase = {
    close: () => database.close(),
    prepare: (sql) => bridgeStatement(database, sql),
  };
  return new SqliteDialect({ database: bridge });
}

function setUp(database: DatabaseSync): void {
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
  } catch (error) {
    database.close();
    throw error;
  }
}

function bridgeStatement(database: DatabaseSync, sql: string): SqliteStatement {
  const statement = database.prepare(sql);
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...(parameters as SQLInputValue[])),
    run: (parameters) => statement.run(...(parameters as SQLInputValue[])),
    iterate: (parameters) => statement.iterate(...(parameters as SQLInputValue[])),
  };
}

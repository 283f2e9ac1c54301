import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoreFigures } from '../../ports/reading-store.js';
import { readAside } from './aside.js';
import { hotRelation } from './hot-tables.js';
import { STORE_FILE } from './schema.js';
import type { Snapshot } from './snapshots.js';
import { freeBytes } from './space.js';

/** The store in figures. Of readings not sealed yet a time that was written twice counts twice. */
export async function figures({ connection, hot }: Snapshot, folder: string): Promise<StoreFigures> {
  const rows = await connection.read(`
    SELECT (SELECT count(*) FROM ${hotRelation(hot)})::DOUBLE,
      (SELECT coalesce(sum(n), 0) FROM ${CHUNKS})::DOUBLE,
      (SELECT count(*) FROM (SELECT DISTINCT s FROM ${CHUNKS} UNION SELECT DISTINCT s FROM ${hotRelation(hot)}))::DOUBLE,
      coalesce(least((SELECT min(t0) FROM ${CHUNKS}), (SELECT min(t) FROM ${hotRelation(hot)}))::DOUBLE, 'nan')`);
  const oldest = rows.number(3);
  return {
    hot: rows.number(0),
    sealed: rows.number(1),
    series: rows.number(2),
    oldest: Number.isNaN(oldest) ? null : oldest / 1_000,
    bytes: await fileBytes(folder),
    freeBytes: await freeBytes(folder),
    setAside: await readAside(connection, folder),
  };
}

const CHUNKS = '(SELECT s, n, t0 FROM h.main.chunk UNION ALL SELECT s, n, t0 FROM h.main.tail)';

/** Bytes of the store's file and its log. */
async function fileBytes(folder: string): Promise<number> {
  const sizes = [STORE_FILE, `${STORE_FILE}.wal`].map((name) =>
    stat(join(folder, name)).then(
      ({ size }) => size,
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

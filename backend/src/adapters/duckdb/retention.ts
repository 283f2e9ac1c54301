import type { KeepRules } from '../../ports/reading-store.js';
import { ChunkWriter } from './chunk-writer.js';
import type { Connection } from './connection.js';
import { hotRelation } from './hot-tables.js';
import { betweenBatches, checkpoint, sealAll, transaction } from './maintenance.js';
import type { OpenedStore } from './opened-store.js';
import { readPayloads, type OnDamage } from './payloads.js';
import { between } from './readings.js';
import { CHUNK_TABLES } from './schema.js';

/** Earlier than any reading, µs. */
const EVER = -(2 ** 52);
const NEVER = 2 ** 52;

/** Part of the bound that is aimed at, so that not every call has to make room again. */
const FILLED = 0.95;

/** Forgets series; batches asked for before are forgotten, too, those after it stay. */
export async function remove(store: OpenedStore, series: readonly number[]): Promise<void> {
  if (series.length === 0) return;
  const tables = [...CHUNK_TABLES, 'aside'];
  await store.writer.between((connection) =>
    transaction(connection, async () => {
      for (const table of [...tables, ...store.hot.numbers.map((number) => `hot_${number}`)]) {
        await connection.run(`DELETE FROM h.main.${table} WHERE s IN (${series.join(', ')})`);
      }
      return (commit) => commit();
    }),
  );
}

/**
 * Forgets what is older than the rules say, and the oldest chunks while the store is too big; returns how many
 * readings. Old readings that are not sealed yet are sealed first.
 */
export async function expire(store: OpenedStore, rules: KeepRules, onDamage: OnDamage): Promise<number> {
  const connection = await store.connect();
  try {
    const cutoffs = await readCutoffs(connection, store.hot.numbers, rules);
    if (cutoffs.length === 0) return 0;
    const relation = `(SELECT col0::INTEGER AS s, col1::BIGINT AS k FROM (VALUES ${cutoffs.join(', ')}))`;
    const hot = hotRelation(store.hot.numbers);
    const late = await connection.read(
      `SELECT count(*) FROM ${hot} h JOIN ${relation} r ON h.s = r.s AND h.t < r.k`,
    );
    if (late.number(0) > 0) await sealAll(store, onDamage);
    const expired = await expireChunks(store, connection, relation, onDamage);
    if (expired > 0) await checkpoint(store);
    return expired + (await makeRoom(store, connection, rules.maxBytes));
  } finally {
    connection.close();
  }
}

/** `(series, oldest µs that stays)` of each series that has a rule, as SQL. */
async function readCutoffs(
  connection: Connection,
  hot: readonly number[],
  rules: KeepRules,
): Promise<string[]> {
  const rows = await connection.read(`
    SELECT DISTINCT s FROM h.main.chunk UNION SELECT DISTINCT s FROM h.main.tail
    UNION SELECT DISTINCT s FROM ${hotRelation(hot)}`);
  const byNumber = new Map(rules.series.map(({ n, keepFrom }) => [n, keepFrom]));
  return Array.from(rows.numbers(0), (s) => {
    const keepFrom = Math.ceil((byNumber.get(s) ?? rules.others) * 1_000);
    return `(${s}, ${Math.min(NEVER, Math.max(EVER, keepFrom))})`;
  });
}

async function expireChunks(
  store: OpenedStore,
  connection: Connection,
  relation: string,
  onDamage: OnDamage,
): Promise<number> {
  let expired = 0;
  await transaction(connection, async () => {
    for (const table of CHUNK_TABLES) {
      const old = await connection.read(
        `SELECT coalesce(sum(n), 0)::DOUBLE FROM h.main.${table} c JOIN ${relation} r ON c.s = r.s WHERE t1 < k`,
      );
      expired += old.number(0);
      await connection.run(`DELETE FROM h.main.${table} c USING ${relation} r WHERE c.s = r.s AND t1 < k`);
      const writer = new ChunkWriter(connection, table, store.ids);
      const cut = await connection.read(
        `SELECT id, c.s, k FROM h.main.${table} c JOIN ${relation} r ON c.s = r.s WHERE t0 < k`,
      );
      expired += await rewriteCut(
        connection,
        writer,
        [0, 1, 2].map((column) => cut.numbers(column)),
        onDamage,
      );
      if (cut.count > 0) {
        await connection.run(`DELETE FROM h.main.${table} WHERE id IN (${cut.numbers(0).join(', ')})`);
      }
    }
    return (commit) => betweenBatches(store, commit);
  });
  return expired;
}

/** Writes the younger part of chunks anew; returns how many readings the older parts had. */
async function rewriteCut(
  connection: Connection,
  writer: ChunkWriter,
  [ids = new Float64Array(), series, keepFrom]: Float64Array[],
  onDamage: OnDamage,
): Promise<number> {
  const payloads = await readPayloads(connection, [...ids], onDamage);
  let expired = 0;
  for (const [row, id] of ids.entries()) {
    const readings = payloads.get(id);
    if (!readings) continue;
    const kept = between(readings, keepFrom?.[row] ?? 0, NEVER);
    expired += readings.t.length - kept.t.length;
    if (kept.t.length > 0) await writer.add(series?.[row] ?? 0, kept);
  }
  await writer.end();
  return expired;
}

/** Deletes the oldest chunks of all series until what the store uses fits; returns how many readings. */
async function makeRoom(
  store: OpenedStore,
  connection: Connection,
  maxBytes: number | null,
): Promise<number> {
  if (maxBytes === null) return 0;
  const used = await usedBytes(connection);
  if (used <= maxBytes) return 0;
  const deleted = await deleteOldest(store, connection, 1 - (FILLED * maxBytes) / used);
  await checkpoint(store);
  return deleted;
}

/**
 * Bytes that the readings need: those of the blocks in use, less the part of deleted chunks. Their blocks become
 * free when all chunks of a row group are deleted; the file does not shrink, what comes next goes into them.
 */
async function usedBytes(connection: Connection): Promise<number> {
  const rows = await connection.read(`
    SELECT used_blocks * block_size * (SELECT count(*) / greatest(max(rowid) + 1, 1) FROM h.main.chunk)
    FROM pragma_database_size() WHERE database_name = 'h'`);
  return rows.number(0);
}

/** Deletes the oldest chunks that hold about this part of all sealed readings. */
async function deleteOldest(store: OpenedStore, connection: Connection, part: number): Promise<number> {
  const found = await connection.read(`
    WITH c AS (SELECT t1, n FROM h.main.chunk UNION ALL SELECT t1, n FROM h.main.tail),
    sums AS (SELECT t1, sum(n) OVER (ORDER BY t1) AS sofar FROM c)
    SELECT coalesce(min(t1), ${EVER})::BIGINT FROM sums WHERE sofar >= ${part} * (SELECT sum(n) FROM c)`);
  const oldest = found.number(0);
  let deleted = 0;
  await transaction(connection, async () => {
    for (const table of CHUNK_TABLES) {
      const rows = await connection.read(
        `SELECT coalesce(sum(n), 0)::DOUBLE FROM h.main.${table} WHERE t1 <= ${oldest}`,
      );
      deleted += rows.number(0);
      await connection.run(`DELETE FROM h.main.${table} WHERE t1 <= ${oldest}`);
    }
    return (commit) => betweenBatches(store, commit);
  });
  return deleted;
}

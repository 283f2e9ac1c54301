import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import type { DuckDbReadingStore } from '../src/adapters/duckdb/duckdb-reading-store.js';
import { StoreError } from '../src/ports/reading-store.js';
import { DuckDbFolder } from './duckdb-folder.js';
import { batchOf, pages } from './reading-store.contract.js';
import { SmallDisk } from './small-disk.js';

const BASE = 1_780_000_000_000_000;
const ALL = { from: BASE / 1_000, to: BASE / 1_000 + 1e10 };

/** A thousand readings of series 1, a second apart, the k-th of such batches. */
function batch(k: number, n = 1, ids: number[] = [k]) {
  const readings = Array.from({ length: 1_000 }, (_, row) => ({
    n,
    t: BASE + (k * 1_000 + row) * 1_000_000,
    v: Math.sin(k * 1_000 + row),
  }));
  return batchOf(readings, ids);
}

async function countOf(store: DuckDbReadingStore, n = 1): Promise<number> {
  const [answer] = await store.statistics([{ n, ...ALL }]);
  return answer?.count ?? 0;
}

function flipBit(file: string, position: number): void {
  const byte = Buffer.alloc(1);
  const descriptor = openSync(file, 'r+');
  readSync(descriptor, byte, 0, 1, position);
  writeSync(descriptor, Buffer.of((byte[0] ?? 0) ^ 0x10), 0, 1, position);
  closeSync(descriptor);
}

async function faultOf(task: Promise<unknown>): Promise<string> {
  return task.then(
    () => 'none',
    (error: unknown) => (error instanceof StoreError ? error.fault : String(error)),
  );
}

it('keeps every acknowledged batch once, and none in part, through kills while it writes and seals', async () => {
  await using folder = new DuckDbFolder();
  const limits = { sealRows: 4_000, checkpointThreshold: '200KB' };
  let acknowledged = 0;
  for (let kill = 0; kill < 10; kill++) {
    const store = folder.store(limits);
    await store.open();
    const goal = acknowledged + 3 + kill;
    const writing = (async () => {
      for (let k = acknowledged; ; k++) {
        await store.append(batch(k));
        acknowledged = k + 1;
        if (k % 4 === 3) void store.seal().catch(() => undefined);
        if (acknowledged === goal) void folder.kill(store);
      }
    })();
    await expect(writing).rejects.toThrow(StoreError);
  }
  const store = folder.store(limits);
  const { deliveries } = await store.open();
  const { t } = await pages(store, 1, ALL, 5_000);
  expect([acknowledged, acknowledged + 1]).toContain(t.length / 1_000);
  expect(t.every((one, row) => one === ALL.from + row * 1_000)).toBe(true);
  expect(deliveries.ids.at(-1)).toBe(t.length / 1_000 - 1);
  expect((await store.figures()).setAside).toEqual([]);
});

it('tells calls that wait that its process has ended, and starts a new one at the next open', async () => {
  await using folder = new DuckDbFolder();
  const store = folder.store();
  await store.open();
  const waiting = faultOf(store.append(batch(0)));
  process.kill(store.pid ?? 0, 'SIGKILL');
  expect(['failed', 'none']).toContain(await waiting);
  expect(await faultOf(store.append(batch(1)))).toBe('failed');
  await store.open();
  await store.append(batch(1));
  expect(await countOf(store)).toBeGreaterThanOrEqual(1_000);
});

it('is not opened by two processes', async () => {
  await using folder = new DuckDbFolder();
  await folder.store().open();
  await expect(folder.store().open()).rejects.toThrow(/another process has the history in .* open/);
});

it('leaves a store of a newer version as it is', async () => {
  await using folder = new DuckDbFolder();
  const store = folder.store();
  await store.open();
  await store.append(batch(0));
  await store.close();
  await setVersion(folder.file, 2);
  const before = readFileSync(folder.file);
  expect(await faultOf(folder.store().open())).toBe('newer-version');
  expect(readFileSync(folder.file).equals(before)).toBe(true);
  await setVersion(folder.file, 1);
  await store.open();
  expect(await countOf(store)).toBe(1_000);
});

async function setVersion(file: string, version: number): Promise<void> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  await connection.run(`UPDATE store SET version = ${version}; CHECKPOINT`);
  connection.closeSync();
  instance.closeSync();
}

it('refuses to write into a folder that cannot be written to, and goes on when it can', async () => {
  await using folder = new DuckDbFolder();
  writeFileSync(folder.history, 'a file where the folder should be');
  const store = folder.store();
  expect(await faultOf(store.open())).toBe('read-only');
  rmSync(folder.history);
  await store.open();
  await store.append(batch(0));
  expect(await countOf(store)).toBe(1_000);
});

it('refuses to append before the disk is full, answers meanwhile, and goes on when there is room', async (context) => {
  using disk = SmallDisk.mount(200);
  if (!disk) return context.skip('this user may not mount');
  await using folder = new DuckDbFolder(disk);
  const store = folder.store();
  await store.open();
  await store.append(batch(0));
  const ballast = join(disk.path, 'ballast');
  writeFileSync(ballast, Buffer.alloc(150_000_000));
  await expect.poll(() => faultOf(store.append(batch(1))), { timeout: 10_000 }).toBe('disk-full');
  expect(await faultOf(store.seal())).toBe('disk-full');
  const whileFull = await countOf(store);
  expect([1_000, 2_000]).toContain(whileFull);
  rmSync(ballast);
  await store.append(batch(2));
  expect(await countOf(store)).toBe(whileFull + 1_000);
});

it('loses nothing and answers when the disk is full to the last byte, and goes on when there is room', async (context) => {
  using disk = SmallDisk.mount(12);
  if (!disk) return context.skip('this user may not mount');
  await using folder = new DuckDbFolder(disk);
  const store = folder.store({ appendFreeBytes: 0, sealFreeBytes: 0, checkpointThreshold: '1MB' });
  await store.open();
  const ballast = join(disk.path, 'ballast');
  writeFileSync(ballast, Buffer.alloc(2_000_000));
  let acknowledged = 0;
  const fill = async () => {
    for (;;) {
      await store.append(batch(acknowledged));
      acknowledged++;
    }
  };
  expect(await faultOf(fill())).toBe('disk-full');
  expect(acknowledged).toBeGreaterThan(10);
  const kept = await countOf(store);
  expect([acknowledged, acknowledged + 1]).toContain(kept / 1_000);
  expect(await faultOf(store.append(batch(acknowledged)))).toBe('disk-full');
  rmSync(ballast);
  await store.open();
  await store.append(batch(acknowledged));
  expect(await countOf(store)).toBe((acknowledged + 1) * 1_000);
});

it('names a disk that became read-only, and goes on when it can be written to again', async (context) => {
  using disk = SmallDisk.mount(200);
  if (!disk) return context.skip('this user may not mount');
  await using folder = new DuckDbFolder(disk);
  const store = folder.store();
  await store.open();
  await store.append(batch(0));
  await store.close();
  disk.remount('ro');
  expect(await faultOf(store.open())).toBe('read-only');
  disk.remount('rw');
  await store.open();
  expect(await countOf(store)).toBe(1_000);
});

it('sets a file aside that cannot be opened, names it, and goes on with a fresh one', async () => {
  await using folder = new DuckDbFolder();
  const store = folder.store();
  for (const damage of [cutInHalf, writeGarbage, flipHeaders]) {
    await store.open();
    for (let k = 0; k < 3; k++) await store.append(batch(k));
    await store.seal();
    await store.close();
    damage(folder.file);
    await store.open();
    expect(await countOf(store), damage.name).toBe(0);
    await store.append(batch(5));
    expect(await countOf(store), damage.name).toBe(1_000);
  }
  const { setAside } = await store.figures();
  expect(setAside).toHaveLength(3);
  for (const { name, reason } of setAside) {
    expect(readdirSync(join(folder.history, name))).toContain('history.duckdb');
    expect(reason).not.toBe('');
  }
});

function cutInHalf(file: string): void {
  truncateSync(file, Math.floor(statSync(file).size / 2));
}

function writeGarbage(file: string): void {
  writeFileSync(file, Buffer.alloc(100_000, 'not a database'));
}

/** Both headers of the database, which follow the one of the file. */
function flipHeaders(file: string): void {
  flipBit(file, 4_096 + 16);
  flipBit(file, 8_192 + 16);
}

it('keeps what is before a damaged place of the log, and a copy of the log', async () => {
  await using folder = new DuckDbFolder();
  const store = folder.store();
  await store.open();
  for (let k = 0; k < 10; k++) await store.append(batch(k));
  await folder.kill(store);
  flipBit(folder.log, Math.floor(statSync(folder.log).size * 0.75));
  await store.open();
  const count = await countOf(store);
  expect(count % 1_000).toBe(0);
  expect(count).toBeGreaterThanOrEqual(6_000);
  expect(count).toBeLessThan(10_000);
  const { setAside } = await store.figures();
  expect(setAside).toHaveLength(1);
  expect(existsSync(join(folder.history, setAside[0]?.name ?? '', 'history.duckdb.wal'))).toBe(true);
  await store.append(batch(20));
  expect(await countOf(store)).toBe(count + 1_000);
});

it('saves what can be read of a file with a damaged block, and names the damaged file', async () => {
  await using folder = new DuckDbFolder();
  const store = folder.store();
  await store.open();
  for (let k = 0; k < 300; k++) await store.append(batch(k, 1 + (k % 3)));
  await store.seal();
  await store.close();
  flipBit(folder.file, (await payloadBlock(folder.file)) + 100_000);
  await store.open();
  await store
    .history([{ n: 1, ...ALL, width: 100_000, state: false, gapMs: null, raw: null }])
    .catch(() => undefined);
  await expect.poll(() => faultOf(store.append(batch(400))), { timeout: 10_000 }).toBe('none');
  const { setAside, sealed } = await store.figures();
  expect(setAside).toHaveLength(1);
  expect(existsSync(join(folder.history, setAside[0]?.name ?? '', 'history.duckdb'))).toBe(true);
  expect(sealed).toBeLessThan(300_000);
  expect(sealed).toBeGreaterThan(250_000);
  expect(await countOf(store)).toBeGreaterThanOrEqual(1_000);
});

/**
 * Where the first block of packed readings begins, which holds nothing else: blocks of 256 KiB follow three headers of
 * 4 KiB.
 */
async function payloadBlock(file: string): Promise<number> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  const found = await connection.runAndReadAll(
    `SELECT block_id::INTEGER FROM pragma_storage_info('chunk')
     WHERE column_name = 'payload' AND segment_type = 'BLOB' ORDER BY row_group_id, start LIMIT 1`,
  );
  connection.closeSync();
  instance.closeSync();
  return 3 * 4_096 + Number(found.getRows()[0]?.[0]) * 262_144;
}

it('sets a chunk aside that is damaged inside, names it, and answers with the rest', async () => {
  await using folder = new DuckDbFolder();
  const store = folder.store();
  await store.open();
  for (let k = 0; k < 3; k++) await store.append(batch(k));
  await store.seal();
  await store.close();
  await damageChunk(folder.file);
  await store.open();
  const { t } = await pages(store, 1, ALL, 5_000);
  expect(t).toHaveLength(3_000 - 512);
  await expect.poll(async () => (await store.figures()).setAside.length).toBe(1);
  const { setAside, sealed } = await store.figures();
  expect(setAside[0]).toMatchObject({ name: expect.stringContaining('series 1 (512 readings)') as string });
  expect(sealed).toBe(3_000 - 512);
});

async function damageChunk(file: string): Promise<void> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  await connection.run(
    `UPDATE chunk SET payload = payload[1:20] || '\\x00\\x01'::BLOB || payload[23:] WHERE id = (SELECT min(id) FROM chunk)`,
  );
  connection.closeSync();
  instance.closeSync();
}

it('copies itself while batches go on, and the copy is a store', async () => {
  await using folder = new DuckDbFolder();
  const store = folder.store();
  await store.open();
  for (let k = 0; k < 5; k++) await store.append(batch(k, 1 + (k % 2)));
  await using restored = new DuckDbFolder();
  mkdirSync(dirname(restored.file), { recursive: true });
  const copying = store.backup(restored.file);
  await store.append(batch(5));
  const { readings, series } = await copying;
  expect([5_000, 6_000]).toContain(readings);
  expect(series).toBe(2);
  const copy = restored.store();
  await copy.open();
  expect((await countOf(copy, 1)) + (await countOf(copy, 2))).toBe(readings);
  await expect(store.backup(restored.file)).rejects.toThrow(StoreError);
  expect((await countOf(copy, 1)) + (await countOf(copy, 2))).toBe(readings);
});

it('forgets the oldest chunks until the store fits, and not much more', async () => {
  await using folder = new DuckDbFolder();
  const store = folder.store();
  await store.open();
  for (let k = 0; k < 5; k++) {
    const times = Array.from({ length: 200_000 }, (_, row) => BASE + (k * 200_000 + row) * 1_000_000);
    await store.append(batchOf(times.map((t, row) => ({ n: 1 + (row % 2), t, v: Math.sin(t) }))));
  }
  await store.seal();
  const rules = { series: [], others: -Infinity, maxBytes: 4_000_000 };
  const forgotten = await store.expire(rules);
  expect(forgotten).toBeGreaterThan(150_000);
  expect(forgotten).toBeLessThan(800_000);
  const { sealed, oldest } = await store.figures();
  expect(sealed).toBe(1_000_000 - forgotten);
  expect(oldest ?? 0).toBeGreaterThan(ALL.from + 70_000_000);
  const newest = await store.page({ n: 2, from: ALL.from + 999_999_000, to: ALL.to, limit: 10 });
  expect(newest.t).toHaveLength(1);
  expect(await store.expire(rules)).toBe(0);
});

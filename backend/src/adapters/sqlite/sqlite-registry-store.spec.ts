import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RegistryChanges, StoredDevice } from '../../ports/registry-store.js';
import { REGISTRY_FILE } from './open-registry.js';
import { SqliteDatabase } from './sqlite-database.js';
import { SqliteRegistryStore } from './sqlite-registry-store.js';

let folder: string;
const open: SqliteDatabase[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sensorium-registry-'));
});
afterEach(async () => {
  await closeAll();
  rmSync(folder, { recursive: true, force: true });
});

function registryIn(dataDir: string): SqliteRegistryStore {
  const database = new SqliteDatabase({ dataDir });
  open.push(database);
  return new SqliteRegistryStore(database);
}

async function closeAll(): Promise<void> {
  for (const database of open.splice(0)) await database.onApplicationShutdown();
}

const NOTHING: RegistryChanges = {
  devices: [],
  series: [],
  sites: [],
  removed: [],
  deleted: [],
  restored: [],
  log: [],
};
const SITE = { id: 'site1', name: 'Nursery', zone: 'Europe/Berlin', location: null };
const DEVICE: StoredDevice = {
  source: 'main',
  dialect: 'generic',
  base: '',
  id: 'home/a',
  uid: 'u-1',
  publicId: 'home/a',
  others: [],
  aliases: [],
  edits: {},
  outOfService: null,
  meta: { name: 'A', metrics: { door: { class: 'door', values: { true: 'open' }, settable: false } } },
  parent: null,
  firstSeen: 1,
  lastSeen: null,
  saidOnline: null,
  heardSince: false,
};

describe('the registry', () => {
  it('keeps its instance and what was saved', async () => {
    const first = registryIn(folder);
    const instance = await first.instance();
    await first.save({ ...NOTHING, sites: [SITE] });
    await closeAll();
    const second = registryIn(folder);
    expect(await second.instance()).toBe(instance);
    expect(await second.load()).toMatchObject({ sites: [SITE], setAside: null });
  });

  it('keeps a device whose dialect and gateway became known later', async () => {
    const store = registryIn(folder);
    await store.save({ ...NOTHING, devices: [DEVICE] });
    const others = [{ source: 'main', dialect: 'generic', base: '', id: 'home/a' }];
    const adopted = { ...DEVICE, dialect: 'toy', base: 'b', id: 'a', others, parent: 'u-2' };
    await store.save({ ...NOTHING, devices: [adopted] });
    await closeAll();
    expect((await registryIn(folder).load()).devices).toEqual([adopted]);
  });

  it.each([
    ['is no database', () => writeFileSync(join(folder, REGISTRY_FILE), 'garbage '.repeat(1_000))],
    ['has a damaged page', () => damage(join(folder, REGISTRY_FILE))],
  ])('puts a file aside that %s, names it and begins anew', async (_, spoil) => {
    const before = registryIn(folder);
    await before.save({ ...NOTHING, sites: [SITE] });
    await closeAll();
    spoil();
    const registry = registryIn(folder);
    const { sites, setAside } = await registry.load();
    expect(sites).toEqual([]);
    expect(setAside?.reason).toContain('damaged');
    expect(readdirSync(join(folder, setAside?.name.split('/')[0] ?? ''))).toContain(REGISTRY_FILE);
    await registry.save({ ...NOTHING, sites: [SITE] });
    expect((await registry.load()).sites).toEqual([SITE]);
  });

  it('serves from memory where the folder cannot be made, and saves once it can', async () => {
    const dataDir = join(folder, 'data');
    writeFileSync(dataDir, 'a file in the place of the folder');
    const registry = registryIn(dataDir);
    const instance = await registry.instance();
    expect(await registry.instance()).toBe(instance);
    expect(await registry.load()).toMatchObject({ devices: [], sites: [] });
    await expect(registry.save({ ...NOTHING, sites: [SITE] })).rejects.toThrow(/EEXIST|ENOTDIR/);
    rmSync(dataDir);
    await registry.save({ ...NOTHING, sites: [SITE] });
    expect((await registry.load()).sites).toEqual([SITE]);
    expect(await registry.instance()).toBe(instance);
  });

  it('writes a copy that opens as a registry of its own', async () => {
    const registry = registryIn(folder);
    const instance = await registry.instance();
    await registry.save({ ...NOTHING, sites: [SITE] });
    const copy = mkdtempSync(join(folder, 'copy-'));
    await registry.backup(join(copy, REGISTRY_FILE));
    const restored = registryIn(copy);
    expect(await restored.instance()).toBe(instance);
    expect((await restored.load()).sites).toEqual([SITE]);
  });
});

/** Overwrites the second page, where the first table begins. */
function damage(file: string): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(4_096, 0xa5), 0, 4_096, 4_096);
  closeSync(handle);
}

import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseSettings } from '../../config/settings.js';
import type { RegistryChanges } from '../../ports/registry-store.js';
import { REGISTRY_FILE } from './open-registry.js';
import { SqliteRegistryStore } from './sqlite-registry-store.js';

let folder: string;
const open: SqliteRegistryStore[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sensorium-registry-'));
});
afterEach(async () => {
  for (const store of open.splice(0)) await store.onApplicationShutdown();
  rmSync(folder, { recursive: true, force: true });
});

function registryIn(dataDir: string): SqliteRegistryStore {
  const store = new SqliteRegistryStore(parseSettings({ DATA_DIR: dataDir }, '/'));
  open.push(store);
  return store;
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

describe('the registry', () => {
  it('keeps its instance and what was saved', async () => {
    const first = registryIn(folder);
    const instance = await first.instance();
    await first.save({ ...NOTHING, sites: [SITE] });
    await first.onApplicationShutdown();
    open.length = 0;
    const second = registryIn(folder);
    expect(await second.instance()).toBe(instance);
    expect(await second.load()).toMatchObject({ sites: [SITE], setAside: null });
  });

  it.each([
    ['is no database', () => writeFileSync(join(folder, REGISTRY_FILE), 'garbage '.repeat(1_000))],
    ['has a damaged page', () => damage(join(folder, REGISTRY_FILE))],
  ])('puts a file aside that %s, names it and begins anew', async (_, spoil) => {
    const before = registryIn(folder);
    await before.save({ ...NOTHING, sites: [SITE] });
    await before.onApplicationShutdown();
    open.length = 0;
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

import { LAB_LEASE_MS, LABS_MAX } from '@sensorium/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RegistryChanges, RegistryStore } from '../ports/registry-store.js';
import { Batch } from './batch.js';
import { EventLog } from './event-log.js';
import { Labs } from './lab.js';
import { Registry } from './registry.js';
import { Saver } from './saver.js';
import { SiteList } from './site-list.js';
import { SourceClocks } from './source-clocks.js';

let registry: Registry;
let batch: Batch;
let labs: Labs;

beforeEach(() => {
  vi.useFakeTimers();
  registry = new Registry();
  batch = new Batch();
  const clock = { now: () => Date.now() * 1_000 };
  labs = new Labs({ registry, batch, clocks: new SourceClocks(), clock }, () => undefined);
});

afterEach(() => {
  labs.stop();
  vi.useRealTimers();
});

/** Values that are made within `ms`, with their times in ms since then. */
function run(ms: number): { value: string; at: number }[] {
  const began = Date.now();
  vi.advanceTimersByTime(ms);
  const columns = batch.take();
  return Array.from({ length: columns?.count ?? 0 }, (_, row) => ({
    value: columns?.texts[columns.value[row] ?? -1] ?? '',
    at: (columns?.t[row] ?? 0) / 1_000 - began,
  }));
}

describe('a lab', () => {
  it.each([1, 3, 40, 100])('makes %i values a second, each with its own time and number', (rate) => {
    labs.take({ rate, bytes: 20 });
    const values = run(3_000 - 500 / rate);
    expect(values).toHaveLength(3 * rate);
    for (const [n, { value, at }] of values.entries()) {
      expect(Number(value.slice(0, 8))).toBe(n);
      expect(Math.abs(at - (n * 1_000) / rate)).toBeLessThanOrEqual(2);
    }
  });

  it.each([8, 9, 4_096])('makes values of %i bytes', (bytes) => {
    labs.take({ rate: 10, bytes });
    const sizes = run(450).map(({ value }) => Buffer.byteLength(value));
    expect(sizes).toEqual(Array.from({ length: 5 }, () => bytes));
  });

  it('goes on while it is asked for, at what was asked last, and then is gone', () => {
    const { id, uid } = labs.take({ rate: 1, bytes: 8 });
    run(LAB_LEASE_MS - 1);
    expect(labs.take({ rate: 10, bytes: 50, id })).toMatchObject({ id, uid });
    const values = run(LAB_LEASE_MS - 1);
    expect(values.length).toBeGreaterThanOrEqual(149);
    expect(values.at(-1)?.value).toHaveLength(50);
    expect(registry.device(uid)).toBeDefined();
    run(1);
    expect(registry.device(uid)).toBeUndefined();
    expect(registry.changes.takeGone()).toEqual([uid]);
    expect(run(60_000)).toEqual([]);
    expect(labs.take({ rate: 1, bytes: 8, id }).id).not.toBe(id);
  });

  it('is one of a few, each a device of its own', () => {
    const devices = Array.from({ length: LABS_MAX }, () => labs.take({ rate: 1, bytes: 8 }).device);
    expect(devices).toEqual(devices.map((_, i) => `transport-lab-${i + 1}`));
    expect(() => labs.take({ rate: 1, bytes: 8 })).toThrow('at most');
    run(LAB_LEASE_MS);
    expect(labs.take({ rate: 1, bytes: 8 }).device).toBe('transport-lab-1');
  });

  it('gives its place to another when whoever ran it has left', () => {
    const ids = Array.from({ length: LABS_MAX }, () => labs.take({ rate: 1, bytes: 8 }).id);
    run(LAB_LEASE_MS / 3);
    for (const id of ids.slice(1)) labs.take({ rate: 1, bytes: 8, id });
    run(LAB_LEASE_MS / 6 - 1);
    expect(() => labs.take({ rate: 1, bytes: 8 })).toThrow('at most');
    run(1);
    expect(labs.take({ rate: 1, bytes: 8 }).device).toBe('transport-lab-1');
    expect(() => labs.take({ rate: 1, bytes: 8 })).toThrow('at most');
    for (const id of ids.slice(1)) expect(labs.take({ rate: 1, bytes: 8, id }).id).toBe(id);
  });

  it('ends when its device is deleted', () => {
    const { uid } = labs.take({ rate: 1, bytes: 8 });
    const device = registry.device(uid);
    if (device) registry.remove(device, true);
    run(2_000);
    expect(run(10_000)).toEqual([]);
  });

  it('is never saved', async () => {
    const saved: RegistryChanges[] = [];
    const store = { save: (changes: RegistryChanges) => Promise.resolve(void saved.push(changes)) };
    const saver = new Saver(
      store as Partial<RegistryStore> as RegistryStore,
      registry,
      new SiteList(),
      new EventLog(),
    );
    labs.take({ rate: 1, bytes: 8 });
    run(2_000);
    await saver.save(true);
    expect(saved).toEqual([]);
    const key = { dialect: 'native', base: '', id: 'other' };
    registry.make('main', key, false, 0);
    await saver.save(true);
    expect(saved.flatMap(({ devices }) => devices.map(({ id }) => id))).toEqual(['other']);
  });
});

import { NEWEST, TEXT } from '@sensorium/contracts';
import { describe, expect, it } from 'vitest';
import type { StoreColumns } from '../ports/reading-store.js';
import { Batch } from './batch.js';
import { Registry } from './registry.js';
import type { TrackedDevice, TrackedSeries } from './tracked.js';
import { warmStart } from './warm-start.js';

const NOW = 1_780_000_000_000_000;
const MINUTE = 60_000_000;

type Stored = readonly [series: TrackedSeries, t: number, value: number | string];

function columns(rows: readonly Stored[]): StoreColumns {
  const texts: string[] = [];
  return {
    count: rows.length,
    series: Uint32Array.from(rows, ([{ n }]) => n),
    t: Float64Array.from(rows, ([, t]) => t),
    value: Float64Array.from(rows, ([, , v]) => (typeof v === 'string' ? texts.push(v) - 1 : v)),
    flags: Uint8Array.from(rows, ([, , v]) => (typeof v === 'string' ? TEXT | 1 : 1)),
    texts,
  };
}

function device(registry: Registry, id: string, heard: boolean): TrackedDevice {
  const made = registry.make('broker', { dialect: 'native', base: '', id }, false, NOW);
  if (typeof made === 'string') throw new Error(made);
  if (heard) registry.heard(made, NOW - 2 * MINUTE);
  return made;
}

function series(registry: Registry, of: TrackedDevice, metric: string): TrackedSeries {
  const made = registry.create(of, metric, 'number');
  if (typeof made === 'string') throw new Error(made);
  return made;
}

/** Readings that alerts know, as `series value`. */
let knownToAlerts: string[] = [];
const alerts = {
  known: ({ n }: TrackedSeries, _: number, value: number | string) =>
    void knownToAlerts.push(`${n} ${value}`),
};

async function start(registry: Registry, recent: readonly Stored[], latest: readonly Stored[]) {
  const batch = new Batch();
  knownToAlerts = [];
  const store = {
    recent: () => Promise.resolve(columns(recent)),
    latest: () => Promise.resolve(columns(latest)),
  };
  await warmStart({ store, registry, batch, alerts }, NOW);
  const taken = batch.take();
  return Array.from({ length: taken?.count ?? 0 }, (_, row) => ({
    n: taken?.series[row],
    t: taken?.t[row],
    received: taken?.received[row],
    value: taken?.value[row],
    isNewest: ((taken?.flags[row] ?? 0) & NEWEST) !== 0,
  }));
}

describe('the live view after a start', () => {
  it('has the recent readings, and of each series the latest one', async () => {
    const registry = new Registry();
    const one = device(registry, 'one', true);
    const [fast, slow] = [series(registry, one, 'fast'), series(registry, one, 'slow')];
    const rows: Stored[] = [
      [fast, NOW - 3 * MINUTE, 1],
      [fast, NOW - MINUTE, 2],
    ];
    const shown = await start(registry, rows, [...rows.slice(1), [slow, NOW - 90 * MINUTE, 'off']]);
    expect(shown).toEqual([
      { n: fast.n, t: NOW - 3 * MINUTE, received: NOW - 3 * MINUTE, value: 1, isNewest: false },
      { n: fast.n, t: NOW - MINUTE, received: NOW - MINUTE, value: 2, isNewest: true },
      { n: slow.n, t: NOW - 90 * MINUTE, received: NOW - 90 * MINUTE, value: 0, isNewest: true },
    ]);
    expect([fast.newest, slow.newest]).toEqual([NOW - MINUTE, NOW - 90 * MINUTE]);
    expect(knownToAlerts).toEqual([`${fast.n} 1`, `${fast.n} 2`, `${slow.n} off`]);
    expect([one.lastSeen, fast.lastSeen, fast.arrivals.last]).toEqual([NOW - 2 * MINUTE, null, undefined]);
  });

  it('has nothing of series that are gone, of devices that only files name, and of what is yet to come', async () => {
    const registry = new Registry();
    const heard = series(registry, device(registry, 'heard', true), 'x');
    const imported = series(registry, device(registry, 'imported', false), 'x');
    const gone = { ...heard, n: 99 };
    const ahead: Stored = [heard, NOW + 90 * MINUTE, 3];
    const now: Stored = [heard, NOW + 1_000, 2];
    const shown = await start(
      registry,
      [now, ahead, [imported, NOW, 5]],
      [ahead, [imported, NOW, 5], [gone, NOW, 1]],
    );
    expect(shown).toEqual([{ n: heard.n, t: NOW + 1_000, received: NOW, value: 2, isNewest: true }]);
    expect([heard.newest, imported.newest]).toEqual([NOW + 1_000, -Infinity]);
  });

  it('begins empty where the store does not answer', async () => {
    const batch = new Batch();
    const fail = () => Promise.reject(new Error('it is closed'));
    await warmStart({ store: { recent: fail, latest: fail }, registry: new Registry(), batch, alerts }, NOW);
    expect(batch.take()).toBeNull();
  });
});

import { expect, it, vi } from 'vitest';
import type { ImportedSeries, ImportRows } from '../ports/history-calls.js';
import type { Committer } from './committer.js';
import { EventLog } from './event-log.js';
import { Imports } from './imports.js';
import { Registry } from './registry.js';
import { keepRules } from './retention.js';

const NOW = Date.UTC(2026, 10, 23) * 1_000;
const DAY = 86_400_000;

function stage() {
  const registry = new Registry();
  const added: string[] = [];
  const committer = {
    mustBeOn: () => undefined,
    add: (...row: unknown[]) => void added.push(row.join(' ')),
    durable: vi.fn(() => Promise.resolve()),
  } as unknown as Committer;
  return { registry, added, imports: new Imports(registry, committer, new EventLog()) };
}

/** Rows of one series each, in the order of `values`. */
function rowsOf(names: ImportedSeries[], values: ImportRows['value']): ImportRows {
  const count = values.length;
  return {
    names,
    count,
    line: Uint32Array.from(values, (_, i) => i + 2),
    series: Uint32Array.from(values, (_, i) => i % names.length),
    t: Float64Array.from(values, (_, i) => i),
    value: values,
    flags: new Uint8Array(count),
  };
}

const X = { device: 'a', metric: 'x', unit: '°C' };

it('makes devices and series that a file names, with their units, and leaves presence alone', async () => {
  const { registry, added, imports } = stage();
  expect(
    await imports.take(rowsOf([X, { device: 'b/c', metric: 'y', unit: null }], [1.5, true]), NOW),
  ).toEqual([]);
  const device = registry.named('a');
  expect(device).toMatchObject({ dialect: 'native', lastSeen: null, told: 'never' });
  expect(device?.meta?.metrics).toEqual({ x: { unit: '°C' } });
  expect(registry.named('b/c')?.series.get('y')?.arrivals.kind).toBe('boolean');
  expect(added).toEqual(['0 0 1.5 0', '1 1 1 0']);
});

it('keeps a text that looks like a number a text', async () => {
  const { registry, added, imports } = stage();
  expect(await imports.take(rowsOf([X], ['12', 'on']), NOW)).toEqual([]);
  expect(registry.named('a')?.series.get('x')?.arrivals.kind).toBe('text');
  expect(added).toEqual(['0 0 12 0', '0 1 on 0']);
});

it('names the lines that do not fit the kind of their series', async () => {
  const { imports, added } = stage();
  const faults = await imports.take(rowsOf([X], [1, 'on', 2]), NOW);
  expect(faults).toEqual([{ line: 3, reason: 'the value is of another kind than the series' }]);
  expect(added).toHaveLength(2);
});

it('keeps each series as long as the first rule that fits says', async () => {
  const { registry, imports } = stage();
  const names = ['a', 'house/b', 'c'].map((device) => ({ device, metric: 'x', unit: null }));
  await imports.take(rowsOf(names, [1, 2, 3]), NOW);
  const rules = [
    { series: 'a/x', days: null },
    { series: '*/x', days: 2 },
    { series: 'c/*', days: 1 },
  ];
  expect(keepRules({ days: 7, maxBytes: 1e9, rules }, registry, 10 * DAY)).toEqual({
    series: [
      { n: 0, keepFrom: -Infinity },
      { n: 1, keepFrom: 8 * DAY },
      { n: 2, keepFrom: 8 * DAY },
    ],
    others: 3 * DAY,
    maxBytes: 1e9,
  });
});

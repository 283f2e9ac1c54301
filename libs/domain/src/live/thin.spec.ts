import { NEWEST, TEXT, type Columns } from '@sensorium/contracts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { M4 } from '../history/index.js';
import { ColumnsBuilder, thinColumns } from './index.js';

interface Row {
  n: number;
  /** ms */
  t: number;
  value: number | string;
  newest: boolean;
}

function columnsOf(rows: readonly Row[]): Columns {
  const builder = new ColumnsBuilder();
  for (const { n, t, value, newest } of rows) {
    const flags = (newest ? NEWEST : 0) | (typeof value === 'string' ? TEXT : 0);
    builder.add(n, t * 1_000, t * 1_000, value, flags);
  }
  return builder.take();
}

function rowsOf(columns: Columns): Row[] {
  return Array.from({ length: columns.count }, (_, row) => {
    const flags = columns.flags[row]!;
    const value = columns.value[row]!;
    const own = (flags & TEXT) === 0 ? value : columns.texts[value]!;
    return {
      n: columns.series[row]!,
      t: columns.t[row]! / 1_000,
      value: own,
      newest: (flags & NEWEST) !== 0,
    };
  });
}

const numbers = fc.array(
  fc.record({ n: fc.nat(2), t: fc.nat(500), value: fc.integer({ min: -9, max: 9 }), newest: fc.boolean() }),
  { minLength: 1, maxLength: 200 },
);

it('shows of each series what M4 draws of all of it, the last of equal times', () => {
  fc.assert(
    fc.property(numbers, fc.integer({ min: 1, max: 40 }), (rows, width) => {
      const thin = thinColumns(columnsOf(rows), width, 10_000);
      expect([thin.from, thin.to]).toEqual([
        Math.min(...rows.map(({ t }) => t)),
        Math.max(...rows.map(({ t }) => t)),
      ]);
      expect(thin.series).toBe(new Set(rows.map(({ n }) => n)).size);
      for (const n of [0, 1, 2]) {
        const own = rows.filter((row) => row.n === n);
        const byTime = new Map(own.map(({ t, value }) => [t, value]));
        const m4 = new M4(thin.from, thin.to, width);
        for (const t of [...byTime.keys()].sort((a, b) => a - b)) m4.point(t, byTime.get(t)!);
        const drawn = m4.take();
        const got = rowsOf(thin.columns).filter((row) => row.n === n);
        const newest = own.findLast((row) => row.newest);
        for (const [at, t] of drawn.t.entries()) {
          if (t === newest?.t) continue;
          expect(got.find((row) => row.t === t)?.value).toBe(drawn.v[at]);
        }
        expect(got.length).toBeLessThanOrEqual(drawn.t.length + 1);
        expect(got.filter((row) => row.newest)).toEqual(newest ? [newest] : []);
      }
    }),
  );
});

it('keeps only the last of each series where there is room for no more', () => {
  const rows = Array.from({ length: 300 }, (_, t) => ({ n: t % 100, t, value: t, newest: true }));
  const { columns } = thinColumns(columnsOf(rows), 1_000, 100);
  expect(rowsOf(columns)).toEqual(rows.slice(200));
});

it('shows of texts the changes and the last', () => {
  const rows = Array.from('aabbbcaaa', (value, t) => ({ n: 0, t, value, newest: t === 8 }));
  const { columns } = thinColumns(columnsOf(rows), 10, 1_000);
  expect(rowsOf(columns).map(({ t, value }) => `${t}${String(value)}`)).toEqual([
    '0a',
    '2b',
    '5c',
    '6a',
    '8a',
  ]);
});

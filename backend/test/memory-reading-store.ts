import { writeFile } from 'node:fs/promises';
import { QUALITY_BITS, TEXT } from '@sensorium/contracts';
import { fromMs, toMs } from '@sensorium/domain/time';
import {
  STATE_POINTS_MAX,
  StoreError,
  type KeepRules,
  type PageQuery,
  type ReadingStore,
  type ReadingsPage,
  type SeriesAnswer,
  type SeriesQuery,
  type StatisticsAnswer,
  type StoreBatch,
  type StoreColumns,
  type StoreFigures,
  type StoreOpening,
  type StoreValues,
  type TotalsAnswer,
  type TotalsQuery,
} from '../src/ports/reading-store.js';
import { drawn, gapsOf, totalsOf, type Row } from './naive-history.js';

/**
 * Readings in memory, every answer from all rows of the series: the yardstick for other stores, and a store for
 * tests of what is above the port. What was appended survives `close` and is there after `open`, as on a disk.
 */
export class MemoryReadingStore implements ReadingStore {
  /** Rows by series and time in µs. */
  private readonly series = new Map<number, Map<number, Row>>();
  private readonly deliveries = new Map<number, number>();
  private sealed = 0;
  private isOpen = false;

  open(): Promise<StoreOpening> {
    this.isOpen = true;
    const ids = Uint16Array.from(this.deliveries.keys());
    const hashes = Uint32Array.from(this.deliveries.values());
    return Promise.resolve({ deliveries: { ids, hashes } });
  }

  append({ readings, deliveries }: StoreBatch): Promise<void> {
    return this.answer(() => {
      for (let row = 0; row < readings.count; row++) this.put(readings, row);
      deliveries.ids.forEach((id, place) => this.deliveries.set(id, deliveries.hashes[place] ?? 0));
    });
  }

  history(queries: SeriesQuery[]): Promise<SeriesAnswer[]> {
    return this.answer(() => {
      let left = STATE_POINTS_MAX;
      return queries.map((query) => {
        const answer = this.one(query);
        if (!query.state || query.raw !== null) return answer;
        const { t, v } = answer;
        const cut = { ...answer, t: t.slice(0, left), v: v.slice(0, left) };
        left -= cut.t.length;
        return cut;
      });
    });
  }

  statistics(queries: Pick<SeriesQuery, 'n' | 'from' | 'to'>[]): Promise<StatisticsAnswer[]> {
    return this.answer(() =>
      queries.map((query) => statisticsOf(this.within(query).map(({ v }) => Number(v)))),
    );
  }

  totals(queries: TotalsQuery[]): Promise<TotalsAnswer[]> {
    return this.answer(() => queries.map(({ n, edges, max }) => totalsOf(this.rows(n), edges, max)));
  }

  page({ n, from, to, limit }: PageQuery): Promise<ReadingsPage> {
    return this.answer(() => {
      const rows = this.within({ n, from, to });
      const quality = Uint8Array.from(rows.slice(0, limit), (row) => row.quality);
      return { ...columnsOf(rows.slice(0, limit)), quality, next: rows[limit]?.t ?? null };
    });
  }

  latest(): Promise<StoreColumns> {
    return this.answer(() => storeColumns(this.everyRow((rows) => rows.slice(-1))));
  }

  recent(from: number, limit: number): Promise<StoreColumns> {
    return this.answer(() => {
      const since = this.everyRow((rows) => rows.filter(({ t }) => t >= from));
      const kept = since.sort((a, b) => b.row.t - a.row.t || a.n - b.n).slice(0, limit);
      return storeColumns(kept.sort((a, b) => a.n - b.n || a.row.t - b.row.t));
    });
  }

  figures(): Promise<StoreFigures> {
    return this.answer(() => {
      const oldest = Math.min(...[...this.series.keys()].map((n) => this.rows(n)[0]?.t ?? Infinity));
      return {
        series: this.series.size,
        hot: this.count() - this.sealed,
        sealed: this.sealed,
        bytes: 0,
        freeBytes: Number.MAX_SAFE_INTEGER,
        oldest: Number.isFinite(oldest) ? oldest : null,
        setAside: [],
      };
    });
  }

  remove(series: number[]): Promise<void> {
    return this.change(() => {
      for (const n of series) this.series.delete(n);
    });
  }

  merge(pairs: { from: number; to: number }[]): Promise<void> {
    return this.change(() => {
      for (const { from, to } of pairs) this.mergeOne(from, to);
    });
  }

  expire({ series, others }: KeepRules): Promise<number> {
    return this.change(() => {
      const before = this.count();
      const keepFrom = new Map(series.map((rule) => [rule.n, rule.keepFrom]));
      for (const [n, rows] of this.series) {
        const oldest = keepFrom.get(n) ?? others;
        for (const [t, row] of rows) if (row.t < oldest) rows.delete(t);
        if (rows.size === 0) this.series.delete(n);
      }
      return before - this.count();
    });
  }

  seal(): Promise<void> {
    return this.answer(() => void (this.sealed = this.count()));
  }

  /** Writes the rows as JSON. */
  async backup(file: string): Promise<{ readings: number; series: number }> {
    const rows = await this.answer(() => [...this.series.keys()].map((n) => ({ n, rows: this.rows(n) })));
    const readings = this.count();
    await writeFile(file, JSON.stringify(rows), { flag: 'wx' });
    return { readings, series: rows.length };
  }

  close(): Promise<void> {
    this.isOpen = false;
    return Promise.resolve();
  }

  private one(query: SeriesQuery): SeriesAnswer {
    const { n, from, to } = query;
    const rows = this.within(query);
    const before = sampleOf(this.rows(n).findLast(({ t }) => t < from));
    const after = sampleOf(this.rows(n).find(({ t }) => t > to));
    const gaps = gapsOf(rows, [before, after], query);
    return { stored: rows.length, ...columnsOf(drawn(rows, query)), before, after, gaps };
  }

  private put(columns: StoreColumns, at: number): void {
    const n = columns.series[at] ?? 0;
    const flags = columns.flags[at] ?? 0;
    const value = columns.value[at] ?? 0;
    const t = columns.t[at] ?? 0;
    const v = (flags & TEXT) === 0 ? value : (columns.texts[value] ?? '');
    this.rowsOf(n).set(t, { t: toMs(t), v, quality: flags & QUALITY_BITS });
  }

  private mergeOne(from: number, to: number): void {
    const given = this.series.get(from);
    this.series.delete(from);
    for (const row of given?.values() ?? []) this.rowsOf(to).set(fromMs(row.t), row);
  }

  private rowsOf(n: number): Map<number, Row> {
    const rows = this.series.get(n) ?? new Map<number, Row>();
    this.series.set(n, rows);
    return rows;
  }

  /** Some rows of each series, by series. */
  private everyRow(some: (rows: Row[]) => Row[]): { n: number; row: Row }[] {
    const numbers = [...this.series.keys()].sort((a, b) => a - b);
    return numbers.flatMap((n) => some(this.rows(n)).map((row) => ({ n, row })));
  }

  private rows(n: number): Row[] {
    return [...(this.series.get(n)?.values() ?? [])].sort((a, b) => a.t - b.t);
  }

  private within({ n, from, to }: Pick<SeriesQuery, 'n' | 'from' | 'to'>): Row[] {
    return this.rows(n).filter(({ t }) => t >= from && t <= to);
  }

  private count(): number {
    return [...this.series.values()].reduce((sum, rows) => sum + rows.size, 0);
  }

  /** Answers, or fails if the store is not open. */
  private answer<T>(make: () => T): Promise<T> {
    if (!this.isOpen) return Promise.reject(new StoreError('failed', 'the store is not open'));
    return Promise.resolve(make());
  }

  /** The same for what may take rows away, sealed ones too. */
  private change<T>(make: () => T): Promise<T> {
    return this.answer(() => {
      const made = make();
      this.sealed = Math.min(this.sealed, this.count());
      return made;
    });
  }
}

function storeColumns(rows: { n: number; row: Row }[]): StoreColumns {
  const texts: string[] = [];
  return {
    count: rows.length,
    series: Uint32Array.from(rows, ({ n }) => n),
    t: Float64Array.from(rows, ({ row }) => fromMs(row.t)),
    value: Float64Array.from(rows, ({ row: { v } }) => (typeof v === 'string' ? texts.push(v) - 1 : v)),
    flags: Uint8Array.from(rows, ({ row: { v, quality } }) => quality | (typeof v === 'string' ? TEXT : 0)),
    texts,
  };
}

function columnsOf(rows: Row[]): { t: Float64Array<ArrayBuffer>; v: StoreValues } {
  const texts = rows.some(({ v }) => typeof v === 'string');
  const v = texts ? rows.map((row) => String(row.v)) : Float64Array.from(rows, (row) => Number(row.v));
  return { t: Float64Array.from(rows, ({ t }) => t), v };
}

function sampleOf(row: Row | undefined): { t: number; v: number | string } | null {
  return row ? { t: row.t, v: row.v } : null;
}

function statisticsOf(values: number[]): StatisticsAnswer {
  const count = values.length;
  const sorted = values.toSorted((a, b) => a - b);
  return {
    count,
    min: sorted[0] ?? Number.NaN,
    max: sorted.at(-1) ?? Number.NaN,
    sum: count === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0),
    last: values.at(-1) ?? Number.NaN,
    p95: sorted[Math.ceil((count * 95) / 100) - 1] ?? Number.NaN,
    p95Exact: true,
  };
}

import { IMPORT_ROWS_MAX, type ImportedSeries, type ImportRows } from '../ports/history-calls.js';
import type { ImportRow } from './import-row.js';

/** Rows on their way to the store: columns, with the cells that each line had. */
export class ImportBatch {
  private readonly names: ImportedSeries[] = [];
  private readonly places = new Map<string, number>();
  private readonly line = new Uint32Array(IMPORT_ROWS_MAX);
  private readonly series = new Uint32Array(IMPORT_ROWS_MAX);
  private readonly t = new Float64Array(IMPORT_ROWS_MAX);
  private readonly flags = new Uint8Array(IMPORT_ROWS_MAX);
  private readonly value: ImportRows['value'] = [];
  private readonly cells: (readonly string[])[] = [];

  get count(): number {
    return this.value.length;
  }

  get isFull(): boolean {
    return this.count === IMPORT_ROWS_MAX;
  }

  add(line: number, row: ImportRow, cells: readonly string[]): void {
    const place = this.count;
    this.line[place] = line;
    this.series[place] = this.placeOf(row);
    this.t[place] = row.t;
    this.flags[place] = row.flags;
    this.value.push(row.value);
    this.cells.push(cells);
  }

  rows(): ImportRows {
    const { names, count, value } = this;
    const line = this.line.slice(0, count);
    const series = this.series.slice(0, count);
    return {
      names,
      count,
      line,
      series,
      t: this.t.slice(0, count),
      value,
      flags: this.flags.slice(0, count),
    };
  }

  /** Cells of a line of this batch. */
  cellsOf(line: number): readonly string[] {
    return this.cells[this.line.subarray(0, this.count).indexOf(line)] ?? [];
  }

  private placeOf({ device, metric, unit }: ImportRow): number {
    const key = JSON.stringify([device, metric, unit]);
    const known = this.places.get(key);
    if (known !== undefined) return known;
    this.places.set(key, this.names.length);
    return this.names.push({ device, metric, unit }) - 1;
  }
}

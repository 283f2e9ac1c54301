import { LIMITS } from '@sensorium/contracts';

/** Kinds of value that a column can hold. */
export type CellKind = 'number' | 'boolean' | 'text';
export type CellValue = number | boolean | string;

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const COMMA_NUMBER = /^[+-]?\d+,\d+(?:e[+-]?\d+)?$/i;
const NOTHING: ReadonlySet<string> = new Set(['', 'na', 'n/a', 'nan', 'null', 'none', 'nil', '-', '?']);
const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);
/** A column is of the kind of most of its cells; the others are left out. */
const MOST = 0.9;

/** True for a cell that stands for "not measured". */
export function isNothing(cell: string): boolean {
  return NOTHING.has(cell.toLowerCase());
}

/** Reads a cell as `kind`; undefined if it is not of that kind. `decimalComma`: `21,5` is a number. */
export function readCell(cell: string, kind: CellKind, decimalComma: boolean): CellValue | undefined {
  if (kind === 'number') return readNumber(cell, decimalComma);
  if (kind === 'boolean') return BOOLEANS.get(cell.toLowerCase());
  return Buffer.byteLength(cell) <= LIMITS.textBytes ? cell : undefined;
}

function readNumber(cell: string, decimalComma: boolean): number | undefined {
  const text = decimalComma && COMMA_NUMBER.test(cell) ? cell.replace(',', '.') : cell;
  const value = NUMBER.test(text) ? Number(text) : NaN;
  return Number.isFinite(value) ? value : undefined;
}

/** Counts what the cells of a column could be. */
export class KindCount {
  private filled = 0;
  private numbers = 0;
  private booleans = 0;

  constructor(private readonly decimalComma: boolean) {}

  add(cell: string): void {
    if (isNothing(cell)) return;
    this.filled += 1;
    if (readNumber(cell, this.decimalComma) !== undefined) this.numbers += 1;
    else if (BOOLEANS.has(cell.toLowerCase())) this.booleans += 1;
  }

  /** Cells that are neither empty nor of the column's kind. */
  get odd(): number {
    return this.kind === 'number' ? this.filled - this.numbers : 0;
  }

  /** The kind of the column; undefined if all cells are empty. */
  get kind(): CellKind | undefined {
    if (this.filled === 0) return undefined;
    if (this.numbers >= MOST * this.filled) return 'number';
    return this.booleans === this.filled ? 'boolean' : 'text';
  }
}

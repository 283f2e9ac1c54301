import type { Value } from '@sensorium/contracts';

/** What spreadsheets take for a formula, and the mark that keeps them from it (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠']/u;
const MARK = "'";

/** Cells of RFC 4180 that need quotes. */
const SPECIAL = /[",\r\n]/;

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

/** A name or a unit as a cell: marked where a spreadsheet would calculate, in quotes where the grammar asks for it. */
export function nameCell(name: string): string {
  return quoted(isFormula(name) ? MARK + name : name);
}

/** Reads what {@link nameCell} wrote, without its quotes. */
export function readName(cell: string): string {
  return isMarked(cell, isFormula) ? cell.slice(1) : cell;
}

/**
 * A value as a cell. Numbers and booleans are what they are; a text that would be read as one of them, or as a
 * formula, is marked, so that {@link readValue} gives back exactly what was written.
 */
export function valueCell(value: Value): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value === 'boolean') return String(value);
  return quoted(isNoPlainText(value) ? MARK + value : value);
}

/** Reads a value; undefined for an empty cell and for a number that no double can hold. */
export function readValue(cell: string): Value | undefined {
  if (isMarked(cell, isNoPlainText)) return cell.slice(1);
  const bare = cell.trim();
  if (bare === '') return undefined;
  if (!NUMBER.test(bare)) return BOOLEANS.get(bare.toLowerCase()) ?? cell;
  const value = Number(bare);
  return Number.isFinite(value) ? value : undefined;
}

/** µs since the epoch as ISO 8601 in UTC, with ms, or µs where there are any. */
export function timeCell(t: number): string {
  const ms = Math.floor(t / 1_000);
  const rest = t - ms * 1_000;
  const text = new Date(ms).toISOString();
  return rest === 0 ? text : `${text.slice(0, -1)}${String(rest).padStart(3, '0')}Z`;
}

function isFormula(text: string): boolean {
  return FORMULA.test(text);
}

function isNoPlainText(text: string): boolean {
  const bare = text.trim();
  return bare === '' || isFormula(text) || NUMBER.test(bare) || BOOLEANS.has(bare.toLowerCase());
}

function isMarked(cell: string, needsMark: (text: string) => boolean): boolean {
  return cell.startsWith(MARK) && needsMark(cell.slice(1));
}

function quoted(cell: string): string {
  return SPECIAL.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

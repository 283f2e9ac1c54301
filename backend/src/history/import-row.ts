import {
  CSV_HEADER,
  exceedsBytes,
  isStorableName,
  LIMITS,
  qualitySchema,
  type Value,
} from '@sensorium/contracts';
import { parseTimeInput } from '@sensorium/domain/history';
import { fromMs, MICROS_PER_SECOND, type Micros } from '@sensorium/domain/time';
import { ApiError } from '../ports/api-error.js';
import { readName, readValue } from './csv-cells.js';

const COLUMNS = CSV_HEADER.split(',');
const REQUIRED = ['time', 'device', 'metric', 'value'] as const;

/** A clock may be ahead of ours by so much, as with readings that arrive. */
const AHEAD_MAX: Micros = 30 * MICROS_PER_SECOND;
const YEAR_2000: Micros = Date.UTC(2000, 0, 1) * 1_000;

/** Place of each column in the lines of a file. */
export class Layout {
  private constructor(
    readonly width: number,
    private readonly places: ReadonlyMap<string, number>,
  ) {}

  /** Reads the header: the columns of an export in any order; `unit` and `quality` may be missing. */
  static of(header: readonly string[]): Layout {
    const names = header.map((name) => name.trim().toLowerCase());
    const unknown = names.filter((name) => !COLUMNS.includes(name));
    if (unknown.length > 0) throw badHeader(`there is no column ${unknown[0]?.slice(0, 40) ?? ''}`);
    const missing = REQUIRED.filter((name) => !names.includes(name));
    if (missing.length > 0) throw badHeader(`the column ${missing.join(', ')} is missing`);
    if (new Set(names).size < names.length) throw badHeader('a column is there twice');
    return new Layout(names.length, new Map(names.map((name, place) => [name, place])));
  }

  /** The cell of a column; empty where the file does not have it. */
  cell(cells: readonly string[], column: string): string {
    return cells[this.places.get(column) ?? -1] ?? '';
  }
}

/** A reading of a file, checked; `flags`: the place of its quality. */
export interface ImportRow {
  t: Micros;
  device: string;
  metric: string;
  value: Value;
  unit: string | null;
  flags: number;
}

/** Reads one line at `now`; a text says why it is no reading. */
export function readRow(cells: readonly string[], layout: Layout, now: Micros): ImportRow | string {
  if (cells.length !== layout.width)
    return `has ${cells.length} of the ${layout.width} columns that the header names`;
  const t = readTime(layout.cell(cells, 'time'), now);
  if (typeof t === 'string') return t;
  const device = readName(layout.cell(cells, 'device'));
  const metric = readName(layout.cell(cells, 'metric'));
  if (!isStorableName(device)) return 'device: 1 to 256 bytes without control characters';
  if (!isStorableName(metric)) return 'metric: 1 to 256 bytes without control characters';
  const value = readValue(layout.cell(cells, 'value'));
  if (value === undefined) return 'value: is empty, or a number too large';
  if (isTooLong(value)) return `value: a text has at most ${LIMITS.textBytes} bytes`;
  const unit = readName(layout.cell(cells, 'unit'));
  if (exceedsBytes(unit, LIMITS.nameBytes)) return `unit: has at most ${LIMITS.nameBytes} bytes`;
  const flags = QUALITIES.indexOf(layout.cell(cells, 'quality') || 'good');
  if (flags < 0) return `quality: must be one of ${QUALITIES.join(', ')}`;
  return { t, device, metric, value, unit: unit === '' ? null : unit, flags };
}

const QUALITIES: readonly string[] = qualitySchema.options;

function readTime(cell: string, now: Micros): Micros | string {
  const ms = cell.startsWith('now') ? undefined : parseTimeInput(cell.trim(), 0);
  if (ms === undefined) return 'time: must be ISO 8601 with a zone, or ms since the epoch';
  const t = fromMs(ms);
  if (t < YEAR_2000) return 'time: is before the year 2000';
  return t > now + AHEAD_MAX ? 'time: is in the future' : t;
}

function isTooLong(value: Value): boolean {
  return typeof value === 'string' && exceedsBytes(value, LIMITS.textBytes);
}

function badHeader(problem: string): ApiError {
  return new ApiError('bad-request', `${problem}; the first line must be ${CSV_HEADER}`);
}

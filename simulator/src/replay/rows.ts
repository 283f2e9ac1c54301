import { type CellValue, isNothing, readCell } from './cells.js';
import { type Extent, type Line, readLines } from './csv.js';
import { ReplayFault } from './fault.js';
import type { KnownMetric, Survey } from './survey.js';
import { parseTime } from './time.js';

/** A line of the file, read: `device` counts the survey's devices, `time` is the file's own, ms. */
export interface Row {
  device: number;
  time: number;
  values: Record<string, CellValue>;
}

type Rows = AsyncGenerator<Row, void, undefined>;

/** Devices that stand one after the other in a file are read side by side: so many at most. */
const MAX_SIDE_BY_SIDE = 1_000;

/** Throws ReplayFault if too many devices stand one after the other in a file. */
export function checkSideBySide({ order, devices, layout }: Survey): void {
  if (order === 'device' && devices.size > MAX_SIDE_BY_SIDE)
    throw new ReplayFault(
      `${layout.path}: more than ${MAX_SIDE_BY_SIDE} devices one after the other; sort it by time`,
    );
}

/**
 * The rows of a surveyed file in the order of their times, or of the file if that has none. Lines without
 * values are left out.
 */
export function readRows(survey: Survey): Rows {
  if (survey.order !== 'device') return rowsOf(survey);
  const extents = [...survey.devices.values()].map(({ extent }) => extent);
  return merge(extents.map((extent) => rowsOf(survey, extent)));
}

async function* rowsOf(survey: Survey, extent?: Extent): Rows {
  const { path, delimiter } = survey.layout;
  const reader = new RowReader(survey);
  for await (const line of readLines(path, delimiter, () => undefined, extent)) {
    const row = reader.read(line);
    if (row !== undefined) yield row;
  }
}

/** The next row of a source that is read with others. */
interface Head {
  row: Row;
  source: Rows;
}

/** Merges sorted rows into sorted rows; reads one ahead of each source. */
async function* merge(sources: readonly Rows[]): Rows {
  const heads: Head[] = [];
  const read = async (source: Rows) => {
    const { value } = await source.next();
    if (value !== undefined) insert(heads, { row: value, source });
  };
  try {
    for (const source of sources) await read(source);
    for (let head = heads.pop(); head !== undefined; head = heads.pop()) {
      yield head.row;
      await read(head.source);
    }
  } finally {
    await Promise.all(sources.map((source) => source.return()));
  }
}

/** Puts a head into its place among others, the latest first; of equal times the first one put in is popped first. */
function insert(heads: Head[], head: Head): void {
  let low = 0;
  let high = heads.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((heads[middle]?.row.time ?? 0) > head.row.time) low = middle + 1;
    else high = middle;
  }
  heads.splice(low, 0, head);
}

/** Turns lines into rows; undefined for the header and for lines that can't be read. */
class RowReader {
  private readonly indexes: ReadonlyMap<string, number>;
  private readonly metrics: readonly KnownMetric[];

  constructor(private readonly survey: Survey) {
    this.indexes = new Map([...survey.devices.keys()].map((value, index) => [value, index]));
    this.metrics = survey.metrics;
  }

  read({ cells }: Line): Row | undefined {
    const { layout, step } = this.survey;
    if (cells.length !== layout.headers.length) return undefined;
    const instant = parseTime(cells[layout.time.index] ?? '', layout.time.form, step);
    const device = this.indexes.get(layout.device === undefined ? '' : (cells[layout.device] ?? ''));
    if (instant === undefined || device === undefined) return undefined;
    const values = this.values(cells, layout.delimiter !== ',');
    return values === undefined ? undefined : { device, time: instant.time, values };
  }

  private values(cells: readonly string[], decimalComma: boolean): Record<string, CellValue> | undefined {
    const entries = this.metrics.flatMap(({ index, metric, kind }) => {
      const cell = cells[index] ?? '';
      const value = isNothing(cell) ? undefined : readCell(cell, kind, decimalComma);
      return value === undefined ? [] : ([[metric, value]] as const);
    });
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
  }
}

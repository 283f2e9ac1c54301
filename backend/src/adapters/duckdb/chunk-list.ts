import type { Span } from '@sensorium/domain/history';
import type { Rows } from './rows.js';
import { CHUNK_COLUMNS } from './schema.js';

const NAMES = CHUNK_COLUMNS.map(([name]) => name).filter((name) => name !== 'payload');

/** Columns of a chunk without its readings, for a SELECT. */
export const SUMMARY_COLUMNS = NAMES.map((name) => `"${name}"`).join(', ');

export type SummaryName =
  | 'id' | 's' | 'n' | 't0' | 't1' | 'v0' | 'v1' | 'min' | 'minT' | 'max' | 'maxT' | 'sum' | 'changes' | 'gap'
  | 'increase' | 'drops'; // prettier-ignore

/** Sealed chunks by their summaries, as columns. Times in µs. */
export class ChunkList {
  private readonly parts = new Map<SummaryName, Float64Array>();

  private constructor(
    readonly count: number,
    private readonly columns: SummaryColumns,
    private readonly first: number,
  ) {}

  /** Number of columns of a summary. */
  static readonly width = NAMES.length;

  static empty(): ChunkList {
    return new ChunkList(0, new SummaryColumns(null), 0);
  }

  /** Rows whose columns begin with {@link SUMMARY_COLUMNS}. */
  static read(rows: Rows): ChunkList {
    return new ChunkList(rows.count, new SummaryColumns(rows), 0);
  }

  /** The same for rows of one series in any order, as a list in order of time. */
  static sort(rows: Rows): ChunkList {
    const columns = new SummaryColumns(rows);
    columns.sort();
    return new ChunkList(rows.count, columns, 0);
  }

  column(name: SummaryName): Float64Array {
    let column = this.parts.get(name);
    if (!column) {
      column = this.columns.read(name).subarray(this.first, this.first + this.count);
      this.parts.set(name, column);
    }
    return column;
  }

  /** The chunks from place `from` up to, not including, place `to`. */
  slice(from: number, to: number): ChunkList {
    return new ChunkList(Math.max(0, to - from), this.columns, this.first + from);
  }
}

/** Columns of summaries, each read out of its rows when it is asked for. */
class SummaryColumns {
  private readonly found = new Map<SummaryName, Float64Array>();
  /** Places of the rows in order of time; null if they are in it. */
  private order: Uint32Array | null = null;

  constructor(private readonly rows: Rows | null) {}

  read(name: SummaryName): Float64Array {
    let column = this.found.get(name);
    if (!column) {
      const numbers = this.rows?.numbers(NAMES.indexOf(name)) ?? new Float64Array();
      column = this.order ? Float64Array.from(this.order, (row) => numbers[row] ?? 0) : numbers;
      this.found.set(name, column);
    }
    return column;
  }

  sort(): void {
    const t0 = this.read('t0');
    if (t0.every((t, row) => row === 0 || t >= (t0[row - 1] ?? 0))) return;
    this.found.clear();
    this.order = Uint32Array.from(t0.keys()).sort((a, b) => (t0[a] ?? 0) - (t0[b] ?? 0));
  }
}

/** Gives the summaries of chunks one by one, as spans in ms. */
export class Spans {
  private readonly list: Record<keyof Span, Float64Array>;
  /** Made once: there are many chunks. */
  private readonly span: Span = { n: 0, t0: 0, v0: 0, t1: 0, v1: 0, min: 0, minT: 0, max: 0, maxT: 0 };

  constructor(list: ChunkList) {
    const columns = SPAN_NAMES.map((name) => [name, list.column(name)] as const);
    this.list = Object.fromEntries(columns) as Record<keyof Span, Float64Array>;
  }

  /** Valid until the next one is asked for. */
  at(place: number): Span {
    const { list, span } = this;
    span.n = list.n[place] ?? 0;
    span.t0 = (list.t0[place] ?? 0) / 1_000;
    span.v0 = list.v0[place] ?? Number.NaN;
    span.t1 = (list.t1[place] ?? 0) / 1_000;
    span.v1 = list.v1[place] ?? Number.NaN;
    span.min = list.min[place] ?? Number.NaN;
    span.minT = (list.minT[place] ?? 0) / 1_000;
    span.max = list.max[place] ?? Number.NaN;
    span.maxT = (list.maxT[place] ?? 0) / 1_000;
    return span;
  }
}

const SPAN_NAMES = ['n', 't0', 'v0', 't1', 'v1', 'min', 'minT', 'max', 'maxT'] as const;

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
    private readonly columns: Map<string, Float64Array>,
    private readonly first: number,
  ) {}

  /** Number of columns of a summary. */
  static readonly width = NAMES.length;

  static empty(): ChunkList {
    return new ChunkList(0, new Map(), 0);
  }

  /** Rows whose columns begin with {@link SUMMARY_COLUMNS}. */
  static read(rows: Rows): ChunkList {
    return new ChunkList(rows.count, new Map(NAMES.map((name, k) => [name, rows.numbers(k)])), 0);
  }

  column(name: SummaryName): Float64Array {
    let column = this.parts.get(name);
    if (!column) {
      column = (this.columns.get(name) ?? new Float64Array()).subarray(this.first, this.first + this.count);
      this.parts.set(name, column);
    }
    return column;
  }

  /** The chunks from place `from` up to, not including, place `to`. */
  slice(from: number, to: number): ChunkList {
    return new ChunkList(Math.max(0, to - from), this.columns, this.first + from);
  }
}

/** Gives the summaries of chunks one by one, as spans in ms. */
export class Spans {
  private readonly list: Record<SummaryName, Float64Array>;

  constructor(list: ChunkList) {
    this.list = Object.fromEntries(NAMES.map((name) => [name, list.column(name as SummaryName)])) as Record<
      SummaryName,
      Float64Array
    >;
  }

  at(place: number): Span & { sum: number; increase: number; drops: number } {
    const { list } = this;
    return {
      n: list.n[place] ?? 0,
      t0: (list.t0[place] ?? 0) / 1_000,
      v0: list.v0[place] ?? Number.NaN,
      t1: (list.t1[place] ?? 0) / 1_000,
      v1: list.v1[place] ?? Number.NaN,
      min: list.min[place] ?? Number.NaN,
      minT: (list.minT[place] ?? 0) / 1_000,
      max: list.max[place] ?? Number.NaN,
      maxT: (list.maxT[place] ?? 0) / 1_000,
      sum: list.sum[place] ?? 0,
      increase: list.increase[place] ?? 0,
      drops: list.drops[place] ?? 0,
    };
  }
}

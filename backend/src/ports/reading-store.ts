import type { HistoryFault, SetAside } from '@sensorium/contracts';

export const READING_STORE = Symbol('ReadingStore');

/**
 * Readings as columns, oldest first within a series unless said otherwise. `series`: its number for good;
 * `t`: µs since the epoch, integers; `value`: the number, 1 or 0 of a boolean, or the place in `texts` of a text;
 * `flags`: place of the quality (`QUALITY_BITS`) and `TEXT`, as in live columns.
 */
export interface StoreColumns {
  count: number;
  series: Uint32Array<ArrayBuffer>;
  t: Float64Array<ArrayBuffer>;
  value: Float64Array<ArrayBuffer>;
  flags: Uint8Array<ArrayBuffer>;
  texts: string[];
}

/** QoS 1 messages by packet id and a hash of topic and payload: what tells a redelivery from a new message. */
export interface Deliveries {
  ids: Uint16Array<ArrayBuffer>;
  hashes: Uint32Array<ArrayBuffer>;
}

/** What is made durable as one: all of it or nothing. */
export interface StoreBatch {
  readings: StoreColumns;
  deliveries: Deliveries;
}

/** What the store knows when it has been opened. */
export interface StoreOpening {
  /** Deliveries of the last batches, whose acknowledgements the broker may not have seen. */
  deliveries: Deliveries;
}

/**
 * One series over a range, times in ms, both ends included. `state`: booleans and texts, of which the points of
 * change are wanted; `gapMs`: silence longer than this is a gap, null if it has no interval. `raw`: every
 * sample, at most so many.
 */
export interface SeriesQuery {
  n: number;
  from: number;
  to: number;
  width: number;
  state: boolean;
  gapMs: number | null;
  raw: number | null;
}

/** Values of one series: numbers (booleans as 1 and 0), or texts. */
export type StoreValues = Float64Array<ArrayBuffer> | string[];

export interface StoreSample {
  t: number;
  v: number | string;
}

/** Times in ms with up to three decimals, strictly rising. `gaps`: pairs of ends. */
export interface SeriesAnswer {
  stored: number;
  t: Float64Array<ArrayBuffer>;
  v: StoreValues;
  before: StoreSample | null;
  after: StoreSample | null;
  gaps: Float64Array<ArrayBuffer>;
}

/** Statistics of one series of numbers; see the contract for their meaning. NaN without a sample. */
export interface StatisticsAnswer {
  count: number;
  min: number;
  max: number;
  sum: number;
  last: number;
  p95: number;
  p95Exact: boolean;
}

/** `edges`: borders of the buckets in ms, one more than buckets; `max`: highest value of the counter, if stated. */
export interface TotalsQuery {
  n: number;
  edges: Float64Array<ArrayBuffer>;
  max: number | null;
}

/** Increase of each bucket, NaN where it holds no sample. */
export interface TotalsAnswer {
  increase: Float64Array<ArrayBuffer>;
  resets: number;
  rollovers: number;
}

/** The next readings of one series, from `from` (ms, included) to `to` (included). */
export interface PageQuery {
  n: number;
  from: number;
  to: number;
  limit: number;
}

/** `next`: where the page after this one starts, ms; null if there is none. */
export interface ReadingsPage {
  t: Float64Array<ArrayBuffer>;
  v: StoreValues;
  quality: Uint8Array<ArrayBuffer>;
  next: number | null;
}

/** How long the readings of series are kept: oldest time that stays (ms), -Infinity for good. */
export interface KeepRule {
  n: number;
  keepFrom: number;
}

/** What is kept: by series, and in all (bytes of the files, null without a bound). */
export interface KeepRules {
  series: KeepRule[];
  others: number;
  maxBytes: number | null;
}

/** The store in figures: readings not sealed yet and sealed, bytes of its files, oldest time (ms). */
export interface StoreFigures {
  series: number;
  hot: number;
  sealed: number;
  bytes: number;
  freeBytes: number;
  oldest: number | null;
  setAside: SetAside[];
}

/** The store cannot write, or not be opened: why, as a name and in words. */
export class StoreError extends Error {
  constructor(
    readonly fault: HistoryFault,
    message: string,
  ) {
    super(message);
    this.name = 'StoreError';
  }
}

/** What can be asked of stored readings. Every answer has one row for a (series, time): the last one written. */
export interface StoredReadings {
  history(queries: SeriesQuery[]): Promise<SeriesAnswer[]>;
  statistics(queries: Pick<SeriesQuery, 'n' | 'from' | 'to'>[]): Promise<StatisticsAnswer[]>;
  totals(queries: TotalsQuery[]): Promise<TotalsAnswer[]>;
  page(query: PageQuery): Promise<ReadingsPage>;
  figures(): Promise<StoreFigures>;
}

/**
 * Points of change that the state series of one call of `history` have together at most: from there on their
 * answers stop, so that a longer one shows that it is cut.
 */
export const STATE_POINTS_MAX = 1_000_001;

/**
 * Keeps readings. A (series, time) is one reading: what is appended later replaces. Every call may fail with a
 * StoreError; after a failed `append` nothing or all of the batch is kept, and it may be appended again.
 */
export interface ReadingStore extends StoredReadings {
  /** Opens the files, setting damaged parts aside. Also after a fault, to go on. */
  open(): Promise<StoreOpening>;
  /** Resolves when the batch is durable: it survives the end of the process at any later moment. */
  append(batch: StoreBatch): Promise<void>;
  /** Forgets series with all their readings. */
  remove(series: number[]): Promise<void>;
  /** Gives the readings of one series to another; where both have a time, those of `from` stay. */
  merge(pairs: { from: number; to: number }[]): Promise<void>;
  /** Forgets what is older than the rules say; returns how many readings. */
  expire(rules: KeepRules): Promise<number>;
  /** The reading of the newest time of every series, one row each, by series. */
  latest(): Promise<StoreColumns>;
  /**
   * The readings of all series from `from` (ms, included) on, series by series: of more than `limit` those of the
   * newest times, of one time the lower series first.
   */
  recent(from: number, limit: number): Promise<StoreColumns>;
  /** Packs all readings so far into their sorted, compact form. The store does it by itself too. */
  seal(): Promise<void>;
  /** Writes a copy of the store as of one moment to a new file, and checks it by opening it. */
  backup(file: string): Promise<{ readings: number; series: number }>;
  close(): Promise<void>;
}

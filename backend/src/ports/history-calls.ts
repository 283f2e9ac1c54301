import type { Retention } from '@sensorium/contracts';
import type { StoredReadings } from './reading-store.js';

/** Injection token of the {@link StoredReadings} that the main thread asks. */
export const STORED_READINGS = Symbol('StoredReadings');

export const HISTORY_WRITER = Symbol('HistoryWriter');

/** A series as a file names it; what is not known yet becomes a device and a metric of it. */
export interface ImportedSeries {
  device: string;
  metric: string;
  /** As the file states it; null says nothing. */
  unit: string | null;
}

/**
 * Readings of a file as columns, in its order. `line`: where each stands in the file, from 1; `series`: its place
 * in `names`; `t`: µs since the epoch; `flags`: the place of the quality (`QUALITY_BITS`). Names and texts are
 * within the limits, numbers finite.
 */
export interface ImportRows {
  names: ImportedSeries[];
  count: number;
  line: Uint32Array<ArrayBuffer>;
  series: Uint32Array<ArrayBuffer>;
  t: Float64Array<ArrayBuffer>;
  value: (number | boolean | string)[];
  flags: Uint8Array<ArrayBuffer>;
}

/** Rows that one call takes at most. */
export const IMPORT_ROWS_MAX = 5_000;

/** A row that was not taken, by its line, and why in words. */
export interface ImportFaultAt {
  line: number;
  reason: string;
}

/** What a backup holds, counted in the copy. */
export interface BackupCounts {
  readings: number;
  series: number;
  devices: number;
}

/**
 * What changes stored readings. Every call fails with an ApiError `unavailable` while history is paused or the
 * store does not run.
 */
export interface HistoryWriter {
  /** Takes rows of a file; resolves with the refused ones once all others are durable. The live view sees none. */
  importRows(rows: ImportRows): Promise<ImportFaultAt[]>;
  /** Resolves once all that was received so far is stored. */
  settled(): Promise<void>;
  /**
   * Writes `history.duckdb` and `registry.sqlite` into `folder` (absolute, there and empty) and checks both by
   * opening them. The copy of the registry knows every series of the copied readings.
   */
  backup(folder: string): Promise<BackupCounts>;
  /** How long readings are kept: as set, else everything for RETENTION_DAYS. */
  getRetention(): Promise<Retention>;
  /** Sets it for good, and begins to forget what is older. */
  setRetention(retention: Retention): Promise<void>;
}

/** All of it, as the ingest thread does it. */
export type HistoryCalls = StoredReadings & HistoryWriter;

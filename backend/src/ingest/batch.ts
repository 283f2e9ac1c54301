import { NEWEST, qualitySchema, RETAINED, TEXT, type Quality } from '@sensorium/contracts';
import { ColumnsBuilder } from '@sensorium/domain/live';
import type { ReadingColumns } from '../ports/live-bus.js';

/** Place of a quality in the list of all, as it stands in flags. */
export const QUALITY_CODES = new Map(qualitySchema.options.map((quality, code) => [quality, code]));

/** One row of a batch; times in µs. */
export interface Row {
  series: number;
  t: number;
  received: number;
  value: number | string;
  quality: Quality;
  retained: boolean;
  /** No later measurement of the series is known. */
  newest: boolean;
}

/** Readings on their way to the bus. Each gets the next sequence number when the batch is taken. */
export class Batch {
  private readonly rows = new ColumnsBuilder();
  private nextSequence = 1;

  add(row: Row): void {
    this.rows.add(row.series, row.t, row.received, row.value, flagsOf(row));
  }

  /** The rows so far, numbered; null if there are none. */
  take(): ReadingColumns | null {
    if (this.rows.count === 0) return null;
    const columns = this.rows.take();
    const firstSequence = this.nextSequence;
    this.nextSequence += columns.count;
    return { ...columns, firstSequence };
  }
}

function flagsOf(row: Row): number {
  return (
    (QUALITY_CODES.get(row.quality) ?? 0) |
    (typeof row.value === 'string' ? TEXT : 0) |
    (row.newest ? NEWEST : 0) |
    (row.retained ? RETAINED : 0)
  );
}

import { TEXT } from '@sensorium/contracts';
import type { ColumnsBuilder } from '@sensorium/domain/live';
import type { ReadingColumns } from '../ports/live-bus.js';
import { ReadingCounts } from './reading-counts.js';

/** Readings that the log holds; older ones give way. About 33 bytes each. */
const CAPACITY = 262_144;

/** The last readings of all series in the order of their sequence: a ring of columns. */
export class ReadingLog {
  /** Sequence number of the newest reading; 0 before the first. */
  newest = 0;
  /** Readings of each series so far, and those of them that the log no longer holds. */
  readonly taken = new ReadingCounts();
  readonly dropped = new ReadingCounts();
  private count = 0;
  private readonly series = new Uint32Array(CAPACITY);
  private readonly t = new Float64Array(CAPACITY);
  private readonly received = new Float64Array(CAPACITY);
  private readonly value = new Float64Array(CAPACITY);
  private readonly flags = new Uint8Array(CAPACITY);
  private readonly texts = new Map<number, string>();

  append(columns: ReadingColumns): void {
    for (let row = 0; row < columns.count; row++) {
      const at = (columns.firstSequence + row) % CAPACITY;
      const flags = columns.flags[row] ?? 0;
      if (columns.firstSequence + row > CAPACITY) this.dropped.add(this.series[at] ?? 0);
      this.taken.add(columns.series[row] ?? 0);
      this.series[at] = columns.series[row] ?? 0;
      this.t[at] = columns.t[row] ?? 0;
      this.received[at] = columns.received[row] ?? 0;
      this.value[at] = columns.value[row] ?? 0;
      this.flags[at] = flags;
      if ((flags & TEXT) !== 0) this.texts.set(at, columns.texts[columns.value[row] ?? 0] ?? '');
      else if (this.texts.size > 0) this.texts.delete(at);
    }
    this.newest = columns.firstSequence + columns.count - 1;
    this.count = Math.min(this.count + columns.count, CAPACITY);
  }

  /** Sequence number of the oldest reading that is still held; above {@link newest} if there is none. */
  get oldest(): number {
    return this.newest - this.count + 1;
  }

  /**
   * Copies the wanted readings after `sequence`, oldest first and at most `limit`, into `to`. Returns the
   * sequence number up to which it looked.
   */
  copySince(sequence: number, wanted: (n: number) => boolean, limit: number, to: ColumnsBuilder): number {
    for (let one = Math.max(sequence + 1, this.oldest); one <= this.newest; one++) {
      const at = one % CAPACITY;
      if (!wanted(this.series[at] ?? 0)) continue;
      this.copy(at, to);
      if (to.count >= limit) return one;
    }
    return this.newest;
  }

  private copy(at: number, to: ColumnsBuilder): void {
    const flags = this.flags[at] ?? 0;
    const value = (flags & TEXT) === 0 ? (this.value[at] ?? 0) : (this.texts.get(at) ?? '');
    to.add(this.series[at] ?? 0, this.t[at] ?? 0, this.received[at] ?? 0, value, flags);
  }
}

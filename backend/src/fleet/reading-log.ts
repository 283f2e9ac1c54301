import { TEXT } from '@sensorium/contracts';
import type { ColumnsBuilder } from '@sensorium/domain/live';
import type { ReadingColumns } from '../ports/live-bus.js';
import { ReadingCounts } from './reading-counts.js';

/** Readings that the log holds; older ones give way. About 33 bytes each. */
const CAPACITY = 262_144;

/** Characters of texts that the log holds; beyond them the oldest readings give way too. */
const TEXT_MAX = 32_000_000;

/** The last readings of all series in the order of their sequence: a ring of columns. */
export class ReadingLog {
  /** Sequence number of the newest reading; 0 before the first. */
  newest = 0;
  /** Readings of each series so far, and those of them that the log no longer holds. */
  readonly taken = new ReadingCounts();
  readonly dropped = new ReadingCounts();
  private count = 0;
  private characters = 0;
  private readonly series: Uint32Array;
  private readonly t: Float64Array;
  private readonly received: Float64Array;
  private readonly value: Float64Array;
  private readonly flags: Uint8Array;
  private readonly texts = new Map<number, string>();

  constructor(
    private readonly capacity = CAPACITY,
    private readonly textMax = TEXT_MAX,
  ) {
    this.series = new Uint32Array(capacity);
    this.t = new Float64Array(capacity);
    this.received = new Float64Array(capacity);
    this.value = new Float64Array(capacity);
    this.flags = new Uint8Array(capacity);
  }

  append(columns: ReadingColumns): void {
    for (let row = 0; row < columns.count; row++) {
      if (this.count === this.capacity) this.dropOldest();
      const at = (columns.firstSequence + row) % this.capacity;
      const flags = columns.flags[row] ?? 0;
      this.taken.add(columns.series[row] ?? 0);
      this.series[at] = columns.series[row] ?? 0;
      this.t[at] = columns.t[row] ?? 0;
      this.received[at] = columns.received[row] ?? 0;
      this.value[at] = columns.value[row] ?? 0;
      this.flags[at] = flags;
      if ((flags & TEXT) !== 0) this.keepText(at, columns.texts[columns.value[row] ?? 0] ?? '');
      this.newest = columns.firstSequence + row;
      this.count += 1;
    }
    while (this.characters > this.textMax) this.dropOldest();
  }

  private keepText(at: number, text: string): void {
    this.texts.set(at, text);
    this.characters += text.length;
  }

  private dropOldest(): void {
    const at = this.oldest % this.capacity;
    this.dropped.add(this.series[at] ?? 0);
    if (this.texts.size > 0) {
      this.characters -= this.texts.get(at)?.length ?? 0;
      this.texts.delete(at);
    }
    this.count -= 1;
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
      const at = one % this.capacity;
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

import type { ReadingColumns } from '../ports/live-bus.js';

/** Readings that the log holds; older ones give way. About 33 bytes each. */
const CAPACITY = 262_144;

/** One reading of the log. Times in µs. */
export interface LoggedReading {
  n: number;
  t: number;
  received: number;
  flags: number;
  value: number;
  text: string | undefined;
}

/** The last readings of all series in the order of their sequence: a ring of columns. */
export class ReadingLog {
  /** Sequence number of the newest reading; 0 before the first. */
  newest = 0;
  private count = 0;
  private readonly series = new Uint32Array(CAPACITY);
  private readonly t = new Float64Array(CAPACITY);
  private readonly received = new Float64Array(CAPACITY);
  private readonly value = new Float64Array(CAPACITY);
  private readonly flags = new Uint8Array(CAPACITY);
  private readonly texts = new Map<number, string>();

  append(columns: ReadingColumns, isText: (n: number) => boolean): void {
    for (let row = 0; row < columns.count; row++) {
      const sequence = columns.firstSequence + row;
      const at = sequence % CAPACITY;
      const n = columns.series[row] ?? 0;
      this.series[at] = n;
      this.t[at] = columns.t[row] ?? 0;
      this.received[at] = columns.received[row] ?? 0;
      this.value[at] = columns.value[row] ?? 0;
      this.flags[at] = columns.flags[row] ?? 0;
      if (isText(n)) this.texts.set(at, columns.texts[columns.value[row] ?? 0] ?? '');
      else this.texts.delete(at);
    }
    this.newest = columns.firstSequence + columns.count - 1;
    this.count = Math.min(this.count + columns.count, CAPACITY);
  }

  /** Sequence number of the oldest reading that is still held; above {@link newest} if there is none. */
  get oldest(): number {
    return this.newest - this.count + 1;
  }

  /**
   * Calls `visit` with the held readings after `sequence`, oldest first, until it returns false.
   * Returns the sequence number of the last one visited, or that of the newest.
   */
  visitSince(sequence: number, visit: (reading: LoggedReading) => boolean): number {
    for (let one = Math.max(sequence + 1, this.oldest); one <= this.newest; one++) {
      if (!visit(this.at(one % CAPACITY))) return one;
    }
    return this.newest;
  }

  private at(place: number): LoggedReading {
    return {
      n: this.series[place] ?? 0,
      t: this.t[place] ?? 0,
      received: this.received[place] ?? 0,
      flags: this.flags[place] ?? 0,
      value: this.value[place] ?? 0,
      text: this.texts.get(place),
    };
  }
}

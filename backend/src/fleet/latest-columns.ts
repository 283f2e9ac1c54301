import { NEWEST, TEXT, type Columns } from '@sensorium/contracts';
import type { ColumnsBuilder } from '@sensorium/domain/live';
import type { ReadingColumns } from '../ports/live-bus.js';

const FIRST_CAPACITY = 1_024;

/** The latest value of every series, as columns indexed by series number. Sequence 0: none yet. */
export class LatestColumns {
  private sequence = new Float64Array(FIRST_CAPACITY);
  private t = new Float64Array(FIRST_CAPACITY);
  private received = new Float64Array(FIRST_CAPACITY);
  private value = new Float64Array(FIRST_CAPACITY);
  private flags = new Uint8Array(FIRST_CAPACITY);
  private readonly texts = new Map<number, string>();

  /** Takes over the rows that are the latest of their series. */
  apply(columns: ReadingColumns): void {
    for (let row = 0; row < columns.count; row++) {
      if (((columns.flags[row] ?? 0) & NEWEST) !== 0) this.put(columns, row, columns.firstSequence + row);
    }
  }

  /** Sequence number of the latest reading of a series; 0 if there is none. */
  sequenceOf(n: number): number {
    return this.sequence[n] ?? 0;
  }

  forget(n: number): void {
    this.texts.delete(n);
    if (n < this.sequence.length) this.sequence[n] = 0;
  }

  /** Adds the latest reading of a series to `to`. */
  copy(n: number, to: ColumnsBuilder): void {
    const flags = this.flags[n] ?? 0;
    const value = (flags & TEXT) === 0 ? (this.value[n] ?? 0) : (this.texts.get(n) ?? '');
    to.add(n, this.t[n] ?? 0, this.received[n] ?? 0, value, flags);
  }

  private put(columns: Columns, row: number, sequence: number): void {
    const n = columns.series[row] ?? 0;
    if (n >= this.sequence.length) this.grow(n);
    const flags = columns.flags[row] ?? 0;
    const value = columns.value[row] ?? 0;
    this.sequence[n] = sequence;
    this.t[n] = columns.t[row] ?? 0;
    this.received[n] = columns.received[row] ?? 0;
    this.flags[n] = flags;
    if ((flags & TEXT) === 0) this.value[n] = value;
    else this.texts.set(n, columns.texts[value] ?? '');
  }

  private grow(n: number): void {
    const capacity = Math.max(n + 1, this.sequence.length * 2);
    this.sequence = grown(this.sequence, capacity);
    this.t = grown(this.t, capacity);
    this.received = grown(this.received, capacity);
    this.value = grown(this.value, capacity);
    const flags = new Uint8Array(capacity);
    flags.set(this.flags);
    this.flags = flags;
  }
}

function grown(from: Float64Array, capacity: number): Float64Array<ArrayBuffer> {
  const to = new Float64Array(capacity);
  to.set(from);
  return to;
}

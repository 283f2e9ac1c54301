import { qualitySchema, type Kind, type Quality, type Value } from '@sensorium/contracts';
import { NEWEST, QUALITY_BITS, RETAINED, type ReadingColumns } from '../ports/live-bus.js';

const QUALITIES = qualitySchema.options;
const FIRST_CAPACITY = 1_024;

/** The latest value of every series, as columns indexed by series number. Sequence 0: none yet. */
export class LatestColumns {
  sequence = new Float64Array(FIRST_CAPACITY);
  t = new Float64Array(FIRST_CAPACITY);
  received = new Float64Array(FIRST_CAPACITY);
  flags = new Uint8Array(FIRST_CAPACITY);
  private value = new Float64Array(FIRST_CAPACITY);
  private readonly texts = new Map<number, string>();

  /** Takes over the rows that are the latest of their series. */
  apply(columns: ReadingColumns, kindOf: (n: number) => Kind | undefined): void {
    for (let row = 0; row < columns.count; row++) {
      const flags = columns.flags[row] ?? 0;
      if ((flags & NEWEST) === 0) continue;
      const n = columns.series[row] ?? 0;
      this.reserve(n);
      this.sequence[n] = columns.firstSequence + row;
      this.t[n] = columns.t[row] ?? 0;
      this.received[n] = columns.received[row] ?? 0;
      this.flags[n] = flags;
      const value = columns.value[row] ?? 0;
      if (kindOf(n) === 'text') this.texts.set(n, columns.texts[value] ?? '');
      else this.value[n] = value;
    }
  }

  forget(n: number): void {
    this.texts.delete(n);
    if (n < this.sequence.length) this.sequence[n] = 0;
  }

  valueOf(n: number, kind: Kind): Value {
    if (kind === 'text') return this.texts.get(n) ?? '';
    const value = this.value[n] ?? 0;
    return kind === 'boolean' ? value === 1 : value;
  }

  qualityOf(n: number): Quality {
    return qualityOf(this.flags[n] ?? 0);
  }

  isRetained(n: number): boolean {
    return ((this.flags[n] ?? 0) & RETAINED) !== 0;
  }

  private reserve(n: number): void {
    if (n < this.sequence.length) return;
    const capacity = Math.max(n + 1, this.sequence.length * 2);
    this.sequence = grown(this.sequence, new Float64Array(capacity));
    this.t = grown(this.t, new Float64Array(capacity));
    this.received = grown(this.received, new Float64Array(capacity));
    this.value = grown(this.value, new Float64Array(capacity));
    const flags = new Uint8Array(capacity);
    flags.set(this.flags);
    this.flags = flags;
  }
}

/** Quality in the flags of a row. */
export function qualityOf(flags: number): Quality {
  return QUALITIES[flags & QUALITY_BITS] ?? 'good';
}

function grown(from: Float64Array, to: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  to.set(from);
  return to;
}

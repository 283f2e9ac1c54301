import { MAX_READINGS, type Chunk } from './chunk.js';

type Columns = Pick<Chunk, 't' | 'v' | 'q'>;

/** Room for the columns of one chunk, used for the next one again. */
export class ChunkRoom {
  private readonly all = roomFor(MAX_READINGS);
  private columns = this.all;

  /** Columns of that length that hold zeros; those given before are of no use any more. */
  take(count: number): Columns {
    if (count !== this.columns.t.length) {
      const { t, v, q } = this.all;
      this.columns = { t: t.subarray(0, count), v: v.subarray(0, count), q: q.subarray(0, count) };
    }
    this.columns.t.fill(0);
    this.columns.v.fill(0);
    this.columns.q.fill(0);
    return this.columns;
  }
}

/** Columns in one buffer of their own: making three would take longer than reading a chunk. */
export function roomFor(count: number): Columns {
  const bytes = count * Float64Array.BYTES_PER_ELEMENT;
  const buffer = new ArrayBuffer(bytes * 2 + count);
  return {
    t: new Float64Array(buffer, 0, count),
    v: new Float64Array(buffer, bytes, count),
    q: new Uint8Array(buffer, bytes * 2, count),
  };
}

/** Readings of one chunk at most. */
export const MAX_READINGS = 1024;

/**
 * Consecutive readings of one series: `t` in µs (integers), `v` the numbers (no NaN), `q` the places of the
 * qualities. `texts`: one for each reading of a text series, whose `v` are all 0; null for numbers.
 */
export interface Chunk {
  t: Float64Array<ArrayBuffer>;
  v: Float64Array<ArrayBuffer>;
  q: Uint8Array<ArrayBuffer>;
  texts: string[] | null;
}

/** Bytes that are no whole chunk: damaged, cut or of another version. */
export class DamagedChunk extends Error {
  constructor(reason: string) {
    super(`damaged chunk: ${reason}`);
    this.name = 'DamagedChunk';
  }
}

import { QUALITIES, type Quality } from '../quality.js';

/**
 * Readings as columns, one row each. `series`: its number; `t` and `received`: µs since the epoch, integers
 * below 2^51; `value`: the number, 1 or 0 of a boolean, or the place in `texts` of a text.
 */
export interface Columns {
  count: number;
  series: Uint32Array;
  t: Float64Array;
  received: Float64Array;
  value: Float64Array;
  /** Place of the quality in its list ({@link QUALITY_BITS}), with {@link RETAINED}, {@link NEWEST} and {@link TEXT}. */
  flags: Uint8Array;
  texts: string[];
}

/** Bits in `flags` that hold the quality. */
export const QUALITY_BITS = 0x0f;

/** Bit in `flags` of a text: its value is a place in `texts`. */
export const TEXT = 0x20;

/** Bit in `flags` of a reading that no later measurement of its series precedes: it is the latest value. */
export const NEWEST = 0x40;

/** Bit in `flags` of a reading that came from a retained message. */
export const RETAINED = 0x80;

/** First byte of encoded columns; another one means another layout. */
export const COLUMNS_VERSION = 1;

/** Quality in the flags of a row. */
export function qualityOf(flags: number): Quality {
  return QUALITIES[flags & QUALITY_BITS] ?? 'good';
}

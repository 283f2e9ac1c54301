/**
 * Codes for what is left after prediction: small integers around 0 with a few large ones among them. Rice codes
 * with a parameter for each stream as in FLAC (RFC 9639, section 9.2.7), where large ones escape; besides runs of
 * zeros, and for values that are spread evenly truncated binary codes, which cost a third to half a bit less.
 */
export const ZERO = 0;
export const RICE = 1;
export const EVEN = 2;
export const SPARSE = 3;
export const CODE_BITS = 2;

/** Ones in a row that announce a residual written in full. */
export const ESCAPE = 20;
/** Bits of a residual in full: sign, length (6 bits) and so many bits as it has. */
export const FULL_BITS = 7;
/** Largest Rice parameter, and of them the largest that one read of bits is enough for. */
export const MAX_RICE = 48;
export const MAX_SHORT_RICE = 24;
export const RICE_BITS = 6;
/** Symbols of an even code at most. */
export const MAX_SYMBOLS = 2 ** 24;
export const SYMBOLS_BITS = 24;

/** 0, -1, 1, -2, 2 … as 0, 1, 2, 3, 4 … */
export function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

export function unzigzag(code: number): number {
  return code % 2 === 0 ? code / 2 : -(code + 1) / 2;
}

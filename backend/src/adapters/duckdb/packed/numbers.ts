/**
 * Two ways to store numbers. Decimals: integers over a power of ten, as sensors measure, which come back exactly
 * by one division. All other doubles: the bytes of their bits by place, all first bytes first, each bit
 * exclusive-or that of the number before if that is shorter, then zstd.
 */
export const DECIMALS = 0;
export const PLANES = 1;
export const DIFFERENT_PLANES = 2;
export const KIND_BITS = 2;

export const POWERS = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9] as const;
export const POWER_BITS = 4;

export const BYTES = Float64Array.BYTES_PER_ELEMENT;

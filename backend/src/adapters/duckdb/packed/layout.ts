/**
 * Layout of a chunk: version (1 byte), CRC-32 of the rest that starts from the version (4 bytes, big endian),
 * then bits: readings less one (10), whether there are texts (1), whether there is a quality that is not good
 * (1); times, numbers or texts, qualities.
 */
export const VERSION = 1;
export const HEADER_BYTES = 5;
export const READINGS_BITS = 10;

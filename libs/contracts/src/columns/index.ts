export * from './columns.js';
export { decodeColumns, type Decoded } from './decode.js';
export { encodeColumns } from './encode.js';

export * from './decode.js';
export * from './outcome.js';
export { isPlausibleStamp, readStamp, YEAR_2000 } from './stamp.js';

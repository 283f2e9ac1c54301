export * from './buckets.js';
export * from './day.js';
export * from './day-clocks.js';
export * from './day-ranges.js';
export * from './micros.js';
export * from './wall-clock.js';

export * from './changes.js';
export * from './gaps.js';
export * from './growing.js';
export * from './increase.js';
export * from './m4.js';
export * from './statistics.js';
export * from './time-input.js';

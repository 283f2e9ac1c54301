export * from './clock.js';
export * from './interval.js';
export * from './kind.js';

export * from './cursor.js';
export * from './selection.js';

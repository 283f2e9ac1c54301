export * from './columns-builder.js';
export * from './cursor.js';
export * from './selection.js';
export * from './readings-json.js';
export * from './thin.js';

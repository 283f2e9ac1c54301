export * from './decide-group.js';
export * from './matchers.js';
export * from './on-call.js';
export * from './silences.js';
export * from './stages.js';
export * from './step.js';
export * from './types.js';

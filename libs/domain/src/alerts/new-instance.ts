import type { InstanceState } from './types.js';

/** The state in which nothing has happened yet. */
export function newInstance(): InstanceState {
  return {
    phase: 'ok',
    since: 0,
    due: null,
    frozen: null,
    frozenAt: null,
    wake: null,
    paused: null,
    noDataSince: null,
    evaluated: null,
    behind: 0,
    memory: [],
    firings: [],
    flapping: false,
    peak: null,
    last: null,
  };
}

/**
 * True if a new instance would do as well: nothing is open and nothing counted. Conditions that remember
 * more than that (`rate`, `flatline`, `silent`, several ones) get it back from `known` and `heard`.
 */
export function isAtRest({ phase, firings }: InstanceState): boolean {
  return phase === 'ok' && firings.length === 0;
}

import type { Micros } from '../time/index.js';
import { AlertInstance } from './instance.js';
import type { EngineInput, Evaluator, InstanceState, Stepped } from './types.js';

/** One input to one instance: the state after it and what changed. The same machine as {@link AlertInstance}. */
export function step(evaluator: Evaluator, state: InstanceState, input: EngineInput, now: Micros): Stepped {
  const instance = new AlertInstance(evaluator, state);
  const change = instance.apply(input, now) ?? { transitions: [] };
  return { ...change, state: instance.snapshot() };
}

/** When a tick does something next, on our clock; null for never. */
export function dueAt({ wake }: InstanceState): Micros | null {
  return wake;
}

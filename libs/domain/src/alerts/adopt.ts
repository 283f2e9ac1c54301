import { isCombined } from './parts.js';
import type { Evaluator, InstanceState } from './types.js';

/**
 * The state of an instance for a changed rule: its phase, and what it knows of time and data, go on. What conditions
 * remember goes on where the new one asks the same of the same metric with perhaps other limits; else it begins anew.
 * A timer that runs keeps its end.
 */
export function adopt(state: InstanceState, before: Evaluator, after: Evaluator): InstanceState {
  const isSame = shape(before) === shape(after);
  return { ...state, memory: isSame ? state.memory : [] };
}

/** What a memory belongs to: kinds, metrics and spans of time, in their order. */
function shape({ condition, metrics }: Evaluator): string {
  if (!isCombined(condition)) return JSON.stringify([condition.type, spanOf(condition), metrics]);
  return JSON.stringify([condition.type, condition.of.map((part) => [part.type, spanOf(part), part.metric])]);
}

function spanOf(condition: object): unknown {
  const { perMs, afterMs, forMs } = condition as { perMs?: number; afterMs?: number; forMs?: number };
  return [perMs, afterMs, forMs];
}

import type { AlertReason, Condition } from '@sensorium/contracts';

/** Why an alert of the condition begins. */
export function onsetReason({ type }: Condition): AlertReason {
  if (type === 'silent') return 'silent';
  return type === 'flatline' ? 'flat' : 'beyond';
}

/** Why it is over, or begins to be. */
export function offsetReason({ type }: Condition): AlertReason {
  if (type === 'silent') return 'heard-again';
  return type === 'flatline' ? 'moved-again' : 'back-inside';
}

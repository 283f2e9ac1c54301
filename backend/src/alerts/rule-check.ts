import { validateRule, type EngineRule } from '@sensorium/domain/alerts';
import { ApiError } from '../ports/api-error.js';

/** Throws `bad-request` for a rule whose parts fit a schema, but not each other. */
export function checkRule(rule: EngineRule): void {
  const faults = validateRule(rule);
  if (faults.length === 0) return;
  const details = faults.slice(0, 100).map(({ path, message }) => ({ path: path.join('.'), message }));
  throw new ApiError('bad-request', 'the rule contradicts itself', details);
}

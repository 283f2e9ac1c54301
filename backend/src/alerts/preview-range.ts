import type { Condition } from '@sensorium/contracts';
import type { EngineRule } from '@sensorium/domain/alerts';
import { MICROS_PER_MS } from '@sensorium/domain/time';
import { ApiError } from '../ports/api-error.js';
import { readTime } from '../ports/time-param.js';

/** A stretch of time, µs, both ends included. */
export interface PreviewRange {
  from: number;
  to: number;
}

/** Reads the ends of a preview at `nowMs`; what has not happened yet is left out. Throws `bad-request`. */
export function previewRange(
  input: { from: number | string; to: number | string },
  nowMs: number,
): PreviewRange {
  const from = readTime('from', input.from, nowMs);
  const to = Math.min(readTime('to', input.to, nowMs), nowMs);
  if (from <= to) return { from: Math.round(from * MICROS_PER_MS), to: Math.round(to * MICROS_PER_MS) };
  const message = 'must not be before from, and from not later than now';
  throw new ApiError('bad-request', 'the range ends before it begins', [{ path: 'to', message }]);
}

/** Readings before a range that conditions are prepared with reach back so far at most, ms: a week. */
const LEAD_MAX_MS = 604_800_000;

/**
 * How long before a range a rule has to begin, so that its windows and timers stand there as they would have, µs. A
 * window needs the last reading before it too, so it counts twice.
 */
export function leadOf({ condition, forMs, clearForMs }: EngineRule): number {
  return Math.min(LEAD_MAX_MS, 2 * windowOf(condition) + forMs + clearForMs) * MICROS_PER_MS;
}

function windowOf(condition: Condition): number {
  switch (condition.type) {
    case 'rate':
      return condition.perMs;
    case 'silent':
      return condition.afterMs;
    case 'flatline':
      return condition.forMs;
    case 'all':
    case 'any':
      return Math.max(...condition.of.map(windowOf));
    default:
      return 0;
  }
}

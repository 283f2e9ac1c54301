import { ApiError } from '../ports/api-error.js';
import { readTime } from '../ports/time-param.js';

/** A range of time in ms since the epoch, both ends included. */
export interface Range {
  from: number;
  to: number;
}

/** Reads the ends of a range at `now` (ms). Throws `bad-request` for what is no time, or ends before it begins. */
export function readRange(input: { from: string; to: string }, now: number): Range {
  const from = readTime('from', input.from, now);
  const to = readTime('to', input.to, now);
  if (from <= to) return { from, to };
  const message = 'must not be before from';
  throw new ApiError('bad-request', 'the range ends before it begins', [{ path: 'to', message }]);
}

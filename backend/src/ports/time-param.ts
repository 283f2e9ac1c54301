import { parseTimeInput } from '@sensorium/domain/history';
import { ApiError } from './api-error.js';

/** The point in time that the field at `path` of a request names at `nowMs`, ms. Throws `bad-request`. */
export function readTime(path: string, input: number | string, nowMs: number): number {
  const time = parseTimeInput(String(input), nowMs);
  if (time !== undefined) return time;
  const message = 'must be ms since the epoch, ISO 8601 with a zone, or now[-<n>(s|m|h|d|w)]';
  throw new ApiError('bad-request', `${path} is no time`, [{ path, message }]);
}
